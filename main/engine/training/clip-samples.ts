import { AppError, type TrainingClip } from '@contract';
import { openAudio, type OpenOptions } from '../../audio/open';
import { SignalReader } from '../../audio/signal-reader';

/** An hour at 8 kHz, and 128 MB. */
const MOST_SAMPLES = 2 ** 25;
const BLOCK = 2 ** 18;

/** How a compressed file is decoded. */
export type Decoding = Pick<OpenOptions, 'folder' | 'openAac'>;

/**
 * All samples that pieces are cut from for training.
 * @throws AudioError where the clip cannot be read, AppError `refused` where it is too long
 */
export async function readClipSamples(
  { path, channel, rate }: TrainingClip,
  decoding: Decoding
): Promise<Float32Array> {
  const file = await openAudio(path, decoding);
  try {
    const reader = new SignalReader(file, { channel, rate });
    if (reader.samples > MOST_SAMPLES) {
      const most = Math.floor(MOST_SAMPLES / reader.rate / 60);
      throw new AppError(
        'refused',
        `The clip is too long to learn from: at ${reader.rate} Hz it may last ${most} min.`
      );
    }
    const samples = new Float32Array(reader.samples);
    for (let start = 0; start < samples.length; start += BLOCK) {
      samples.set(await reader.read(start, Math.min(BLOCK, samples.length - start)), start);
    }
    return samples;
  } finally {
    await file.close();
  }
}
