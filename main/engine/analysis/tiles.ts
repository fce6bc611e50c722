import { AppError, TILE_COLUMNS, type Tile } from '@contract';
import type { CallOf } from '@contract/schemas';
import { ColumnMaximum } from '../../signal/tile-columns';
import type { JobContext } from '../page-port';
import type { SourceCache } from './source-cache';
import type { SpectrumSource } from './spectrum-source';
import type { WeightsInUse } from './weights-in-use';

export interface TileRooms {
  readonly sources: SourceCache;
  readonly weights: WeightsInUse;
}

type TileContext = Pick<JobContext, 'signal' | 'giveWay'>;

/** A tile of the largest magnitudes of all its frames. */
export function completeTile(
  { sources, weights }: TileRooms,
  call: CallOf<'tile'>,
  { signal, giveWay }: TileContext
): Promise<Tile> {
  return weights.during(async ({ network, info }) => {
    const source = sources.get(call);
    const { bins } = source.axes;
    const { start, end, framesPerColumn } = framesOf(source, call);
    const planes = new Planes(Math.ceil((end - start) / framesPerColumn), bins);
    await giveWay();
    for await (const block of source.both(network, { start, end, signal })) {
      for (let m = 0; m < block.frames; m++) {
        planes.column.add(block.reference, block.network, m * bins * 2);
        const done = block.startFrame + m + 1 - start;
        if (done % framesPerColumn === 0 || done === end - start) planes.next();
      }
      await giveWay();
    }
    return planes.tile(call, { complete: true, revision: info.revision });
  });
}

/** A tile at once: each column is one frame alone. */
export function sketchTile(
  { sources, weights }: TileRooms,
  call: CallOf<'sketch-tile'>,
  { signal }: Pick<JobContext, 'signal'>
): Promise<Tile> {
  return weights.during(async ({ network, info }) => {
    const source = sources.get(call);
    const { bins } = source.axes;
    const frames = sketchedFrames(framesOf(source, call));
    const planes = new Planes(frames.length, bins);
    const block = await source.single(network, frames, signal);
    for (let c = 0; c < frames.length; c++) {
      planes.column.add(block.reference, block.network, c * bins * 2);
      planes.next();
    }
    return planes.tile(call, { complete: false, revision: info.revision });
  });
}

interface TileFrames {
  /** Frames from `start` (included) to `end` (excluded). */
  readonly start: number;
  readonly end: number;
  readonly framesPerColumn: number;
}

/** The frame in the middle of each column. */
export function sketchedFrames({ start, end, framesPerColumn }: TileFrames): number[] {
  return Array.from({ length: Math.ceil((end - start) / framesPerColumn) }, (_, c) => {
    const first = start + c * framesPerColumn;
    return Math.floor((first + Math.min(end, first + framesPerColumn) - 1) / 2);
  });
}

/** @throws AppError `bad-request` where the clip ends before the tile begins. */
function framesOf({ axes }: SpectrumSource, { level, index }: Pick<Tile, 'level' | 'index'>): TileFrames {
  const framesPerColumn = 2 ** level;
  const start = index * TILE_COLUMNS * framesPerColumn;
  const end = Math.min(axes.frames, start + TILE_COLUMNS * framesPerColumn);
  if (start >= end) throw new AppError('bad-request', `Tile ${index} of level ${level} lies behind the clip.`);
  return { start, end, framesPerColumn };
}

/** The three planes of a tile, filled column by column. */
class Planes {
  readonly column: ColumnMaximum;
  readonly #columns: number;
  readonly #bins: number;
  readonly #reference: Float32Array;
  readonly #network: Float32Array;
  readonly #error: Float32Array;
  #filled = 0;

  constructor(columns: number, bins: number) {
    this.column = new ColumnMaximum(bins);
    this.#columns = columns;
    this.#bins = bins;
    this.#reference = new Float32Array(columns * bins);
    this.#network = new Float32Array(columns * bins);
    this.#error = new Float32Array(columns * bins);
  }

  /** The column is complete: the next one begins. */
  next(): void {
    this.column.writeDecibels(this.#reference, this.#network, this.#error, this.#filled * this.#bins);
    this.column.reset();
    this.#filled++;
  }

  tile({ level, index }: Pick<Tile, 'level' | 'index'>, of: Pick<Tile, 'complete' | 'revision'>): Tile {
    const { columns, bins } = { columns: this.#columns, bins: this.#bins };
    return {
      level,
      index,
      ...of,
      columns,
      bins,
      reference: this.#reference,
      network: this.#network,
      error: this.#error
    };
  }
}
