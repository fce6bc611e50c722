import type { HistoryMoment, InspectedNetwork, KeptRows } from '@contract';
import { formatCount } from '../../controls/format';
import { capitalised } from '../../plots/inspect/place-words';
import type { MomentPlace } from '../../state/inspect/history.svelte';
import type { Inspector } from '../../state/inspect/inspector.svelte';

interface Place {
  readonly slice: number;
  readonly row: number;
}

export interface KeptPlaces {
  readonly shown: Place;
  readonly wanted: Place;
  /** The moment whose weights every other view shows, null where there is none. */
  readonly whole: Pick<HistoryMoment, 'step'> | null;
}

/** That no more than these rows are there, and why it may be another one than was chosen. */
export function keptWords(
  { asked, value }: { readonly asked: MomentPlace; readonly value: KeptRows },
  { shown, wanted, whole }: KeptPlaces
): string {
  const { map, rows } = value;
  const elsewhere = whole ? ` Every other view shows step ${formatCount(whole.step)}.` : '';
  const only = `Of step ${formatCount(asked.step)}, only these ${rows.length} rows were kept.${elsewhere}`;
  if (shown.slice === wanted.slice && shown.row === wanted.row) return only;
  const named = ({ slice, row }: Place): string =>
    `${map.rows.meaning} ${row}${map.slices > 1 ? ` of slice ${slice + 1}` : ''}`;
  return `${only} ${capitalised(named(wanted))} was not: ${named(shown)} is the nearest.`;
}

/** What is looked at while a moment is chosen that kept no more than rows: its weights, as far as they are there. */
export function keptOf({ inspected, history }: Pick<Inspector, 'inspected' | 'history'>): InspectedNetwork | null {
  const { run, moment } = history;
  if (!inspected || !moment) return inspected;
  return { ...inspected, from: 'moment', run, step: moment.step, snrDb: moment.snrDb, experiment: null };
}
