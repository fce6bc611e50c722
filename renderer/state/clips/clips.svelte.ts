import { LONGEST_CLIP_NAME, type ListedClip, type Notice, type Outcome, type Peaks } from '@contract';
import type { CommandArgs, SignalChoice } from '@contract/schemas';
import type { EngineLink } from '../../link/engine-link';
import type { MainLink } from '../../link/main-link';
import type { SessionState } from '../session.svelte';

export interface ClipsOptions {
  readonly main: MainLink;
  readonly session: SessionState;
  /** Previews signals. */
  readonly engine: EngineLink;
  readonly show: (notice: Notice) => void;
}

/** The list of clips, what was removed from it, and what is done with clips. */
export class Clips {
  readonly #options: ClipsOptions;
  #removed = $state.raw<readonly ListedClip[]>([]);
  /** The clip removed last, which `undo` brings back. */
  readonly removed: ListedClip | null = $derived(this.#removed[this.#removed.length - 1] ?? null);

  constructor(options: ClipsOptions) {
    this.#options = options;
  }

  /** Newest first. */
  get list(): readonly ListedClip[] {
    return this.#options.session.clipList;
  }

  /** A failure is told by main. */
  async open(id: string): Promise<void> {
    await this.#options.main.ask('openListedClip', { id });
  }

  /** @returns why the name is refused, as a sentence; null where it is taken */
  rename(id: string, wanted: string): string | null {
    const name = wanted.trim();
    if (name === '') return 'A clip needs a name.';
    if (name.length > LONGEST_CLIP_NAME) return `A name has at most ${LONGEST_CLIP_NAME} characters.`;
    void this.#ask(this.#options.main.ask('renameClip', { id, name }));
    return null;
  }

  async remove(clip: ListedClip): Promise<void> {
    const gone = await this.#ask(this.#options.main.ask('removeClip', { id: clip.id }));
    if (gone) this.#removed = [...this.#removed, clip];
  }

  /** Brings back the clip removed last. */
  async undo(): Promise<void> {
    const answer = await this.#ask(this.#options.main.ask('restoreClip'));
    if (!answer) return;
    const { value } = answer;
    this.#removed = value ? this.#removed.filter(({ id }) => id !== value.id) : [];
    const text = value ? `${value.name} is back in the list.` : 'There is nothing to undo.';
    this.#options.show({ level: 'info', text });
  }

  /** The line about the clip removed last goes. */
  dismissRemoved(): void {
    this.#removed = [];
  }

  /** @returns why there is no such signal, as a sentence; null where it is made and open */
  async makeSignal(signal: SignalChoice): Promise<string | null> {
    const outcome = await this.#options.main.ask('makeSignal', { signal });
    return outcome.ok ? null : outcome.message;
  }

  /** Minima and maxima of a signal that is not made yet. */
  previewSignal(signal: SignalChoice, columns: number): Promise<Peaks> {
    return this.#options.engine.ask('preview-signal', { signal, columns });
  }

  /** Saves a sound as WAV; a recording that is saved as it is, and all of it, is saved for good. */
  async save({ sound, ...choice }: CommandArgs<'exportSound'>): Promise<void> {
    const { main, session } = this.#options;
    // Main tells what becomes of these two.
    if (sound !== 'original') await main.ask('exportSound', { sound, ...choice });
    else if (session.openTake && choice.part === null) await main.ask('saveTake', { encoding: choice.encoding });
    else await this.#ask(main.ask('saveClip', choice));
  }

  cancelOpening(): void {
    void this.#ask(this.#options.main.ask('cancelOpening'));
  }

  cancelSaving(): void {
    void this.#ask(this.#options.main.ask('cancelSaving'));
  }

  /** The answer, or null where it is a failure, of which the person is told. */
  async #ask<T>(asked: Promise<Outcome<T>>): Promise<{ readonly value: T } | null> {
    const outcome = await asked;
    if (outcome.ok) return outcome;
    if (outcome.code !== 'cancelled') this.#options.show({ level: 'error', text: outcome.message });
    return null;
  }
}
