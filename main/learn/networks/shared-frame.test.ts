import { beforeAll, describe, expect, it } from 'vitest';
import { frameMatrix } from '../../signal/frame-matrix';
import { SEED_SPEC } from '../../signal/stft';
import { loadTensorFlow, type TensorFlow } from '../tensorflow';
import { createNetwork } from '.';

let tensorflow: TensorFlow;
beforeAll(async () => {
  tensorflow = await loadTensorFlow();
});

const ROW = 258;

describe('shared-frame', () => {
  it('counts 256 x 258 weights and starts with zeros', () => {
    const network = createNetwork(tensorflow, 'shared-frame');
    expect(network).toMatchObject({ name: 'shared-frame', parameters: 66_048, inputs: 256, outputs: 258 });
    expect(network.weights().every((weight) => weight === 0)).toBe(true);
    network.dispose();
  });

  it('answers an impulse with the row of weights of its place', () => {
    // Adding zero turns -0, which a sum never gives, into 0.
    const weights = Float32Array.from(frameMatrix(SEED_SPEC), (weight) => weight + 0);
    const network = createNetwork(tensorflow, 'shared-frame', weights);
    const frames = new Float32Array(2 * 256);
    frames[3] = 1;
    frames[256 + 200] = -2;
    const answer = network.forward(frames, 2);
    expect(answer).toHaveLength(2 * ROW);
    expect(answer.slice(0, ROW)).toEqual(weights.slice(3 * ROW, 4 * ROW));
    expect(answer.slice(ROW)).toEqual(weights.slice(200 * ROW, 201 * ROW).map((weight) => -2 * weight + 0));
    network.dispose();
  });

  it('descends by rate / frames times input times error', () => {
    const network = createNetwork(tensorflow, 'shared-frame');
    const input = new Float32Array(256);
    const target = new Float32Array(ROW);
    input[1] = 2;
    input[7] = -4;
    target[5] = 3;
    const mse = network.descend({ frames: 1, input, target }, 0.5);
    expect(mse).toBeCloseTo(9 / ROW, 7);
    const moved = network.weights();
    // From zero weights the error is -3 in column 5 alone.
    expect(moved[1 * ROW + 5]).toBe(0.5 * 2 * 3);
    expect(moved[7 * ROW + 5]).toBe(0.5 * -4 * 3);
    expect(moved.filter((weight) => weight !== 0)).toHaveLength(2);
    network.dispose();
  });

  it('hands out and takes copies of its weights', () => {
    const network = createNetwork(tensorflow, 'shared-frame');
    const own = new Float32Array(network.parameters).fill(1);
    network.setWeights(own);
    own.fill(2);
    network.weights().fill(3);
    expect(network.weights().every((weight) => weight === 1)).toBe(true);
    network.dispose();
  });

  it('leaves no tensor behind', () => {
    const before = tensorflow.tf.memory().numTensors;
    const network = createNetwork(tensorflow, 'shared-frame');
    const batch = { frames: 4, input: new Float32Array(4 * 256).fill(1), target: new Float32Array(4 * ROW) };
    for (let i = 0; i < 5; i++) {
      network.descend(batch, 0.1);
      network.forward(batch.input, 4);
      network.setWeights(network.weights());
    }
    expect(tensorflow.tf.memory().numTensors).toBe(before + 1);
    network.dispose();
    expect(tensorflow.tf.memory().numTensors).toBe(before);
  });

  it('refuses arrays of another length', () => {
    expect(() => createNetwork(tensorflow, 'shared-frame', new Float32Array(1))).toThrow(/needs 66048 numbers, got 1/);
    const network = createNetwork(tensorflow, 'shared-frame');
    expect(() => network.forward(new Float32Array(256), 2)).toThrow(/needs 512 numbers, got 256/);
    expect(() => network.setWeights(new Float32Array(5))).toThrow(RangeError);
    const batch = { frames: 1, input: new Float32Array(256), target: new Float32Array(257) };
    expect(() => network.descend(batch, 1)).toThrow(/needs 258 numbers, got 257/);
    network.dispose();
  });
});
