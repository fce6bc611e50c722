import { AppError, type SaveClipOrder } from '@contract';
import type { PcmFile } from '../../audio/pcm-file';
import { saveWav } from '../../audio/wav/write';
import type { JobContext } from '../page-port';
import type { ClipStore } from './clip-store';

export interface ClipSaverOptions {
  readonly clips: Pick<ClipStore, 'borrow'>;
  /** Called with the share that is written. */
  readonly onProgress: (saving: string, done: number) => void;
}

/** What a saving may use while it runs. */
export type SavingJob = Pick<JobContext, 'signal' | 'progress'>;

/** Writes open clips as WAV files; each saving can be ended. */
export class ClipSaver {
  readonly #options: ClipSaverOptions;
  readonly #underWay = new Map<string, { readonly abort: AbortController; readonly end: Promise<unknown> }>();

  constructor(options: ClipSaverOptions) {
    this.#options = options;
  }

  /**
   * What was at the path stays until all is written; the clip may be closed meanwhile.
   * @throws AppError `not-found` where the clip is not open, `bad-request` where the part lies outside of it, `cancelled`;
   *   AudioError where the disk refuses or PCM would clip
   */
  async save({ saving, id, path, encoding, part }: Omit<SaveClipOrder, 'kind'>): Promise<null> {
    const { file, release } = this.#options.clips.borrow(id);
    const write = async ({ signal, progress }: SavingJob): Promise<void> => {
      const range = rangeOf(file, part);
      await saveWav(path, file, { encoding, ...range, signal, onProgress: progress });
    };
    return await this.during(saving, (job) => write(job).finally(release));
  }

  /** Does other work of the kind, which can be ended and tells how far it is. */
  async during(saving: string, write: (job: SavingJob) => Promise<void>): Promise<null> {
    const abort = new AbortController();
    const progress = (done: number): void => this.#options.onProgress(saving, done);
    const work = write({ signal: abort.signal, progress });
    this.#underWay.set(saving, { abort, end: work.catch(() => null) });
    try {
      await work;
    } finally {
      this.#underWay.delete(saving);
    }
    return null;
  }

  /** Ends all, and resolves when they have. */
  async dispose(): Promise<void> {
    const ends = [...this.#underWay.values()].map(({ end }) => end);
    for (const saving of this.#underWay.keys()) this.cancel(saving);
    await Promise.all(ends);
  }

  /** Does nothing where it has ended. */
  cancel(saving: string): null {
    this.#underWay
      .get(saving)
      ?.abort.abort(new AppError('cancelled', 'The saving was cancelled; no file was changed.'));
    return null;
  }
}

type Length = Pick<PcmFile, 'rate' | 'samples'>;

/**
 * Samples of a file from `start` on that are a part of a clip: that of the file, or one whose sound the file is and whose
 * end it may lack.
 * @throws AppError `bad-request` where the part lies outside of the clip
 */
export function rangeOf(
  file: Length,
  part: SaveClipOrder['part'],
  clip: Length = file
): { start: number; count: number } {
  const { rate, samples } = clip;
  if (part === null) return { start: 0, count: file.samples };
  const start = Math.round(part.startSeconds * file.rate);
  const end = Math.min(file.samples, Math.round(part.endSeconds * file.rate));
  if (end > start && Math.round(part.endSeconds * rate) <= samples) return { start, count: end - start };
  throw new AppError(
    'bad-request',
    `From ${part.startSeconds} s to ${part.endSeconds} s is no part of a clip of ${samples / rate} s.`
  );
}
