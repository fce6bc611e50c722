import type { MapInfo } from '@contract';
import { placesOf, type MapArea } from './block-places';
import { panSpan, revealInSpan, withinLimits, zoomSpan, type Span, type SpanLimits } from '../view-maths';

/** At most zoomed in, as many columns and rows are on screen. */
const FEWEST = 8;

const NOTHING: Span = { low: 0, high: 1 };

/** The part of a map on screen; it never leaves the map. */
export class MapView {
  #limits: { readonly rows: SpanLimits; readonly columns: SpanLimits } = {
    rows: { end: 1, shortest: 1 },
    columns: { end: 1, shortest: 1 }
  };
  #area = $state.raw<MapArea>({ rows: NOTHING, columns: NOTHING });
  #fitted = $state(true);

  get area(): MapArea {
    return this.#area;
  }

  /** Whether all of the map is on screen. */
  get fitted(): boolean {
    return this.#fitted;
  }

  /** Another map: all of it. One of the same size keeps its place. */
  show({ rows, columns }: Pick<MapInfo, 'rows' | 'columns'>): void {
    const [down, across] = [placesOf(rows), placesOf(columns)];
    if (down === this.#limits.rows.end && across === this.#limits.columns.end) return;
    this.#limits = { rows: { end: down, shortest: FEWEST }, columns: { end: across, shortest: FEWEST } };
    this.fit();
  }

  fit(): void {
    this.#move({ low: 0, high: Infinity }, { low: 0, high: Infinity });
  }

  /** Below 1 zooms in, both ways alike. The place `at` stays where it is on the screen; without it, the middle does. */
  zoom(factor: number, at: Partial<Readonly<Record<'row' | 'column', number>>> = {}): void {
    this.zoomRows(factor, at.row);
    const { rows, columns } = this.#area;
    this.#move(rows, zoomSpan(columns, this.#limits.columns, { at: at.column ?? middle(columns), factor }));
  }

  zoomRows(factor: number, at?: number): void {
    const { rows, columns } = this.#area;
    this.#move(zoomSpan(rows, this.#limits.rows, { at: at ?? middle(rows), factor }), columns);
  }

  /** Moves by shares of what is visible: to columns further right, to rows further down. */
  pan(across: number, down: number): void {
    const { rows, columns } = this.#area;
    this.#move(
      panSpan(rows, this.#limits.rows, down * (rows.high - rows.low)),
      panSpan(columns, this.#limits.columns, across * (columns.high - columns.low))
    );
  }

  /** Moves just far enough that a cell is visible, whole and with its neighbours. */
  reveal({ row, column }: { readonly row: number; readonly column: number }): void {
    const { rows, columns } = this.#area;
    const margin = 1.5;
    this.#move(
      revealInSpan(rows, this.#limits.rows, { at: row + 0.5, margin }),
      revealInSpan(columns, this.#limits.columns, { at: column + 0.5, margin })
    );
  }

  #move(rows: Span, columns: Span): void {
    const { rows: down, columns: across } = this.#limits;
    const area = { rows: withinLimits(rows, down), columns: withinLimits(columns, across) };
    this.#area = area;
    this.#fitted = isWhole(area.rows, down) && isWhole(area.columns, across);
  }
}

function middle({ low, high }: Span): number {
  return (low + high) / 2;
}

function isWhole({ low, high }: Span, { end }: SpanLimits): boolean {
  return high - low >= end - 1e-9;
}
