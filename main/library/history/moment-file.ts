import { createHash } from 'node:crypto';
import type { ChosenRow, HistoryMoment, WeightSummary } from '@contract';
import { areFinite, floatPieces, readFloats } from '../../learn/checkpoint/tensors';

/** What is kept of a moment beside its weights. */
export interface StoredMoment extends Omit<HistoryMoment, 'whole'> {
  /** Counts the moments of the run from its start, those given up later included. */
  readonly place: number;
  readonly rows: readonly ChosenRow[];
}

/*
 * One line of JSON { moment, rows: [{ map, slice, row, lengths }] }, the numbers of all rows as little-endian float32, and
 * the SHA-256 of all bytes before it.
 */
const HASH_BYTES = 32;
const LINE_END = 0x0a;
const MOST_ROWS = 64;
const MOST_BINS = 1024;
const MOST_NUMBERS = 2 ** 16;

/** Why bytes are no moment; the message says what is wrong with them. */
export class MomentError extends Error {
  override readonly name = 'MomentError';
}

export function encodeMoment({ rows, ...moment }: StoredMoment): Uint8Array {
  const places = rows.map(({ learned, ...place }) => ({ ...place, lengths: learned.map(({ length }) => length) }));
  const head = Buffer.from(`${JSON.stringify({ moment, rows: places })}\n`, 'utf8');
  const body = Buffer.concat([
    head,
    ...rows.flatMap(({ learned }) => learned.flatMap((part) => [...floatPieces(part)]))
  ]);
  return Buffer.concat([body, hashOf(body)]);
}

/** @throws MomentError where the bytes are not exactly one moment */
export function decodeMoment(bytes: Uint8Array): StoredMoment {
  const end = bytes.length - HASH_BYTES;
  const start = bytes.indexOf(LINE_END) + 1;
  if (end < 0 || start === 0 || start > end) throw new MomentError('it is cut off');
  if (!hashOf(bytes.subarray(0, end)).equals(bytes.subarray(end))) throw new MomentError('its checksum does not match');
  const { moment, rows } = parse(bytes.subarray(0, start));
  let offset = start;
  const read = (length: number): Float32Array => {
    if (offset + length * Float32Array.BYTES_PER_ELEMENT > end) throw new MomentError('its rows are cut off');
    const values = readFloats(bytes, offset, length);
    if (!areFinite(values)) throw new MomentError('its rows hold numbers that are not finite');
    offset += values.byteLength;
    return values;
  };
  const chosen = rows.map(({ lengths, ...place }) => ({ ...place, learned: lengths.map(read) }));
  if (offset !== end) throw new MomentError('something follows its rows');
  return { ...moment, rows: chosen };
}

interface Head {
  readonly moment: Omit<StoredMoment, 'rows'>;
  readonly rows: readonly (Omit<ChosenRow, 'learned'> & { readonly lengths: readonly number[] })[];
}

function parse(line: Uint8Array): Head {
  const head = fields(json(line), 'head');
  const moment = fields(head['moment'], 'moment');
  return {
    moment: {
      step: count(moment, 'step'),
      epoch: count(moment, 'epoch'),
      place: count(moment, 'place'),
      snrDb: orNull(moment, 'snrDb'),
      summary: parseSummary(fields(moment['summary'], 'summary'))
    },
    rows: list(head, 'rows', MOST_ROWS).map((item) => {
      const row = fields(item, 'rows');
      const lengths = list(row, 'lengths', 2).map((length) => whole(length, 'lengths', MOST_NUMBERS));
      return { map: text(row, 'map'), slice: count(row, 'slice'), row: count(row, 'row'), lengths };
    })
  };
}

function parseSummary(summary: Fields): WeightSummary {
  return {
    insideEnergy: finite(summary, 'insideEnergy'),
    outsideEnergy: finite(summary, 'outsideEnergy'),
    residualDb: finite(summary, 'residualDb'),
    meanCorrelation: orNull(summary, 'meanCorrelation'),
    leastCorrelation: orNull(summary, 'leastCorrelation'),
    histogram: list(summary, 'histogram', MOST_BINS).map((number) => whole(number, 'histogram')),
    zeros: count(summary, 'zeros')
  };
}

type Fields = Readonly<Record<string, unknown>>;

function json(line: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line));
  } catch {
    throw new MomentError('it does not begin with a line of JSON');
  }
}

function fields(value: unknown, key: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new MomentError(`it has no valid "${key}"`);
}

function list(of: Fields, key: string, longest: number): readonly unknown[] {
  const value = of[key];
  if (Array.isArray(value) && value.length <= longest) return value;
  throw new MomentError(`it has no valid "${key}"`);
}

function whole(value: unknown, key: string, most = Number.MAX_SAFE_INTEGER): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most) return value as number;
  throw new MomentError(`it has no valid "${key}"`);
}

const count = (of: Fields, key: string): number => whole(of[key], key);

function finite(of: Fields, key: string): number {
  if (Number.isFinite(of[key])) return of[key] as number;
  throw new MomentError(`it has no valid "${key}"`);
}

const orNull = (of: Fields, key: string): number | null => (of[key] === null ? null : finite(of, key));

function text(of: Fields, key: string): string {
  const value = of[key];
  if (typeof value === 'string' && value.length <= 40) return value;
  throw new MomentError(`it has no valid "${key}"`);
}

function hashOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
