import type { MapInfo, WeightReading } from '@contract';
import type { WeightPlace, WeightValues } from '../../state/inspect/selection.svelte';
import { placeWords } from './place-words';
import { formatWeight } from './weight-scale';

export const READING_NAMES: Readonly<Record<WeightReading, string>> = {
  learned: 'Learned',
  ideal: 'Ideal',
  residual: 'Residual'
};

const READING_WORDS: Readonly<Record<WeightReading, string>> = {
  learned: 'Learned weights',
  ideal: 'Ideal weights',
  residual: 'Learned minus ideal weights'
};

/** `Learned weights: from samples to the bins of a frame, slices 1, 11, 21 and 31 of 33` */
export function headingOf(map: MapInfo, slices: readonly number[], reading: WeightReading): string {
  const title = /^[A-Z][a-z]/.test(map.title) ? map.title.charAt(0).toLowerCase() + map.title.slice(1) : map.title;
  const named = map.slices > 1 ? `, ${slicesWords(slices)} of ${map.slices}` : '';
  return `${READING_WORDS[reading]}: ${title}${named}`;
}

function slicesWords(slices: readonly number[]): string {
  const numbers = slices.map((slice) => String(slice + 1));
  const last = numbers[numbers.length - 1] ?? '';
  return numbers.length < 2 ? `slice ${last}` : `slices ${numbers.slice(0, -1).join(', ')} and ${last}`;
}

/**
 * What rows, columns and lines mean.
 * @param banded whether there are columns that vanish by construction
 */
export function explainMap({ rows, columns }: MapInfo, banded: boolean): string {
  const parts = rows.parts.length > 1 ? `, ${rows.parts.join(' above ')}` : '';
  const words = `Each row makes one ${rows.meaning}${parts}; each column is what one ${columns.meaning} counts in it.`;
  return banded ? `${words} Outside of the dashed lines every weight should be zero.` : words;
}

/** A weight in one line, as it is read out and copied. */
export function describeWeight(map: MapInfo, place: WeightPlace, values: WeightValues | null): string {
  const slice = map.slices > 1 ? [`slice ${place.slice + 1}`] : [];
  const read = values
    ? (['learned', 'ideal', 'residual'] as const).map((reading) => `${reading} ${formatWeight(values[reading])}`)
    : [];
  return [...slice, placeWords(map.rows, place.row), placeWords(map.columns, place.column), ...read].join(', ');
}
