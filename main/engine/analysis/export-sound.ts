import { basename } from 'node:path';
import type { OrderOf } from '@contract';
import { saveWav } from '../../audio/wav/write';
import type { JobContext } from '../page-port';
import type { ClipStore } from './clip-store';
import type { Resyntheses } from './resyntheses';
import { rangeOf } from './save-clip';

/** An order is carried out at once, and to its end. */
const AT_ONCE: JobContext = {
  signal: new AbortController().signal,
  giveWay: () => Promise.resolve(),
  progress: () => undefined
};

export interface SoundRooms {
  readonly clips: ClipStore;
  readonly resyntheses: Resyntheses;
}

/**
 * Saves a clip with all its channels at its own rate, or the sound of one of its spectrograms as it is played; or a part.
 * @throws AppError where there is no such clip, part or network, AudioError where the file cannot be written
 */
export async function exportSound(
  { clips, resyntheses }: SoundRooms,
  { sound, encoding, path, part, clip, channel, rate }: OrderOf<'export-sound'>
): Promise<null> {
  const { file } = clips.get(clip);
  if (sound === 'original') await saveWav(path, file, { encoding, ...rangeOf(file, part) });
  else {
    await resyntheses.during({ clip, channel, rate, of: sound }, AT_ONCE, (made) => {
      const pcm = made.asPcm(basename(path));
      return saveWav(path, pcm, { encoding, ...rangeOf(pcm, part, file) });
    });
  }
  return null;
}
