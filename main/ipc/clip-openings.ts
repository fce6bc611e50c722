import { randomUUID } from 'node:crypto';
import type { ClipInfo } from '@contract';
import type { Orders } from './orders';
import type { Sounds } from './sounds';

export interface ClipOpeningsOptions {
  readonly engines: Orders;
  readonly sounds: Pick<Sounds, 'keepClip' | 'forgetClip'>;
}

/** Has the engine open files, one at a time, and makes what it opens what is played. */
export class ClipOpenings {
  readonly #options: ClipOpeningsOptions;
  /** What the engine was last asked to open. */
  #underWay: { readonly id: string; readonly name: string } | null = null;

  constructor(options: ClipOpeningsOptions) {
    this.#options = options;
  }

  /**
   * Opens a file as a new clip, and ends the opening before it.
   * @throws AppError with a sentence that names the file and the reason
   */
  async open(path: string, name: string): Promise<ClipInfo> {
    this.cancel();
    const opening = { id: randomUUID(), name };
    this.#underWay = opening;
    try {
      return await this.openAs(opening.id, path, name);
    } finally {
      if (this.#underWay === opening) this.#underWay = null;
    }
  }

  /** Opens a file as the clip of an id: for a fresh engine. */
  async openAs(id: string, path: string, name: string): Promise<ClipInfo> {
    const { engines, sounds } = this.#options;
    const { clip, sound } = await engines.order('analysis', { kind: 'open-clip', id, path, name });
    try {
      await sounds.keepClip(id, sound);
      return clip;
    } catch (error) {
      await this.close(id);
      throw error;
    }
  }

  /** Ends the opening under way, where there is one. */
  cancel(): void {
    if (this.#underWay) void this.close(this.#underWay.id);
  }

  /** What is opened under this id; null where that is over. */
  nameOf(id: string): string | null {
    return this.#underWay?.id === id ? this.#underWay.name : null;
  }

  /** An engine that was replaced meanwhile has nothing to close. */
  async close(id: string): Promise<void> {
    const { sounds, engines } = this.#options;
    const closed = engines.order('analysis', { kind: 'close-clip', id }).catch(() => null);
    await Promise.all([sounds.forgetClip(id), closed]);
  }
}
