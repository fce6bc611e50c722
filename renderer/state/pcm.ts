import { AppError, playedChannels, type ClipInfo, type Resynthesis, type SampleBlock } from '@contract';
import type { CallArgs, EngineLink } from '../link/engine-link';
import { fetchSamples, type ServedSound } from '../link/sounds';
import type { PcmSource } from './view-types';

/** The samples of a clip. */
export function clipPcm({ id, rate, channels, samples }: ClipInfo): PcmSource {
  const sound = { id, rate, channels: playedChannels(channels) };
  return { rate, samples, read: (start, count) => fetchSamples(sound, start, count) };
}

/** The samples of a resynthesis; where the engine has it no more, it is made again. */
export function resynthesisPcm(
  { id, rate, samples }: Resynthesis,
  { wanted, engine }: { wanted: CallArgs<'resynthesize'>; engine: EngineLink }
): PcmSource {
  let sound: ServedSound = { id, rate, channels: 1 };
  const read = async (start: number, count: number): Promise<SampleBlock> => {
    try {
      return await fetchSamples(sound, start, count);
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'not-found')) throw error;
      const { id } = await engine.ask('resynthesize', wanted);
      sound = { ...sound, id };
      return await fetchSamples(sound, start, count);
    }
  };
  return { rate, samples, read };
}
