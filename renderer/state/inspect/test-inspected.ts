import type { InspectedNetwork, MapInfo } from '@contract';

/** A map with two parts of 2 rows and 6 columns, in 3 slices. */
export const SMALL_MAP: MapInfo = {
  id: 'frames',
  title: 'Weights of a frame',
  rows: { meaning: 'bin', count: 2, parts: ['real', 'imaginary'] },
  columns: { meaning: 'sample', count: 6, parts: [] },
  slices: 3,
  filters: true
};

/** Weights to look at, in one small map. */
export function inspectedOf(facts: Partial<InspectedNetwork> = {}): InspectedNetwork {
  return {
    revision: 1,
    network: 'dense-stft',
    parameters: 72,
    from: 'in-use',
    run: null,
    step: 10,
    snrDb: 120.5,
    maps: [SMALL_MAP],
    experiment: null,
    ...facts
  };
}
