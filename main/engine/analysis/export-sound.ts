import { basename } from 'node:path';
import type { OrderOf } from '@contract';
import { saveWav } from '../../audio/wav/write';
import { breathe } from '../port';
import type { ClipStore } from './clip-store';
import type { Resyntheses } from './resyntheses';
import { rangeOf, type SavingJob } from './save-clip';

/** Share of the work that making a sound is; the rest is to write it. */
const MAKING = 0.9;

export interface SoundRooms {
  readonly clips: ClipStore;
  readonly resyntheses: Resyntheses;
}

/**
 * Saves a clip with all its channels at its own rate, or the sound of one of its spectrograms as it is played; or a part.
 * @throws AppError where there is no such clip, part or network, `cancelled`, AudioError where the file cannot be written
 */
export async function exportSound(
  { clips, resyntheses }: SoundRooms,
  { sound, encoding, path, part, clip, channel, rate }: OrderOf<'export-sound'>,
  { signal, progress }: SavingJob
): Promise<void> {
  const { file, release } = clips.borrow(clip);
  try {
    if (sound === 'original') {
      await saveWav(path, file, { encoding, ...rangeOf(file, part), signal, onProgress: progress });
      return;
    }
    // A person waits for it, as for the pictures; only a cancel must be heard meanwhile.
    const making = { signal, giveWay: breathe, progress: (done: number) => progress(MAKING * done) };
    await resyntheses.during({ clip, channel, rate, of: sound }, making, (made) => {
      const pcm = made.asPcm(basename(path));
      const onProgress = (done: number): void => progress(MAKING + (1 - MAKING) * done);
      return saveWav(path, pcm, { encoding, ...rangeOf(pcm, part, file), signal, onProgress });
    });
  } finally {
    await release();
  }
}
