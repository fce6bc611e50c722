import type { ClipInfo, SampleBlock } from '@contract';
import type { EngineLink } from '../link/engine-link';
import type { PcmSource } from './view-types';

/** The samples of a clip, from the analysis engine. */
export function clipPcm(clip: ClipInfo, engine: EngineLink): PcmSource {
  return {
    rate: clip.rate,
    samples: clip.samples,
    read: (start: number, count: number): Promise<SampleBlock> => engine.ask('samples', { clip: clip.id, start, count })
  };
}
