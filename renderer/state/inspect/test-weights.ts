import type { HistoryMoment, InspectedNetwork, WeightSummary } from '@contract';

const SUMMARY: WeightSummary = {
  insideEnergy: 1,
  outsideEnergy: 0,
  residualDb: -100,
  meanCorrelation: 1,
  leastCorrelation: 1,
  histogram: [],
  zeros: 0
};

/** A moment that kept all weights, of a run of ten steps an epoch. */
export function historyMomentAt(step: number, changes: Partial<HistoryMoment> = {}): HistoryMoment {
  return { step, epoch: Math.ceil(step / 10), snrDb: step, whole: true, summary: SUMMARY, ...changes };
}

/** The network in use: one matrix of 256 samples to 129 bins. */
export function inspectedOf(changes: Partial<InspectedNetwork> = {}): InspectedNetwork {
  return {
    revision: 1,
    network: 'shared-frame',
    parameters: 66_048,
    from: 'in-use',
    run: null,
    step: 100,
    snrDb: 130,
    maps: [
      {
        id: 'frame',
        title: 'Weights of a frame',
        rows: { meaning: 'bin', count: 129, parts: ['real', 'imaginary'] },
        columns: { meaning: 'sample', count: 256, parts: [] },
        slices: 1,
        filters: true
      }
    ],
    experiment: null,
    ...changes
  };
}
