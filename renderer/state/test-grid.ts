import { SILENCE_DB, TILE_COLUMNS, type GridAxes, type Tile } from '@contract';

/** The seed grid at 8 kHz: frame m is centred at (56 m + 128) / 8000 s. */
export function axesOf(frames: number): GridAxes {
  return { frames, bins: 129, startSeconds: 0.016, hopSeconds: 0.007, binHz: 31.25, rate: 8000 };
}

/** A silent tile, but for one cell of the first column. */
export function tileOf(level: number, index: number, cell: { bin: number; db: number } | null = null): Tile {
  const field = (): Float32Array => new Float32Array(TILE_COLUMNS * 129).fill(SILENCE_DB);
  const tile = { reference: field(), network: field(), error: field() };
  if (cell) tile.reference[cell.bin] = cell.db;
  return { level, index, complete: true, columns: TILE_COLUMNS, bins: 129, revision: 1, ...tile };
}

/** Lets everything that waits for settled promises run. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
