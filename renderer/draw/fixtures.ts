import { TILE_COLUMNS, type GridAxes, type Tile } from '@contract';
import type { TileSource } from '../state/view-types';

type Cell = (frame: number, bin: number) => number;

/** dB re 1 of every cell. */
export interface GridValues {
  readonly axes: GridAxes;
  readonly maximumDb: number | null;
  readonly reference: Cell;
  readonly network?: Cell;
  readonly error?: Cell;
}

/** Frames at 0, 1, 2, ... seconds; bins at 0, 100, 200, ... Hz. */
export function plainAxes(frames: number, bins: number): GridAxes {
  return { frames, bins, startSeconds: 0, hopSeconds: 1, binHz: 100, rate: 200 * (bins - 1) };
}

/** A tile as the engine makes it: column c of level L holds the maxima of its 2^L frames. */
export function tileOf(values: GridValues, level: number, index: number): Tile {
  const { axes, reference, network = reference, error = reference } = values;
  const span = 2 ** level;
  const start = index * TILE_COLUMNS * span;
  const columns = Math.min(TILE_COLUMNS, Math.ceil((axes.frames - start) / span));
  const plane = (cell: Cell): Float32Array =>
    Float32Array.from({ length: columns * axes.bins }, (_, i) => {
      const first = start + Math.floor(i / axes.bins) * span;
      const frames = Array.from({ length: Math.min(span, axes.frames - first) }, (_, m) => first + m);
      return Math.max(...frames.map((m) => cell(m, i % axes.bins)));
    });
  const planes = { reference: plane(reference), network: plane(network), error: plane(error) };
  return { level, index, complete: true, columns, bins: axes.bins, revision: 1, ...planes };
}

/** Makes tiles when asked, except those for which `present` says no. */
export function sourceOf(
  values: GridValues,
  present: (level: number, index: number) => boolean = () => true
): TileSource & { readonly asked: readonly string[] } {
  const made = new Map<string, Tile>();
  const asked: string[] = [];
  return {
    axes: values.axes,
    maximumDb: values.maximumDb,
    version: 0,
    asked,
    levelFor: (framesPerPixel) => Math.max(0, Math.floor(Math.log2(framesPerPixel))),
    tile(level, index) {
      const key = `${level}:${index}`;
      asked.push(key);
      if (!present(level, index)) return undefined;
      const tile = made.get(key) ?? tileOf(values, level, index);
      made.set(key, tile);
      return tile;
    }
  };
}
