import { randomUUID } from 'node:crypto';
import { AppError, type HealthMessage, type OrderOf } from '@contract';
import type { StoredSound } from '@contract/sound-schemas';

/** Makes sounds known to main, which gives them the ids that the page fetches them by. */
export interface SoundOffers {
  /**
   * @returns the id
   * @throws AppError `disk` where main cannot read it
   */
  offer(sound: StoredSound): Promise<string>;
  /** To be called once, before its file goes. */
  withdraw(id: string): void;
}

/** Offers sounds and waits for main to name them. */
export class OfferedSounds implements SoundOffers {
  readonly #send: (message: HealthMessage) => void;
  readonly #waiting = new Map<string, (id: string | null) => void>();

  constructor(send: (message: HealthMessage) => void) {
    this.#send = send;
  }

  async offer(sound: StoredSound): Promise<string> {
    const offer = randomUUID();
    const named = new Promise<string | null>((resolve) => this.#waiting.set(offer, resolve));
    this.#send({ type: 'sound-offered', offer, sound });
    const id = await named;
    if (id === null) throw new AppError('disk', 'The sound that was made cannot be read. Choose it again.');
    return id;
  }

  withdraw(id: string): void {
    this.#send({ type: 'sound-withdrawn', id });
  }

  /**
   * Main names a sound.
   * @throws AppError `not-found` where this engine did not offer it
   */
  name({ offer, sound }: Pick<OrderOf<'name-sound'>, 'offer' | 'sound'>): null {
    const resolve = this.#waiting.get(offer);
    if (!resolve) throw new AppError('not-found', 'No sound waits for this name.');
    this.#waiting.delete(offer);
    resolve(sound);
    return null;
  }
}
