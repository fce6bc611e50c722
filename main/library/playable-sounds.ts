import type { StoredSound } from '@contract/sound-schemas';
import { PlayableSound } from './playable-sound';

/** The sounds that can be played, by ids that do not tell where they lie; owns a handle to each file. */
export class PlayableSounds {
  readonly #sounds = new Map<string, PlayableSound>();

  /** null where there is none of this id. */
  find(id: string): PlayableSound | null {
    return this.#sounds.get(id) ?? null;
  }

  /**
   * Puts a sound under an id, in the place of one that was there.
   * @param channels two as they are, or one that all are mixed to
   * @throws AudioError where its file cannot be opened; one that was there stays then
   */
  async put(id: string, stored: StoredSound, channels: 1 | 2): Promise<void> {
    const sound = await PlayableSound.open(stored, channels);
    const before = this.#sounds.get(id);
    this.#sounds.set(id, sound);
    await before?.close();
  }

  /** Does nothing where there is none. */
  async remove(id: string): Promise<void> {
    const sound = this.#sounds.get(id);
    this.#sounds.delete(id);
    await sound?.close();
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#sounds.keys()].map((id) => this.remove(id)));
  }
}
