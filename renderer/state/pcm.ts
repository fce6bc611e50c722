import { AppError, type ClipInfo, type Resynthesis, type SampleBlock } from '@contract';
import type { CallArgs, EngineLink } from '../link/engine-link';
import type { PcmSource } from './view-types';

/** The samples of a clip, from the analysis engine. */
export function clipPcm(clip: ClipInfo, engine: EngineLink): PcmSource {
  return {
    rate: clip.rate,
    samples: clip.samples,
    read: (start: number, count: number): Promise<SampleBlock> => engine.ask('samples', { clip: clip.id, start, count })
  };
}

/** The samples of a resynthesis; where the engine has it no more, it is made again. */
export function resynthesisPcm(
  made: Resynthesis,
  { wanted, engine }: { wanted: CallArgs<'resynthesize'>; engine: EngineLink }
): PcmSource {
  let { id } = made;
  return {
    rate: made.rate,
    samples: made.samples,
    read: async (start: number, count: number): Promise<SampleBlock> => {
      try {
        return await engine.ask('resynthesis-samples', { id, start, count });
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'not-found')) throw error;
        ({ id } = await engine.ask('resynthesize', wanted));
        return await engine.ask('resynthesis-samples', { id, start, count });
      }
    }
  };
}
