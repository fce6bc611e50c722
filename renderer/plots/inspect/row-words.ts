import type { RowPart } from '@contract';
import { formatDb, withMinus } from '../../controls/format';
import { largestMagnitude } from './curve-scene';
import { formatValue } from './curve-words';

/** How well one part of a row was learned. */
export interface PartWords {
  readonly name: string;
  readonly correlation: string;
  readonly residual: string;
  /** Why there are no numbers; null where there are. */
  readonly note: string | null;
}

const NONE = '–';

export function partWords(part: RowPart): PartWords {
  const { name, correlation, residualDb } = part;
  return {
    name,
    correlation: correlation === null ? NONE : correlationWords(correlation),
    residual: residualDb === null ? NONE : `${formatDb(residualDb)} dB`,
    note: noteOf(part)
  };
}

/** Nine digits: what is cut off is never rounded up to 1. */
function correlationWords(correlation: number): string {
  const cut = Math.trunc(correlation * 1e9) / 1e9;
  return withMinus(cut.toFixed(9));
}

function noteOf({ learned, ideal }: RowPart): string | null {
  const [most, exact] = [largestMagnitude([learned]), largestMagnitude([ideal])];
  if (exact === 0 && most === 0) return 'exactly zero, as it has to be';
  if (exact === 0) return `has to be zero; the largest weight learned is ${formatValue(most)}`;
  return most === 0 ? 'every weight learned is zero' : null;
}
