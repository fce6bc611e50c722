import { randomUUID } from 'node:crypto';
import { AppError, failureOf, playedChannels } from '@contract';
import { storedSoundSchema, type StoredSound } from '@contract/sound-schemas';
import type { PlayableSounds } from '../library/playable-sounds';
import type { Orders } from './orders';

export interface SoundsOptions {
  readonly engines: Orders;
  readonly library: PlayableSounds;
  /** Takes what the person need not see. */
  readonly log: (text: string) => void;
}

/** What the page may fetch in order to play it: clips that are open, and sounds that the analysis engine made. */
export class Sounds {
  readonly #options: SoundsOptions;
  /** Those that end with the engine that made them. */
  readonly #made = new Set<string>();

  constructor(options: SoundsOptions) {
    this.#options = options;
  }

  /**
   * Lets the page play a clip, under the id of that.
   * @throws AppError `disk` where its samples cannot be read
   */
  async keepClip(id: string, sound: StoredSound): Promise<void> {
    try {
      await this.#put(id, sound);
    } catch (error) {
      throw new AppError('disk', failureOf(error).message, { cause: error });
    }
  }

  async forgetClip(id: string): Promise<void> {
    await this.#options.library.remove(id);
  }

  /** The engine made a sound: it is given an id, and told which. */
  async offered(offer: string, sound: StoredSound): Promise<void> {
    const { engines, log } = this.#options;
    const id = randomUUID();
    this.#made.add(id);
    const isPut = await this.#put(id, sound).then(
      () => true,
      (error: unknown) => (log(`a sound cannot be played: ${failureOf(error).message}`), false)
    );
    // Where the engine that waits for the name is gone, nobody will withdraw it.
    const isNamed = await engines.order('analysis', { kind: 'name-sound', offer, sound: isPut ? id : null }).then(
      () => isPut,
      () => false
    );
    if (!isNamed) await this.withdrawn(id);
  }

  /** The engine has a sound no more. */
  async withdrawn(id: string): Promise<void> {
    this.#made.delete(id);
    await this.#options.library.remove(id);
  }

  /** The engine ended, and its sounds with it; clips go on, for the next one opens them again. */
  async engineLost(): Promise<void> {
    await Promise.all([...this.#made].map((id) => this.withdrawn(id)));
  }

  async #put(id: string, sound: StoredSound): Promise<void> {
    const stored = storedSoundSchema.parse(sound);
    await this.#options.library.put(id, stored, playedChannels(stored.layout.format.channels));
  }
}
