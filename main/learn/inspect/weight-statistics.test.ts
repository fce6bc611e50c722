import { describe, expect, it } from 'vitest';
import { frameMatrix } from '../../signal/frame-matrix';
import { SEED_SPEC } from '../../signal/stft';
import { DESIGNS } from '../networks';
import { energyOf, exactWeights, randomWeights, withNoise } from './test-weights';
import { summarize, weightStatistics } from './weight-statistics';

const NAMES = Object.values(DESIGNS).map(({ name }) => name);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The same numbers in other places. */
function permuted(weights: Float32Array): Float32Array {
  return weights.map((_, i) => weights[(i * 7919) % weights.length]!);
}

describe.each(NAMES)('the summary of %s', (name) => {
  const { parameters } = DESIGNS[name];

  it('says of exact weights that they are exact, to the rounding of float32', () => {
    const { residualDb, meanCorrelation, leastCorrelation, outsideEnergy } = summarize(name, exactWeights(name));
    expect(residualDb).toBeLessThan(-145);
    expect(residualDb).toBeGreaterThan(-160);
    expect(leastCorrelation).toBeGreaterThan(0.999999);
    expect(meanCorrelation).toBeGreaterThanOrEqual(leastCorrelation!);
    expect(outsideEnergy).toBe(0);
  });

  it('says of zeros that nothing is there: all of the exact energy is left, and no row has a direction', () => {
    const { histogram, ...summary } = summarize(name, new Float32Array(parameters));
    expect(summary).toEqual({
      insideEnergy: 0,
      outsideEnergy: 0,
      residualDb: 0,
      meanCorrelation: null,
      leastCorrelation: null,
      zeros: parameters
    });
    expect(sum(histogram)).toBe(0);
  });

  it('says of noise that it is noise', () => {
    const { residualDb, meanCorrelation, leastCorrelation, zeros, histogram } = summarize(name, randomWeights(name));
    expect(residualDb).toBeGreaterThan(0);
    expect(Math.abs(meanCorrelation ?? 1)).toBeLessThan(0.05);
    expect(leastCorrelation).toBeLessThan(0);
    expect(zeros + sum(histogram)).toBe(parameters);
  });
});

describe('the summary of dense-stft', () => {
  const exact = exactWeights('dense-stft');
  const energy = energyOf(exact);

  it('finds the energy of exact weights within the bands, and 88 % of them zero', () => {
    const { insideEnergy, zeros } = summarize('dense-stft', exact);
    expect(insideEnergy / energy).toBeCloseTo(1, 9);
    expect(zeros / exact.length).toBeCloseTo(0.876, 3);
  });

  it('finds 7/8 of evenly spread energy outside of the bands', () => {
    const { insideEnergy, outsideEnergy } = summarize('dense-stft', randomWeights('dense-stft'));
    expect(outsideEnergy / (insideEnergy + outsideEnergy)).toBeCloseTo(0.875, 3);
  });

  it('does not take the same numbers in other places for the exact ones', () => {
    const summary = summarize('dense-stft', permuted(exact));
    expect(summary.histogram).toEqual(summarize('dense-stft', exact).histogram);
    // Twice the energy of weights that have nothing to do with each other.
    expect(summary.residualDb).toBeCloseTo(10 * Math.log10(2), 1);
    expect(Math.abs(summary.meanCorrelation ?? 1)).toBeLessThan(0.01);
    expect(summary.outsideEnergy / energy).toBeCloseTo(0.875, 1);
  });

  it('measures noise of a known size: -125 dB of the weights', () => {
    const { residualDb, leastCorrelation, outsideEnergy } = summarize('dense-stft', withNoise(exact, -125));
    expect(residualDb).toBeCloseTo(-125, 1);
    expect(leastCorrelation).toBeGreaterThan(0.999999);
    expect(10 * Math.log10(outsideEnergy / energy)).toBeCloseTo(-125 + 10 * Math.log10(0.875), 1);
  });
});

