import type { Resynthesized, Source } from '@contract';
import type { JobContext } from '../page-port';
import type { SoundOffers } from './offered-sounds';
import { ResynthesisFile } from './resynthesis';
import type { SourceCache } from './source-cache';
import type { WeightsInUse } from './weights-in-use';

/** One for each sound, and one more for what a learning network made a moment ago and still sounds. */
const CAPACITY = 4;

export interface ResynthesesOptions {
  readonly sources: SourceCache;
  readonly weights: WeightsInUse;
  /** Where their samples are kept. */
  readonly folder: string;
  readonly offers: SoundOffers;
}

export interface SoundWanted extends Source {
  readonly of: Resynthesized;
}

interface Entry {
  readonly key: string;
  readonly file: ResynthesisFile;
  /** Who reads all of it, such as an export, must not lose it. */
  readers: number;
}

/** The sounds made of spectrograms most recently; owns their files. */
export class Resyntheses {
  readonly #options: ResynthesesOptions;
  /** By their ids, the one used last at the end. */
  readonly #entries = new Map<string, Entry>();

  constructor(options: ResynthesesOptions) {
    this.#options = options;
  }

  /**
   * The sound of a spectrogram as it is now.
   * @throws AppError `not-found` where there is no such clip or no network, `cancelled`, `disk`
   */
  async make(wanted: SoundWanted, context: JobContext): Promise<ResynthesisFile> {
    const { sources, weights, folder, offers } = this.#options;
    const { of } = wanted;
    if (of === 'reference') {
      return await this.#known(keyOf(wanted, null), () =>
        ResynthesisFile.make({ source: sources.get(wanted), of, network: null, folder, offers }, context)
      );
    }
    return await weights.during(
      async ({ network, info: { revision } }) =>
        await this.#known(keyOf(wanted, revision), () =>
          ResynthesisFile.make(
            { source: sources.get(wanted), of, network: { network, revision }, folder, offers },
            context
          )
        )
    );
  }

  /** Makes a sound and keeps it for as long as `work` reads it. */
  async during<T>(wanted: SoundWanted, context: JobContext, work: (file: ResynthesisFile) => Promise<T>): Promise<T> {
    const file = await this.make(wanted, context);
    const entry = this.#entries.get(file.info.id);
    if (entry) entry.readers += 1;
    try {
      return await work(file);
    } finally {
      if (entry) entry.readers -= 1;
    }
  }

  /** Forgets every sound of a clip. */
  async forget(clip: string): Promise<void> {
    await this.#close((entry) => entry.key.startsWith(`${clip} `));
  }

  async closeAll(): Promise<void> {
    await this.#close(() => true);
  }

  async #known(key: string, make: () => Promise<ResynthesisFile>): Promise<ResynthesisFile> {
    for (const entry of this.#entries.values()) {
      if (entry.key !== key) continue;
      this.#touch(entry);
      return entry.file;
    }
    const file = await make();
    this.#entries.set(file.info.id, { key, file, readers: 0 });
    const idle = [...this.#entries.values()].filter(({ readers }) => readers === 0);
    const surplus = new Set(idle.slice(0, Math.max(0, this.#entries.size - CAPACITY)));
    await this.#close((entry) => surplus.has(entry));
    return file;
  }

  #touch(entry: Entry): void {
    this.#entries.delete(entry.file.info.id);
    this.#entries.set(entry.file.info.id, entry);
  }

  async #close(which: (entry: Entry) => boolean): Promise<void> {
    const gone = [...this.#entries.values()].filter(which);
    for (const { file } of gone) this.#entries.delete(file.info.id);
    await Promise.all(gone.map(({ file }) => file.close()));
  }
}

function keyOf({ clip, channel, rate, of }: SoundWanted, revision: number | null): string {
  return `${clip} ${channel} ${rate} ${of} ${revision}`;
}
