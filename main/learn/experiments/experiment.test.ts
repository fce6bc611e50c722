import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import type { Experiment, NetworkName, Precision } from '@contract';
import { Random } from '../../signal/random';
import { DESIGNS } from '../networks';
import { weightCount, weightShape } from '../shapes';
import { loadTensorFlow, type TensorFlow } from '../tensorflow';
import { Trainer } from '../trainer';
import { resultOf, tryOn, type Weights } from './experiment';
import { FLOAT_FORMATS } from './float-formats';

let tensorflow: TensorFlow;
let tensors: number;
beforeAll(async () => {
  tensorflow = await loadTensorFlow();
  tensors = tensorflow.tf.memory().numTensors;
});
afterAll(() => expect(tensorflow.tf.memory().numTensors).toBe(tensors));

const AS_LEARNED: Experiment = { pruning: { kind: 'none' }, precision: 'float32' };
const below = (threshold: number): Experiment => ({ ...AS_LEARNED, pruning: { kind: 'threshold', below: threshold } });
const BANDS: Experiment = { ...AS_LEARNED, pruning: { kind: 'bands' } };

const exact = (network: NetworkName): Weights => ({
  network,
  weights: Float32Array.from(DESIGNS[network].idealWeights())
});

function noisy(network: NetworkName, deviation: number): Weights {
  const noise = new Float32Array(weightCount(network));
  new Random(3).fillNormal(noise);
  const { weights } = exact(network);
  return { network, weights: weights.map((weight, i) => weight + deviation * (noise[i] ?? 0)) };
}

const outcome = (learned: Weights, experiment: Experiment): ReturnType<typeof resultOf> =>
  resultOf(tensorflow, learned, { changed: tryOn(learned, experiment), experiment });

/** Comparing millions of numbers by `toEqual` takes gigabytes. */
const differences = (a: Float32Array, b: Float32Array): number =>
  a.reduce((count, value, i) => count + (value === b[i] ? 0 : 1), Math.abs(a.length - b.length));

const energy = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value * value, 0);

describe('pruning', () => {
  it('by hand: what is below the threshold goes, what is at it stays', () => {
    const weights = new Float32Array(weightCount('dft-128'));
    weights.set([0.5, -0.5, 0.25, -0.125]);
    const pruned = tryOn({ network: 'dft-128', weights }, below(0.25));
    expect([...pruned.subarray(0, 4)]).toEqual([0.5, -0.5, 0.25, 0]);
    expect([...weights.subarray(0, 4)]).toEqual([0.5, -0.5, 0.25, -0.125]);
  });

  it('by a threshold of zero changes nothing, by a huge one leaves 0 dB', () => {
    const learned = noisy('shared-frame', 1e-5);
    expect(differences(tryOn(learned, below(0)), learned.weights)).toBe(0);
    const none = outcome(learned, below(0));
    expect(none.afterDb).toBe(none.beforeDb);
    const all = outcome(learned, below(1e6));
    expect(all).toMatchObject({ zeros: 66_048, afterDb: 0, pruning: { kind: 'threshold', below: 1e6 } });
  });

  it('to the bands of exact weights keeps them', () => {
    const learned = exact('dense-stft');
    expect(differences(tryOn(learned, BANDS), learned.weights)).toBe(0);
    const { beforeDb, afterDb } = outcome(learned, BANDS);
    expect(beforeDb).toBeGreaterThan(130);
    expect(afterDb).toBeGreaterThanOrEqual(beforeDb ?? NaN);
  });

  it('to the bands of noisy weights takes the noise of seven of eight away: 9 dB', () => {
    const learned = noisy('dense-stft', 1e-6);
    const { beforeDb, afterDb, zeros } = outcome(learned, BANDS);
    expect(afterDb).toBeCloseTo((beforeDb ?? NaN) + 10 * Math.log10(8), 1);
    expect(zeros).toBe((weightCount('dense-stft') * 7) / 8);
  });

  it('to the bands of weights that were trained takes away what they learned beside them', () => {
    const choice = { network: 'dense-stft', method: 'least-squares', examples: 2400, batch: 2400 } as const;
    const trainer = new Trainer(tensorflow, { ...choice, seed: 1 });
    trainer.step();
    const learned: Weights = { network: 'dense-stft', weights: trainer.network.weights() };
    trainer.dispose();
    const { beforeDb, afterDb } = outcome(learned, BANDS);
    expect(beforeDb).toBeGreaterThan(80);
    expect(afterDb).toBeGreaterThan((beforeDb ?? NaN) + 3);
    expect(afterDb).toBeLessThan(131);
  }, 60_000);

  it('to bands is refused where there are none', () => {
    expect(() => tryOn(exact('shared-frame'), BANDS)).toThrow(/shared-frame has no bands: only .* dense-stft/);
    expect(() => tryOn(exact('dft-128'), below(-1))).toThrow('from 0 on, not -1');
  });
});

