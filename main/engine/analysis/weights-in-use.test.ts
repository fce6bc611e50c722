import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Checkpoint } from '../../learn/checkpoint/format';
import { loadTensorFlow, type TensorFlow } from '../../learn/tensorflow';
import { Trainer } from '../../learn/trainer';
import { WeightsInUse } from './weights-in-use';

let tensorflow: TensorFlow;
let blank: Checkpoint;
let weights: WeightsInUse;
let tensors: number;

beforeAll(async () => {
  tensorflow = await loadTensorFlow();
  const trainer = new Trainer(tensorflow, { network: 'shared-frame', seed: 1 });
  blank = trainer.checkpoint();
  trainer.dispose();
  tensors = tensorflow.tf.memory().numTensors;
});
beforeEach(() => {
  weights = new WeightsInUse(tensorflow);
});
afterAll(() => {
  expect(tensorflow.tf.memory().numTensors).toBe(tensors);
});

/** A network whose every weight has one value. */
function filled(value: number): Checkpoint {
  return { ...blank, weights: blank.weights.map(() => value), step: value };
}

test('a job keeps its weights while others are used, and they are freed after it', async () => {
  weights.show(filled(1));
  const impulse = Float32Array.from({ length: 256 }, (_, i) => (i === 0 ? 1 : 0));
  await weights.during(async ({ network, info }) => {
    weights.show(filled(2));
    await Promise.resolve();
    expect(network.forward(impulse, 1)[0]).toBe(1);
    expect(info.revision).toBe(1);
    expect(tensorflow.tf.memory().numTensors).toBe(tensors + 2);
  });
  expect(tensorflow.tf.memory().numTensors).toBe(tensors + 1);
  expect(weights.current.network.forward(impulse, 1)[0]).toBe(2);
  weights.dispose();
});

test('weights are freed when the last of several jobs ends', async () => {
  weights.show(filled(1));
  let finish = (): void => undefined;
  const long = weights.during(() => new Promise<void>((resolve) => (finish = resolve)));
  await weights.during(() => Promise.resolve());
  weights.dispose();
  expect(tensorflow.tf.memory().numTensors).toBe(tensors + 1);
  finish();
  await long;
  expect(tensorflow.tf.memory().numTensors).toBe(tensors);
});

test('a save names the weights it wrote, and none that came later', () => {
  const { revision } = weights.use(filled(1), 'file', 'other.checkpoint');
  expect(weights.saved(revision, 'one.checkpoint')).toMatchObject({
    checkpoint: 'one.checkpoint',
    source: 'file',
    revision
  });
  const later = weights.use(filled(2), 'file', 'two.checkpoint');
  expect(weights.saved(revision, 'one.checkpoint')).toEqual(later);
  expect(weights.checkpoint.step).toBe(2);
  weights.dispose();
});

test('nothing is in use before a network is', () => {
  expect(() => weights.current).toThrow(/No network is loaded/);
});
