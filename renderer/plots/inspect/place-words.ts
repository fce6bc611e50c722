import type { InspectedNetwork, MapAxis, MapInfo } from '@contract';
import { formatHz } from '../../controls/format';

/** Rate that frequencies are told at: the one networks are trained for. */
export const TOLD_RATE = 8000;

/** Whether rows are the filters of one frame: windowed, and from 0 to half the sample rate, both included. */
export function isFrameFilter({ filters, rows }: MapInfo): boolean {
  return filters && rows.meaning === 'bin' && rows.count % 2 === 1;
}

/** Hz of one bin, null where a bare transform knows no rate. */
export function hertzPerBin(map: MapInfo): number | null {
  return isFrameFilter(map) ? TOLD_RATE / 2 / (map.rows.count - 1) : null;
}

/** `bin 5`, with its frequency where it has one: `bin 5, 156.25 Hz at 8 kHz`. */
export function rowWords(map: MapInfo, row: number): string {
  const hertz = hertzPerBin(map);
  const where = `${map.rows.meaning} ${row}`;
  return hertz === null ? where : `${where}, ${formatHz(row * hertz)} at 8 kHz`;
}

/** A place on a whole axis: `sample 12`, or where parts lie behind one another `imaginary, sample 12`. */
export function placeWords({ meaning, count, parts }: MapAxis, place: number): string {
  const part = parts[Math.floor(place / count)];
  return `${part === undefined ? '' : `${part}, `}${meaning} ${parts.length === 0 ? place : place % count}`;
}

/** Slices are counted from 1, as the experiment does. */
export function sliceWords({ slices }: MapInfo, slice: number): string {
  return slices > 1 ? `slice ${slice + 1} of ${slices}` : '';
}

/** `bin 5, 156.25 Hz at 8 kHz, slice 1 of 33` */
export function rowTitle(map: MapInfo, { slice, row }: { readonly slice: number; readonly row: number }): string {
  return [rowWords(map, row), sliceWords(map, slice)].filter((words) => words !== '').join(', ');
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Networks whose answer is a product of matrices, which is the same for many factors. */
const PRODUCTS: readonly string[] = ['recurrent', 'butterfly', 'butterfly-256'];

/** What there is to know before a factor is compared with its ideal; null where weights have but one right answer. */
export function factorNote({ network, maps }: Pick<InspectedNetwork, 'network' | 'maps'>, map: MapInfo): string | null {
  const [product] = maps;
  if (!product || product.id === map.id || !PRODUCTS.includes(network)) return null;
  return `A factor of a product: many others make the same answer, of which the ideal is one. Look at “${product.title}” for what the network computes.`;
}
