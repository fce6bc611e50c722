import { beforeAll, describe, expect, it } from 'vitest';
import { AccuracySum } from '../../signal/accuracy';
import { Random } from '../../signal/random';
import { Lesson } from '../lesson';
import type { TrainableNetwork } from '../network';
import { read } from '../read';
import { isLinearInWeights, NETWORK_SHAPES } from '../shapes';
import { loadTensorFlow, type TensorFlow } from '../tensorflow';
import { createNetwork, DESIGNS, SPECTROGRAM_NETWORKS } from '.';

let tensorflow: TensorFlow;
beforeAll(async () => {
  tensorflow = await loadTensorFlow();
});

const NAMES = Object.values(DESIGNS).map(({ name }) => name);

function noise(length: number, seed = 1): Float32Array {
  const values = new Float32Array(length);
  new Random(seed).fillNormal(values);
  return values;
}

function snrDb(reference: ArrayLike<number>, got: ArrayLike<number>): number {
  const sum = new AccuracySum();
  sum.add(reference, got);
  return sum.result.snrDb ?? NaN;
}

/** Runs `work` with a network and counts the tensors that are left. */
function withNetwork(network: TrainableNetwork, work: (network: TrainableNetwork) => void): void {
  try {
    work(network);
  } finally {
    network.dispose();
  }
}

describe.each(NAMES)('%s', (name) => {
  const [inputs, outputs] = NETWORK_SHAPES[name];
  const design = DESIGNS[name];

  it('starts with zeros and has the sizes of its table', () => {
    withNetwork(createNetwork(tensorflow, name), (network) => {
      const { frames, parameters } = design;
      expect(network).toMatchObject({ name, inputs, outputs, frames, parameters });
      expect(network.weights()).toHaveLength(parameters);
      expect(network.weights().every((weight) => weight === 0)).toBe(true);
    });
  });

  it('gives with its ideal weights its exact answers, up to float32', () => {
    const input = noise(4 * inputs);
    withNetwork(createNetwork(tensorflow, name, Float32Array.from(design.idealWeights())), (network) => {
      const db = snrDb(design.exact(input, 4), network.forward(input, 4));
      expect(db).toBeGreaterThan(126);
      expect(db).toBeLessThan(150);
    });
  });

  it('is taught by its exact answers, up to float32', () => {
    const { tf } = tensorflow;
    const input = noise(3 * inputs, 2);
    const before = tf.memory().numTensors;
    withNetwork(createNetwork(tensorflow, name), (network) => {
      const lesson = new Lesson(tensorflow, network);
      const targets = read(tensorflow, () => lesson.batch(input, 3).y);
      lesson.dispose();
      expect(targets).toHaveLength(3 * outputs);
      expect(snrDb(design.exact(input, 3), targets)).toBeGreaterThan(126);
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('hands out and takes copies of its weights, and leaves no tensor behind', () => {
    const before = tensorflow.tf.memory().numTensors;
    withNetwork(createNetwork(tensorflow, name), (network) => {
      const during = tensorflow.tf.memory().numTensors;
      const own = new Float32Array(network.parameters).fill(1);
      network.setWeights(own);
      own.fill(2);
      network.weights().fill(3);
      expect(network.weights().every((weight) => weight === 1)).toBe(true);
      network.forward(new Float32Array(2 * inputs), 2);
      expect(tensorflow.tf.memory().numTensors).toBe(during);
    });
    expect(tensorflow.tf.memory().numTensors).toBe(before);
  });

  it('refuses arrays of another length', () => {
    expect(() => createNetwork(tensorflow, name, new Float32Array(1))).toThrow(/numbers, got 1/);
    withNetwork(createNetwork(tensorflow, name), (network) => {
      expect(() => network.forward(new Float32Array(inputs), 2)).toThrow(/the input needs/);
      expect(() => network.setWeights(new Float32Array(5))).toThrow(RangeError);
    });
  });

  it('shows every weight once in its grids', () => {
    const weights = Float32Array.from({ length: design.parameters }, (_, i) => i % 1021);
    const grids = design.grids(weights);
    expect(new Set(grids.map((grid) => grid.name)).size).toBe(grids.length);
    expect(grids.reduce((sum, { rows, columns }) => sum + rows * columns, 0)).toBe(design.parameters);
    let sum = 0;
    for (const { rows, columns, at } of grids) {
      for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) sum += at(row, column);
    }
    expect(sum).toBe(weights.reduce((total, weight) => total + weight, 0));
    expect(() => design.grids(new Float32Array(5))).toThrow(/got 5/);
  });
});

describe.each(NAMES.filter(isLinearInWeights))('%s, one linear layer,', (name) => {
  const [inputs, outputs] = NETWORK_SHAPES[name];

  it('answers an impulse with the row of weights of its place', () => {
    const weights = noise(inputs * outputs, 3);
    withNetwork(createNetwork(tensorflow, name, weights), (network) => {
      const examples = new Float32Array(2 * inputs);
      examples[3] = 1;
      examples[inputs + 200] = -2;
      const answer = network.forward(examples, 2);
      expect(answer).toHaveLength(2 * outputs);
      expect(answer.slice(0, outputs)).toEqual(weights.slice(3 * outputs, 4 * outputs));
      expect(answer.slice(outputs)).toEqual(weights.slice(200 * outputs, 201 * outputs).map((weight) => -2 * weight));
    });
  });

  it('has the gradient x times error', () => {
    const { tf } = tensorflow;
    withNetwork(createNetwork(tensorflow, name), (network) => {
      const gradient = read(tensorflow, () => {
        const x = tf
          .oneHot(tf.tensor1d([7, 7], 'int32'), inputs, 2, 0)
          .toFloat()
          .as2D(2, inputs);
        const error = tf
          .oneHot(tf.tensor1d([5, 9], 'int32'), outputs, 3, 0)
          .toFloat()
          .as2D(2, outputs);
        return network.gradient(x, error);
      });
      expect(gradient[7 * outputs + 5]).toBe(6);
      expect(gradient[7 * outputs + 9]).toBe(6);
      expect(gradient.filter((value) => value !== 0)).toHaveLength(2);
    });
  });
});

describe('dense-stft', () => {
  it('has 17,436,672 weights, of which 12 % are not zero', () => {
    const weights = DESIGNS['dense-stft'].idealWeights();
    expect(weights).toHaveLength(17_436_672);
    const filled = weights.reduce((count, weight) => count + (weight === 0 ? 0 : 1), 0);
    expect(filled / weights.length).toBeCloseTo(0.12, 2);
  });

  it('lays its answer out as the experiment does: re of bin k and frame m at k * 33 + m', () => {
    const frame = new Float32Array(2048);
    // A tone in bin 25 that only the frames from 8 on, whose samples start at 448, can hear.
    for (let i = 448; i < 2048; i++) frame[i] = Math.cos((2 * Math.PI * 25 * (i - 448)) / 256);
    const exact = DESIGNS['dense-stft'].exact(frame, 1);
    const power = (k: number, m: number): number => exact[k * 33 + m]! ** 2 + exact[4257 + k * 33 + m]! ** 2;
    for (const m of [8, 20, 32]) {
      expect(power(25, m)).toBeGreaterThan(1e5 * power(28, m));
      expect(power(25, 0)).toBe(0);
    }
  });
});

describe('the list of networks', () => {
  it('knows which answer a spectrogram of sound', () => {
    expect(SPECTROGRAM_NETWORKS).toEqual(['shared-frame', 'dense-stft', 'recurrent']);
  });
});
