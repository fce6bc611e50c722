import { beforeAll, describe, expect, it } from 'vitest';
import type { NetworkName } from '@contract';
import { AccuracySum } from '../../signal/accuracy';
import { Random } from '../../signal/random';
import { multiplyOut } from '../../signal/test-butterfly';
import type { TrainableNetwork } from '../network';
import { read } from '../read';
import { NETWORK_SHAPES, weightShape } from '../shapes';
import { loadTensorFlow, type TensorFlow } from '../tensorflow';
import { createNetwork, DESIGNS } from '.';

let tensorflow: TensorFlow;
beforeAll(async () => {
  tensorflow = await loadTensorFlow();
});

function noise(length: number, seed: number, height = 1): Float32Array {
  const values = new Float32Array(length);
  new Random(seed).fillNormal(values);
  return values.map((value) => height * value);
}

/** Hop after hop: `s' = s A + u B`, `y = s C + u D`, in float64. */
function recur(weights: ArrayLike<number>, samples: Float32Array): Float64Array {
  const padded = [...new Array<number>(24).fill(0), ...samples];
  const out = new Float64Array(8514);
  let state = new Array<number>(200).fill(0);
  for (let hop = 0; hop < 37; hop++) {
    const step = [...state, ...padded.slice(hop * 56, (hop + 1) * 56)];
    const row = new Float64Array(458);
    step.forEach((value, n) => {
      for (let column = 0; column < 458; column++) row[column]! += value * weights[n * 458 + column]!;
    });
    state = [...row.subarray(0, 200)];
    if (hop >= 4) for (let number = 0; number < 258; number++) out[number * 33 + hop - 4] = row[200 + number]!;
  }
  return out;
}

const FORMULAS = {
  butterfly: multiplyOut,
  'butterfly-256': multiplyOut,
  recurrent: recur
} as const satisfies Partial<Record<NetworkName, unknown>>;

function withNetwork<T>(name: NetworkName, weights: Float32Array, work: (network: TrainableNetwork) => T): T {
  const network = createNetwork(tensorflow, name, weights);
  try {
    return work(network);
  } finally {
    network.dispose();
  }
}

describe.each(['butterfly', 'butterfly-256', 'recurrent'] as const)('%s', (name) => {
  const [inputs, outputs] = NETWORK_SHAPES[name];
  const design = DESIGNS[name];
  const start = (seed: number): Float32Array => design.startWeights!(new Random(seed));

  it('answers what its formula says, for each example on its own', () => {
    const input = noise(2 * inputs, 5);
    const answers = withNetwork(name, start(1), (network) => network.forward(input, 2));
    const sum = new AccuracySum();
    for (const example of [0, 1]) {
      const one = input.subarray(example * inputs, (example + 1) * inputs);
      sum.add(FORMULAS[name](start(1), one), answers.subarray(example * outputs, (example + 1) * outputs));
    }
    expect(sum.result.snrDb).toBeGreaterThan(120);
  });

  it('has the slopes of its formula, by central differences in float64', () => {
    const input = noise(inputs, 6);
    const target = design.exact(input, 1);
    const half = (weights: Float64Array): number =>
      FORMULAS[name](weights, input).reduce((sum, value, i) => sum + (value - target[i]!) ** 2, 0) / 2;
    const gradient = withNetwork(name, start(2), (network) =>
      read(tensorflow, () => {
        const x = tensorflow.tf.tensor2d(input, [1, inputs]);
        const y = tensorflow.tf.tensor2d(Float32Array.from(target), [1, outputs]);
        return network.gradient(x, network.answer(x).sub(y));
      })
    );
    const scale = Math.sqrt(gradient.reduce((sum, value) => sum + value ** 2, 0) / gradient.length);
    const weights = Float64Array.from(start(2));
    for (let i = 3; i < weights.length; i += Math.floor(weights.length / 24)) {
      const [above, below] = [1e-4, -1e-4].map((move) =>
        half(weights.map((weight, j) => (j === i ? weight + move : weight)))
      );
      expect(Math.abs((above! - below!) / 2e-4 - gradient[i]!) / scale).toBeLessThan(1e-4);
    }
  });

  it('starts at random, the same for the same seed, below 0 dB', () => {
    expect(start(3)).toEqual(start(3));
    expect(start(3)).not.toEqual(start(4));
    const input = noise(4 * inputs, 7);
    const sum = new AccuracySum();
    sum.add(
      design.exact(input, 4),
      withNetwork(name, start(3), (network) => network.forward(input, 4))
    );
    expect(sum.result.snrDb).toBeLessThan(0);
  });

  it('has a natural gradient where weights are zero or not finite', () => {
    const zeros = new Float32Array(design.parameters);
    for (const weights of [zeros, zeros.map(() => 1e30)]) {
      const numbers = withNetwork(name, weights, (network) =>
        read(tensorflow, () => {
          const x = tensorflow.tf.tensor2d(noise(2 * inputs, 8), [2, inputs]);
          return network.naturalGradient!(x, network.answer(x));
        })
      );
      expect(numbers).toHaveLength(design.parameters);
    }
  });
});

describe('the natural gradient', () => {
  /** A step by the natural gradient of part of the weights, the others at rest. */
  function stepOf(network: TrainableNetwork, { input, target }: Batch, isPart: (weight: number) => boolean): void {
    const { tf } = tensorflow;
    const move = read(tensorflow, () => {
      const x = tf.tensor2d(input, [input.length / network.inputs, network.inputs]);
      const y = tf.tensor2d(target, [target.length / network.outputs, network.outputs]);
      return network.naturalGradient!(x, network.answer(x).sub(y));
    });
    network.setWeights(network.weights().map((weight, i) => (isPart(i) ? weight - move[i]! : weight)));
  }

  interface Batch {
    readonly input: Float32Array;
    readonly target: Float32Array;
  }

  function snrDb(network: TrainableNetwork, { input, target }: Batch): number {
    const sum = new AccuracySum();
    sum.add(target, network.forward(input, input.length / network.inputs));
    return sum.result.snrDb ?? NaN;
  }

  it.each(['butterfly', 'butterfly-256'] as const)(
    'solves %s in one sweep, stage after stage, from a random start',
    (name) => {
      const [size] = NETWORK_SHAPES[name];
      // All impulses: as white as noise without end.
      const input = new Float32Array(size * size);
      for (let i = 0; i < size; i++) input[i * (size + 1)] = 1;
      const batch = { input, target: Float32Array.from(DESIGNS[name].exact(input, size)) };
      const [stages, length] = weightShape(name);
      withNetwork(name, DESIGNS[name].startWeights!(new Random(9)), (network) => {
        for (let stage = 0; stage < stages; stage++) {
          expect(snrDb(network, batch)).toBeLessThan(20);
          stepOf(network, batch, (weight) => Math.floor(weight / length) === stage);
        }
        expect(snrDb(network, batch)).toBeGreaterThan(110);
      });
    }
  );

  it('solves the answers of recurrent in one step where its state is the delay line', () => {
    const input = noise(24 * 2048, 10);
    const batch = { input, target: Float32Array.from(DESIGNS.recurrent.exact(input, 24)) };
    const isAnswer = (weight: number): boolean => weight % 458 >= 200;
    const weights = Float32Array.from(DESIGNS.recurrent.idealWeights(), (weight, i) => (isAnswer(i) ? 0 : weight));
    withNetwork('recurrent', weights, (network) => {
      expect(snrDb(network, batch)).toBe(0);
      stepOf(network, batch, isAnswer);
      expect(snrDb(network, batch)).toBeGreaterThan(90);
    });
  });
});
