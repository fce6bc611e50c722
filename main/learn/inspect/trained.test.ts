import { beforeAll, describe, expect, it } from 'vitest';
import { loadTensorFlow, type TensorFlow } from '../tensorflow';
import { train } from '../train';
import { Trainer, type TrainerOptions } from '../trainer';
import { compareRow } from './weight-row';
import { comparedMap, weightStatistics } from './weight-statistics';

let tensorflow: TensorFlow;
beforeAll(async () => {
  tensorflow = await loadTensorFlow();
});

/** The weights of a network that learned from noise to 125 dB or better. */
async function learned(options: Omit<TrainerOptions, 'seed'>): Promise<Float32Array> {
  const trainer = new Trainer(tensorflow, { ...options, seed: 1 });
  try {
    await train(trainer, { until: { snrDb: 125 } });
    expect(trainer.best.snrDb).toBeGreaterThan(125);
    return trainer.network.weights();
  } finally {
    trainer.dispose();
  }
}

describe('what was learned from noise is the Fourier transform', () => {
  it.each([
    { network: 'shared-frame', method: 'sgd' },
    { network: 'shared-frame', method: 'least-squares' },
    { network: 'dft-128', method: 'least-squares' },
    { network: 'butterfly', method: 'natural-gradient' },
    { network: 'recurrent', method: 'natural-gradient' }
  ] as const)('$network by $method: rows correlate, and what is left lies below -100 dB', async (options) => {
    const weights = await learned(options);
    const { residualDb, leastCorrelation, profiles, unitarityError } = weightStatistics(options.network, weights);
    expect(residualDb).toBeLessThan(-100);
    expect(leastCorrelation).toBeGreaterThan(0.999999);
    for (const profile of profiles) expect(Math.max(...profile.residualDb)).toBeLessThan(-100);
    if (unitarityError !== null) expect(unitarityError).toBeLessThan(1e-4);
    const { parts } = compareRow(comparedMap(options.network, weights), { slice: 0, row: 10 });
    for (const { correlation, residualDb: ofRow } of parts) {
      expect(correlation).toBeGreaterThan(0.999999);
      expect(ofRow).toBeLessThan(-100);
    }
  });
});
