import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { MethodName } from '@contract';
import { decodeNpy } from '../../audio/npy';
import { createLinear } from '../networks/linear';
import { loadTensorFlow, type TensorFlow } from '../tensorflow';
import { createMethod } from '.';

const STEPS = 50;
const [EXAMPLES, INPUTS, OUTPUTS] = [8, 6, 4];
const golden = (name: string): Float64Array =>
  Float64Array.from(decodeNpy(readFileSync(new URL(`../golden/${name}.npy`, import.meta.url))).data);
const [X, Y, START] = [golden('x'), golden('y'), golden('start')];

let native: TensorFlow;
/** Another copy of TensorFlow.js would share the engine; the same one on its JavaScript backend has no update kernels. */
function composed(): TensorFlow {
  return { tf: native.tf, info: { ...native.info, backend: 'cpu' } };
}
beforeAll(async () => {
  native = await loadTensorFlow();
});

interface Case {
  readonly method: MethodName;
  readonly learningRate: number;
  readonly momentum: number;
}

/** Weights after every step; the run is taken down and continued from its slots after `pause` steps. */
function trajectory(tensorflow: TensorFlow, { method, learningRate, momentum }: Case, pause?: number): Float32Array[] {
  const { tf } = tensorflow;
  const shape = [INPUTS, OUTPUTS] as const;
  let network = createLinear(tensorflow, { name: 'dft-128', frames: 0, shape }, Float32Array.from(START));
  let subject = createMethod(tensorflow, method, { network, momentum });
  const weights: Float32Array[] = [];
  for (let i = 0; i < STEPS; i++) {
    if (i === pause) {
      const [slots, kept] = [subject.slots(), network.weights()];
      subject.dispose();
      network.dispose();
      network = createLinear(tensorflow, { name: 'dft-128', frames: 0, shape }, kept);
      subject = createMethod(tensorflow, method, { network, momentum, slots });
    }
    const part = (values: Float64Array, size: number): Float32Array =>
      Float32Array.from(values.subarray(i * EXAMPLES * size, (i + 1) * EXAMPLES * size));
    tf.tidy(() => {
      const x = tf.tensor2d(part(X, INPUTS), [EXAMPLES, INPUTS]);
      const y = tf.tensor2d(part(Y, OUTPUTS), [EXAMPLES, OUTPUTS]);
      subject.step({ examples: EXAMPLES, x, y }, { step: i + 1, stepOfEpoch: i, epoch: 1, learningRate });
    });
    weights.push(network.weights());
  }
  subject.dispose();
  network.dispose();
  return weights;
}

/** Largest error of any step, relative to the largest weight. */
function largestError(got: readonly Float32Array[], expected: Float64Array): number {
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const errors = got.flatMap((step, i) =>
    Array.from(step, (value, j) => Math.abs(value - expected[i * INPUTS * OUTPUTS + j]!))
  );
  return Math.max(...errors) / largest;
}

const CASES: readonly (Case & { readonly name: string })[] = [
  { name: 'amsgrad', method: 'amsgrad', learningRate: 0.01, momentum: 0 },
  { name: 'adam', method: 'adam', learningRate: 0.01, momentum: 0 },
  { name: 'sgd', method: 'sgd', learningRate: 0.01, momentum: 0 },
  { name: 'momentum', method: 'sgd', learningRate: 0.01, momentum: 0.9 }
];

describe.each(CASES)('$name', (subject) => {
  const expected = golden(subject.name);

  it('follows the path computed in float64, by the kernels of TensorFlow', () => {
    expect(native.info.backend).toMatch(/^tensorflow/);
    expect(largestError(trajectory(native, subject), expected)).toBeLessThan(1e-5);
  });

  it('follows the same path operation by operation', () => {
    expect(largestError(trajectory(composed(), subject), expected)).toBeLessThan(1e-5);
  });

  it('goes on from its slots as if it had not paused', () => {
    for (const tensorflow of [native, composed()]) {
      expect(trajectory(tensorflow, subject, 23)).toEqual(trajectory(tensorflow, subject));
    }
  });

  it('leaves no tensor behind', () => {
    const before = native.tf.memory().numTensors;
    trajectory(native, subject);
    trajectory(composed(), subject);
    expect(native.tf.memory().numTensors).toBe(before);
  });
});

describe('the golden paths', () => {
  it('tell AMSGrad from Adam', () => {
    const [amsgrad, adam] = [golden('amsgrad'), golden('adam')];
    expect(Math.max(...amsgrad.map((value, i) => Math.abs(value - adam[i]!)))).toBeGreaterThan(2e-4);
  });
});
