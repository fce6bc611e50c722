import type { CellValues } from '../state/readout.svelte';
import type { Cursor } from '../state/view-types';
import { DASH, formatDb, formatHz } from './format';

/** One cell in one line: for the clipboard and for those who listen to the window. */
export function readoutText({ seconds, hz, frame, bin }: Cursor, values: CellValues | null): string {
  const db = (value: number | undefined): string => (value === undefined ? DASH : `${formatDb(value)} dB`);
  return [
    `${seconds.toFixed(4)} s`,
    `frame ${frame}`,
    formatHz(hz),
    `bin ${bin}`,
    `reference ${db(values?.referenceDb)}`,
    `network ${db(values?.networkDb)}`,
    `error ${db(values?.errorDb)}`
  ].join(', ');
}
