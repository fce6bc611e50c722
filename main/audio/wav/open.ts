import { basename } from 'node:path';
import { AudioError } from '../audio-error';
import type { PcmFile } from '../pcm-file';
import { DiskFile } from './disk';
import { readLayout } from './layout';
import { findUnusable } from './scan';
import { WavFile } from './wav-file';

/**
 * Opens a WAV file: RIFF, RF64 or BW64; PCM of 8 to 32 bits, float of 32 or 64, also in extensible form; any number of
 * channels and any rate. Samples stay on the disk and are read in ranges; only floats are looked through once, because
 * they can hold values that are no sound. A file that is shorter than its header says gives what is there.
 * @param name how messages call the file
 * @throws AudioError that names the file, the reason and what would help.
 */
export async function openWav(path: string, name = basename(path)): Promise<PcmFile> {
  const file = await DiskFile.open(path, name);
  try {
    const layout = await readLayout(file);
    const unusable = await findUnusable(file, layout);
    if (unusable) throw AudioError.opening(name, unusable.reason, unusable.help);
    return new WavFile(file, layout);
  } catch (error) {
    await file.close();
    throw error;
  }
}
