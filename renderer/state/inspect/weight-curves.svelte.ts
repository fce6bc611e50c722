import {
  MAX_CELLS_PER_BLOCK,
  type KeptRows,
  type MapInfo,
  type Recurrence,
  type WeightReading,
  type WeightResponse,
  type WeightRow
} from '@contract';
import type { EngineLink } from '../../link/engine-link';
import type { MomentPlace } from './history.svelte';
import { Newest } from './newest.svelte';
import { Statistics } from './statistics.svelte';

/** One slice of one map of the weights of one revision. */
export interface MapPlace {
  readonly revision: number;
  readonly map: MapInfo;
  readonly slice: number;
}

export interface RowPlace extends MapPlace {
  readonly row: number;
}

/** Filters whose responses are asked for, each at `points` frequencies. */
export interface ResponsePlace extends MapPlace {
  readonly rows: readonly number[];
  readonly points: number;
}

/** All rows, between two columns. */
export interface RowsPlace extends MapPlace {
  readonly reading: WeightReading;
  readonly startColumn: number;
  readonly endColumn: number;
}

/** Rows of all parts one behind the other: column c of row r at `r * columns + c`. */
export interface AllRows {
  readonly columns: number;
  readonly values: Float32Array;
}

export interface RecurrencePlace {
  readonly revision: number;
  /** Of a hop, where the impulse is. */
  readonly sample: number;
}

/** Small curves of many rows need not follow every step of a run. */
const ROWS_PAUSE_MS = 250;
/** Eigenvalues keep the engine busy for a while, which has other things to answer, too. */
const EIGENVALUES_PAUSE_MS = 1000;

/** What the engine tells of the weights looked at, as curves. Views say what they show; nothing else is asked. */
export class WeightCurves {
  readonly row: Newest<RowPlace, WeightRow>;
  /** The rows of a moment that kept no more. */
  readonly kept: Newest<MomentPlace, KeptRows>;
  readonly rows: Newest<RowsPlace, AllRows>;
  readonly response: Newest<ResponsePlace, WeightResponse>;
  /** Of all filters, coarser than that of one. */
  readonly bank: Newest<ResponsePlace, WeightResponse>;
  readonly recurrence: Newest<RecurrencePlace, Recurrence>;
  readonly statistics: Statistics;
  readonly #stop: () => void;

  constructor(engine: EngineLink) {
    const respond = ({ map, slice, rows, points }: ResponsePlace): Promise<WeightResponse> =>
      engine.ask('weight-response', { map: map.id, slice, rows: [...rows], points });
    this.row = new Newest<RowPlace, WeightRow>({
      ask: ({ map, slice, row }) => engine.ask('weight-row', { map: map.id, slice, row }),
      keyOf
    });
    this.kept = new Newest<MomentPlace, KeptRows>({ ask: (place) => engine.ask('chosen-rows', place), keyOf });
    this.rows = new Newest<RowsPlace, AllRows>({
      ask: (place) => allRows(engine, place),
      keyOf,
      pauseMs: ROWS_PAUSE_MS
    });
    this.response = new Newest<ResponsePlace, WeightResponse>({ ask: respond, keyOf });
    this.bank = new Newest<ResponsePlace, WeightResponse>({ ask: respond, keyOf, pauseMs: ROWS_PAUSE_MS });
    this.recurrence = new Newest<RecurrencePlace, Recurrence>({
      ask: ({ sample }) => engine.ask('recurrence', { sample }),
      keyOf,
      pauseMs: EIGENVALUES_PAUSE_MS
    });
    this.statistics = new Statistics(engine);
    this.#stop = engine.onConnection(() => this.#forget());
  }

  dispose(): void {
    this.#stop();
    for (const one of this.#all) one.close();
    this.statistics.dispose();
  }

  /** A fresh process counts its revisions anew. */
  #forget(): void {
    for (const one of this.#all) one.forget();
    this.statistics.forget();
  }

  get #all(): readonly { forget(): void; close(): void }[] {
    return [this.row, this.kept, this.rows, this.response, this.bank, this.recurrence];
  }
}

function keyOf(place: object): string {
  return JSON.stringify(place);
}

/** In as many blocks as messages hold. */
async function allRows(engine: EngineLink, place: RowsPlace): Promise<AllRows> {
  const { map, slice, reading, startColumn, endColumn } = place;
  const rows = map.rows.count * Math.max(1, map.rows.parts.length);
  const columns = endColumn - startColumn;
  const values = new Float32Array(rows * columns);
  const atOnce = Math.max(1, Math.floor(MAX_CELLS_PER_BLOCK / columns));
  for (let startRow = 0; startRow < rows; startRow += atOnce) {
    const endRow = Math.min(rows, startRow + atOnce);
    const where = { map: map.id, slice, reading, startRow, endRow, startColumn, endColumn, columnStep: 1 };
    values.set((await engine.ask('weight-block', where)).values, startRow * columns);
  }
  return { columns, values };
}
