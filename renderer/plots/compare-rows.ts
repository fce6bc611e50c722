import type { MethodName, NetworkName, RunFacts, RunInfo } from '@contract';
import { DASH, formatCount } from '../controls/format';
import { gaugeShare } from './gauge-marks';
import { formatDuration } from './learning-words';

/** What networks and methods are compared by. */
export const COMPARE_KEYS = [
  'parameters',
  'mebibytes',
  'msPerStep',
  'secondsTo60',
  'secondsTo120',
  'snrDb',
  'transformMs'
] as const;
export type CompareKey = (typeof COMPARE_KEYS)[number];
export type SortKey = 'network' | 'method' | CompareKey;

/** One number of one run. */
export interface CompareCell {
  readonly value: number | null;
  /** As it is shown. */
  readonly text: string;
  /** Why there is no number; empty where there is one. */
  readonly reason: string;
  /** Length of its bar, 0 to 1. */
  readonly share: number;
  /** Whether no other run does better. */
  readonly best: boolean;
}

export interface CompareRow {
  readonly run: string;
  readonly name: string;
  readonly network: NetworkName;
  readonly method: MethodName;
  readonly cells: Readonly<Record<CompareKey, CompareCell>>;
}

const BYTES_PER_WEIGHT = 4;
/** Bars of numbers that differ by more than this are logarithmic. */
const LARGE_RATIO = 30;
/** The least number's bar, so that there is something to see. */
const LEAST_SHARE = 0.04;

/** The best run of every network and method: that of the highest SNR, of equals the one that took less time. */
export function bestRuns(runs: readonly RunInfo[]): readonly RunInfo[] {
  const best = new Map<string, RunInfo>();
  for (const run of runs) {
    const pair = `${run.plan.network} ${run.plan.method}`;
    const held = best.get(pair);
    if (!held || isBetter(run, held)) best.set(pair, run);
  }
  return [...best.values()];
}

function isBetter({ facts: a }: RunInfo, { facts: b }: RunInfo): boolean {
  if (!a || !b) return a !== null && b === null;
  const gain = (a.snrDb ?? -Infinity) - (b.snrDb ?? -Infinity);
  return gain > 0 || (!(gain < 0) && a.seconds < b.seconds);
}

/** One row for each network and method that was run, the highest SNR first. */
export function compareRows(runs: readonly RunInfo[]): readonly CompareRow[] {
  const shown = bestRuns(runs);
  const columns = COMPARE_KEYS.map((key) => [key, cellsOf(key, shown)] as const);
  const rows = shown.map(({ id, name, plan: { network, method } }, i): CompareRow => {
    const cells = Object.fromEntries(columns.map(([key, column]) => [key, column[i]]));
    return { run: id, name, network, method, cells: cells as Record<CompareKey, CompareCell> };
  });
  return sortRows(rows, 'snrDb', 'descending');
}

/** The numbers of one column, with the bars and marks that they have beside each other. */
function cellsOf(key: CompareKey, runs: readonly RunInfo[]): readonly CompareCell[] {
  const values = runs.map(({ facts }) => valueOf(key, facts));
  const shares = key === 'snrDb' ? values.map((value) => gaugeShare(value ?? 0)) : barShares(values);
  const known = values.flatMap((value) => value ?? []);
  const best = key === 'snrDb' ? Math.max(...known) : Math.min(...known);
  // Where all are the same there is nothing to tell.
  const tells = known.some((value) => value !== best);
  return runs.map((run, i) => {
    const value = values[i] ?? null;
    const text = value === null ? DASH : textOf(key, value);
    const reason = value === null ? reasonOf(key, run) : '';
    return { value, text, reason, share: shares[i] ?? 0, best: tells && value === best };
  });
}

function valueOf(key: CompareKey, facts: RunFacts | null): number | null {
  if (!facts) return null;
  if (key === 'mebibytes') return (facts.parameters * BYTES_PER_WEIGHT) / 2 ** 20;
  const value = facts[key];
  return value !== null && Number.isFinite(value) ? value : null;
}

function textOf(key: CompareKey, value: number): string {
  switch (key) {
    case 'parameters':
      return formatCount(value);
    case 'mebibytes':
      return plain(value);
    case 'msPerStep':
    case 'transformMs':
      return `${plain(value)} ms`;
    case 'secondsTo60':
    case 'secondsTo120':
      return formatDuration(value);
    case 'snrDb':
      return `${value.toFixed(1)} dB`;
  }
}

/** With about three digits. */
function plain(value: number): string {
  if (value < 0.0995) return String(Number(value.toPrecision(2)));
  return value < 9.995 ? value.toFixed(2) : value < 99.95 ? value.toFixed(1) : formatCount(Math.round(value));
}

function reasonOf(key: CompareKey, { facts, plan: { network } }: RunInfo): string {
  if (!facts) return 'This run has not made its first step.';
  switch (key) {
    case 'secondsTo60':
    case 'secondsTo120': {
      const aim = key === 'secondsTo60' ? 60 : 120;
      return facts.snrDb === null ? 'The SNR was not measured yet.' : `This run did not reach ${aim} dB.`;
    }
    case 'snrDb':
      return 'The SNR was not measured yet.';
    case 'transformMs':
      return `Not measured, or ${network} is not made for sound.`;
    default:
      return 'Not measured yet.';
  }
}

/** Lengths of bars, 0 to 1: of the largest, or on a logarithmic scale where the numbers differ by much. */
export function barShares(values: readonly (number | null)[]): readonly number[] {
  const known = values.filter((value): value is number => value !== null && value > 0);
  const largest = Math.max(...known);
  const least = Math.min(...known);
  return values.map((value) => {
    if (value === null || !(value > 0)) return 0;
    if (largest / least <= LARGE_RATIO) return Math.max(LEAST_SHARE, value / largest);
    return LEAST_SHARE + (1 - LEAST_SHARE) * (Math.log(value / least) / Math.log(largest / least));
  });
}

export type SortOrder = 'ascending' | 'descending';

/** The same rows in order; those without the number come last in either. */
export function sortRows(rows: readonly CompareRow[], key: SortKey, order: SortOrder): readonly CompareRow[] {
  const sign = order === 'ascending' ? 1 : -1;
  return [...rows].sort((a, b) => {
    if (key === 'network' || key === 'method') return sign * a[key].localeCompare(b[key]);
    const [x, y] = [a.cells[key].value, b.cells[key].value];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return sign * (x - y);
  });
}
