import type { ChosenRow, NetworkName } from '@contract';
import type { FilledMap } from './weight-block';
import { learnedAt, lengthOf } from './weight-map';

/** The experiment shows 1, 5 and 10 Hz of its slices 1, 11, 21 and 31. */
const EXPERIMENT = { slices: [0, 10, 20, 30], rows: [1, 5, 10] } as const;

/** Slow ones one by one, fast ones here and there: of fast ones a person sees no more than that they are fast. */
const BINS = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32, 48, 64, 80, 96, 112] as const;
const SAMPLES = [8, 16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240] as const;

/** Rows of the compared map of a network that show best what it learns; at most 24. */
function choiceOf(network: NetworkName): { readonly slices: readonly number[]; readonly rows: readonly number[] } {
  if (network === 'dense-stft') return EXPERIMENT;
  return { slices: [0], rows: network === 'inverse' ? SAMPLES : BINS };
}

/**
 * A few rows of the weights, copied, which are kept of every moment of a run.
 * @param compared the map of `comparedMap`
 */
export function chosenRows(network: NetworkName, { map, learned }: FilledMap): ChosenRow[] {
  const { id, rows, columns } = map.info;
  const choice = choiceOf(network);
  const read = (slice: number, row: number): Float32Array =>
    Float32Array.from({ length: lengthOf(columns) }, (_, column) => learnedAt(learned, { slice, row, column }));
  return choice.slices.flatMap((slice) =>
    choice.rows.map((row) => ({
      map: id,
      slice,
      row,
      learned: Array.from({ length: Math.max(1, rows.parts.length) }, (_, part) => read(slice, part * rows.count + row))
    }))
  );
}