describe('the summary of recurrent', () => {
  it('finds outside of the band what the state does not forget', () => {
    const weights = exactWeights('recurrent');
    // The oldest number of the state stays in it for ever, and is a thousandth of bin 9.
    weights[0] = 1;
    weights.fill(0, 200, 458);
    weights[200 + 9] = 0.001;
    const { outsideEnergy, residualDb } = summarize('recurrent', weights);
    // So are the samples that stood there before: one a hop, in the three whole hops before the frame.
    expect(outsideEnergy).toBeCloseTo(3e-6, 12);
    expect(residualDb).toBeGreaterThan(-60);
  });
});

describe('the statistics', () => {
  it('list the weights that are farthest from exact, inside and outside of the bands', () => {
    const weights = exactWeights('dense-stft');
    const plant = (slice: number, row: number, column: number, change: number): void => {
      weights[column * 8514 + row * 33 + slice]! += change;
    };
    plant(3, 20, 300, 0.5);
    plant(4, 200, 2000, -2);
    plant(32, 0, 1900, 0.25);
    const { outliers } = weightStatistics('dense-stft', weights);
    expect(outliers).toHaveLength(20);
    expect(outliers.slice(0, 3)).toMatchObject([
      { map: 'weights', slice: 4, row: 200, column: 2000, learned: -2, ideal: 0 },
      { map: 'weights', slice: 3, row: 20, column: 300 },
      { map: 'weights', slice: 32, row: 0, column: 1900 }
    ]);
    const [, second, , fourth] = outliers;
    expect(second!.learned - second!.ideal).toBeCloseTo(0.5, 6);
    expect(second!.ideal).toBeCloseTo(frameMatrix(SEED_SPEC)[(300 - 168) * 258 + 20]!, 12);
    // The next ones are the roundings of float32.
    expect(Math.abs(fourth!.learned - fourth!.ideal)).toBeLessThan(1e-9);
  });

  it('show along bins and frames where the error is', () => {
    const weights = exactWeights('dense-stft');
    weights[500 * 8514 + (129 + 20) * 33 + 7]! += 1;
    const [bins, frames] = weightStatistics('dense-stft', weights).profiles;
    expect([bins?.meaning, bins?.residualDb.length]).toEqual(['bin', 129]);
    expect([frames?.meaning, frames?.residualDb.length]).toEqual(['frame', 33]);
    const energy = energyOf(exactWeights('dense-stft'));
    expect(bins?.residualDb[20]).toBeCloseTo(10 * Math.log10(129 / energy), 4);
    expect(frames?.residualDb[7]).toBeCloseTo(10 * Math.log10(33 / energy), 4);
    expect(bins?.residualDb.filter((db) => db > -140)).toHaveLength(1);
    expect(frames?.residualDb.filter((db) => db > -140)).toHaveLength(1);
  });

  it('have profiles along what a network computes: frames only where there are several', () => {
    const meanings = NAMES.map((name) =>
      weightStatistics(name, exactWeights(name)).profiles.map(({ meaning }) => meaning)
    );
    expect(Object.fromEntries(NAMES.map((name, i) => [name, meanings[i]]))).toEqual({
      'shared-frame': ['bin'],
      'dense-stft': ['bin', 'frame'],
      recurrent: ['bin'],
      'dft-128': ['bin'],
      butterfly: ['bin'],
      'butterfly-256': ['bin'],
      inverse: ['sample']
    });
  });

  it('tell how far a transform is from a unitary one', () => {
    for (const name of ['dft-128', 'butterfly', 'butterfly-256'] as const) {
      expect(weightStatistics(name, exactWeights(name)).unitarityError).toBeLessThan(1e-7);
      expect(weightStatistics(name, randomWeights(name)).unitarityError).toBeGreaterThan(1);
    }
    const half = exactWeights('dft-128').map((weight) => weight / 2);
    expect(weightStatistics('dft-128', half).unitarityError).toBeCloseTo(3 / 4, 6);
    for (const name of ['shared-frame', 'inverse', 'recurrent'] as const) {
      expect(weightStatistics(name, exactWeights(name)).unitarityError).toBeNull();
    }
  });
});
