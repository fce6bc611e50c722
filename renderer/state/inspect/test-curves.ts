import { HISTOGRAM_BINS, type MapInfo, type WeightRow, type WeightStatistics, type WeightSummary } from '@contract';

/** The matrix of shared-frame. */
export const FRAME_MAP: MapInfo = {
  id: 'frame',
  title: 'One frame',
  rows: { meaning: 'bin', count: 129, parts: ['real', 'imaginary'] },
  columns: { meaning: 'sample', count: 256, parts: [] },
  slices: 1,
  filters: true
};

/** Two parts of two columns each; the second is zero by construction and in fact. */
export const ROW: WeightRow = {
  revision: 1,
  parts: [
    {
      name: 'real',
      learned: Float32Array.of(1, 0.5),
      ideal: Float32Array.of(1, 0.25),
      correlation: 0.99,
      residualDb: -12
    },
    { name: 'imaginary', learned: new Float32Array(2), ideal: new Float32Array(2), correlation: null, residualDb: null }
  ],
  band: { start: 0, end: 2 },
  envelope: { learned: Float32Array.of(1, 0.5), ideal: Float32Array.of(1, 0.25) }
};

export function summaryOf(changes: Partial<WeightSummary> = {}): WeightSummary {
  return {
    insideEnergy: 1,
    outsideEnergy: 0.01,
    residualDb: -20,
    meanCorrelation: 0.9,
    leastCorrelation: 0.5,
    histogram: new Array<number>(HISTOGRAM_BINS).fill(0),
    zeros: 0,
    ...changes
  };
}

export function statisticsOf(changes: Partial<WeightStatistics> = {}): WeightStatistics {
  return { ...summaryOf(), revision: 1, profiles: [], outliers: [], unitarityError: null, ...changes };
}