/**
 * Noise of unit power shows the energy of the errors of all weights. Between two neighbours an error is as likely
 * anywhere, so its mean square is a twelfth of the square of their distance.
 */
function predictedDb({ weights }: Weights, distance: (weight: number) => number): number {
  const noise = Array.from(weights).reduce((sum, weight) => sum + (weight === 0 ? 0 : distance(weight) ** 2 / 12), 0);
  return 10 * Math.log10(energy(weights) / noise);
}

const ulp = (precision: 'tf32' | 'float16' | 'bfloat16') => (weight: number) => {
  const { bits, smallestNormal } = FLOAT_FORMATS[precision];
  return 2 ** (Math.floor(Math.log2(Math.max(smallestNormal, Math.abs(weight)))) - bits);
};

describe('rounding', () => {
  it.each(['tf32', 'float16', 'bfloat16'] as const)('to %s costs what its last bit predicts', (precision) => {
    for (const network of ['shared-frame', 'inverse'] as const) {
      const learned = exact(network);
      const { afterDb, beforeDb } = outcome(learned, { ...AS_LEARNED, precision });
      expect(beforeDb).toBeGreaterThan(125);
      expect(Math.abs((afterDb ?? NaN) - predictedDb(learned, ulp(precision)))).toBeLessThan(1);
    }
  });

  it('to int8 costs what its step predicts', () => {
    const learned = exact('shared-frame');
    const largest = Math.max(...learned.weights.map(Math.abs));
    const { afterDb } = outcome(learned, { ...AS_LEARNED, precision: 'int8' });
    // Weights far below half a step become zero: their errors are they themselves, less than evenly spread ones.
    const step = largest / 127;
    const noise = Array.from(learned.weights).reduce(
      (sum, weight) => sum + Math.min(weight ** 2, (weight - step * Math.round(weight / step)) ** 2),
      0
    );
    expect(afterDb).toBeCloseTo(10 * Math.log10(energy(learned.weights) / noise), 0);
    expect(Math.abs((afterDb ?? NaN) - predictedDb(learned, () => step))).toBeLessThan(1.5);
  });

  it('to int8 takes each matrix of a network by its own largest weight', () => {
    const [, width] = weightShape('butterfly');
    const weights = new Float32Array(weightCount('butterfly'));
    weights.set([127, 0.4, -64.6], 0);
    weights.set([1.27, 0.004, -0.646], width);
    const rounded = tryOn({ network: 'butterfly', weights }, { ...AS_LEARNED, precision: 'int8' });
    expect(Array.from(rounded.subarray(0, 3), Math.round)).toEqual([127, 0, -65]);
    expect(Array.from(rounded.subarray(width, width + 3), (value) => Math.round(value * 1e4) / 1e4 + 0)).toEqual([
      1.27, 0, -0.65
    ]);
    // The four matrices of the recurrent network: exact ones are zeros and ones, beside an answer of small numbers.
    expect(outcome(exact('recurrent'), { ...AS_LEARNED, precision: 'int8' }).afterDb).toBeGreaterThan(40);
  });

  it('is refused where weights lie beyond the format, and takes them where it reaches further', () => {
    const weights = new Float32Array(weightCount('dft-128')).fill(1e5);
    const learned = { network: 'dft-128', weights } as const;
    expect(() => tryOn(learned, { ...AS_LEARNED, precision: 'float16' })).toThrow('float16 reaches to 65504, and some');
    expect(tryOn(learned, { ...AS_LEARNED, precision: 'bfloat16' })[0]).toBe(99_840);
  });

  it('comes behind pruning, and says of all what they did', () => {
    const precisions: Precision[] = ['float32', 'tf32', 'float16', 'bfloat16', 'int8'];
    const learned = noisy('shared-frame', 1e-5);
    const results = precisions.map((precision) => outcome(learned, { ...below(3e-5), precision }));
    results.forEach((result, i) => expect(result.precision).toBe(precisions[i]));
    const afterDb = results.map((result) => result.afterDb ?? NaN);
    expect(afterDb[4]).toBeLessThan(afterDb[0] ?? NaN);
    expect(new Set(results.slice(0, 4).map(({ zeros }) => zeros)).size).toBe(1);
  });
});
