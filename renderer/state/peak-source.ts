import type { Peaks, Source } from '@contract';
import { isCancelled, type EngineLink } from '../link/engine-link';
import type { PeakSource } from './view-types';

export interface PeakSourceOptions {
  readonly engine: EngineLink;
  readonly of: Pick<Source, 'clip' | 'channel'>;
  /** Told of every failure but that a question was withdrawn. */
  readonly onFailure: (error: unknown) => void;
}

/** The peaks of one channel of one clip, asked of the engine. */
export function createPeakSource({ engine, of, onFailure }: PeakSourceOptions): PeakSource {
  const told = async (asked: Promise<Peaks>): Promise<Peaks> => {
    try {
      return await asked;
    } catch (error) {
      if (!isCancelled(error)) onFailure(error);
      throw error;
    }
  };
  return {
    sketch: (range) => told(engine.ask('sketch-peaks', { ...of, ...range })),
    complete: (range, signal) => told(engine.ask('peaks', { ...of, ...range }, { signal }))
  };
}
