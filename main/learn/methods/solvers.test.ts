import type { Tensor2D } from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../signal/random';
import { createLinear } from '../networks/linear';
import { loadTensorFlow, type TensorFlow } from '../tensorflow';
import { createMethod } from '.';
import { invert, SingularError } from './solver';

let native: TensorFlow;
beforeAll(async () => {
  native = await loadTensorFlow();
});
/** The same TensorFlow.js without the operations that only the native library has. */
const pure = (): TensorFlow => ({ tf: native.tf, info: { ...native.info, backend: 'cpu' } });

const [INPUTS, OUTPUTS] = [4, 3];
const OTHER_WEIGHTS = new Float32Array(INPUTS * OUTPUTS).fill(10);

interface Run {
  readonly method: 'least-squares' | 'conjugate-gradients';
  readonly epochs: number;
  /** Two batches an epoch. */
  readonly examples: number;
  /** Weights before the first step; zeros where absent. */
  readonly start?: Float32Array;
}

/** Largest error of the weights that a solver finds for targets made of known weights. */
function solve(tensorflow: TensorFlow, { method, epochs, examples, start }: Run): number {
  const { tf } = tensorflow;
  const network = createLinear(tensorflow, { name: 'dft-128', frames: 0, shape: [INPUTS, OUTPUTS] }, start);
  const subject = createMethod(tensorflow, method, { network, momentum: 0 });
  const wanted = Float32Array.of(1, 2, 3, -4, 5, 0.5, 0, 0, 7, 1, -1, 1);
  const inputs = new Float32Array(2 * examples * INPUTS);
  new Random(8).fillNormal(inputs);
  try {
    for (let step = 0; step < 2 * epochs; step++) {
      const first = (step % 2) * examples;
      tf.tidy(() => {
        const x = tf.tensor2d(inputs.slice(first * INPUTS, (first + examples) * INPUTS), [examples, INPUTS]);
        const y: Tensor2D = tf.matMul(x, tf.tensor2d(wanted, [INPUTS, OUTPUTS]));
        const numbers = { step: step + 1, stepOfEpoch: step % 2, epoch: Math.floor(step / 2) + 1, learningRate: 1 };
        subject.step({ examples, x, y }, numbers);
      });
      if (step % 2 === 1) subject.endEpoch?.();
    }
    return Math.max(...network.weights().map((value, i) => Math.abs(value - wanted[i]!)));
  } finally {
    subject.dispose();
    network.dispose();
  }
}

describe('least squares', () => {
  it('finds the weights in one epoch, and keeps them in the next', () => {
    for (const tensorflow of [native, pure()]) {
      expect(solve(tensorflow, { method: 'least-squares', epochs: 1, examples: 8 })).toBeLessThan(2e-5);
      expect(solve(tensorflow, { method: 'least-squares', epochs: 3, examples: 8 })).toBeLessThan(3e-6);
    }
  });

  it('finds the same weights from others that a method before it left', () => {
    for (const tensorflow of [native, pure()]) {
      const run = { method: 'least-squares', examples: 8, start: OTHER_WEIGHTS } as const;
      expect(solve(tensorflow, { ...run, epochs: 1 })).toBeLessThan(2e-5);
      expect(solve(tensorflow, { ...run, epochs: 3 })).toBeLessThan(3e-6);
    }
  });

  it('says so where the examples are too few', () => {
    for (const tensorflow of [native, pure()]) {
      expect(() => solve(tensorflow, { method: 'least-squares', epochs: 1, examples: 1 })).toThrow(SingularError);
    }
  });
});

describe('conjugate gradients', () => {
  it('find the weights in as many steps as an example has numbers, after the epoch of the sums', () => {
    for (const tensorflow of [native, pure()]) {
      const run = { method: 'conjugate-gradients', examples: 8 } as const;
      expect(solve(tensorflow, { ...run, epochs: 1 })).toBe(7);
      expect(solve(tensorflow, { ...run, epochs: INPUTS / 2 })).toBeGreaterThan(1e-3);
      expect(solve(tensorflow, { ...run, epochs: 1 + INPUTS / 2 })).toBeLessThan(1e-4);
      expect(solve(tensorflow, { ...run, epochs: 20 })).toBeLessThan(1e-4);
    }
  });

  it('go on from the weights that a method before them left', () => {
    for (const tensorflow of [native, pure()]) {
      const run = { method: 'conjugate-gradients', examples: 8, start: OTHER_WEIGHTS } as const;
      expect(solve(tensorflow, { ...run, epochs: 1 })).toBe(14);
      expect(solve(tensorflow, { ...run, epochs: 1 + INPUTS / 2 })).toBeLessThan(2e-4);
    }
  });
});

it('solvers leave no tensor behind', () => {
  const before = native.tf.memory().numTensors;
  for (const tensorflow of [native, pure()]) {
    solve(tensorflow, { method: 'least-squares', epochs: 2, examples: 8 });
    solve(tensorflow, { method: 'conjugate-gradients', epochs: 3, examples: 8 });
    expect(() => solve(tensorflow, { method: 'least-squares', epochs: 1, examples: 1 })).toThrow();
  }
  expect(native.tf.memory().numTensors).toBe(before);
});

describe('invert', () => {
  it('gives the inverse of a matrix that a person can invert', () => {
    expect(Array.from(invert(Float64Array.of(4, 0, 0, 0.25), 2))).toEqual([0.25, 0, 0, 4]);
    const inverse = invert(Float64Array.of(2, 1, 1, 2), 2);
    [2 / 3, -1 / 3, -1 / 3, 2 / 3].forEach((value, i) => expect(inverse[i]).toBeCloseTo(value, 14));
  });

  it('refuses a matrix that is not positive definite', () => {
    expect(() => invert(Float64Array.of(1, 2, 2, 1), 2)).toThrow(/more than 2 independent examples/);
    expect(() => invert(Float64Array.of(0, 0, 0, 0), 2)).toThrow(SingularError);
  });
});
