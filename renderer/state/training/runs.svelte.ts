import type { ExportFormat, Notice, Outcome, RunInfo } from '@contract';
import type { MainLink } from '../../link/main-link';
import type { SessionState } from '../session.svelte';
import type { PastCurves } from './past-curves.svelte';

export interface RunsOptions {
  readonly main: MainLink;
  readonly session: SessionState;
  readonly curves: PastCurves;
  readonly show: (notice: Notice) => void;
}

/** More curves than this cannot be told apart. */
export const MOST_OVERLAID = 8;

export const LONGEST_NAME = 120;
export const LONGEST_NOTES = 4000;

/** The runs on disk, what of them is on the chart, and what was deleted. */
export class Runs {
  readonly #options: RunsOptions;
  #overlaid = $state.raw<readonly string[]>([]);
  #deleted = $state.raw<readonly RunInfo[]>([]);
  /** On the chart, in the order in which they were put there. */
  readonly overlaid: readonly RunInfo[] = $derived.by(() =>
    this.#overlaid.flatMap((id) => this.list.find((run) => run.id === id) ?? [])
  );
  /** The run deleted last, which `undo` brings back. */
  readonly deleted: RunInfo | null = $derived(this.#deleted[this.#deleted.length - 1] ?? null);

  constructor(options: RunsOptions) {
    this.#options = options;
  }

  /** Newest first. */
  get list(): readonly RunInfo[] {
    return this.#options.session.runs;
  }

  find(id: string | null): RunInfo | null {
    return this.list.find((run) => run.id === id) ?? null;
  }

  isOverlaid(run: string): boolean {
    return this.#overlaid.includes(run);
  }

  /** Puts the curve of a run on the chart. */
  overlay(run: string): void {
    if (this.isOverlaid(run)) return;
    if (this.overlaid.length >= MOST_OVERLAID) {
      const text = `${MOST_OVERLAID} runs are on the chart already: take one off first.`;
      return this.#options.show({ level: 'warning', text });
    }
    this.#overlaid = [...this.overlaid.map(({ id }) => id), run];
    void this.#options.curves.open(run);
  }

  takeOff(run: string): void {
    this.#overlaid = this.#overlaid.filter((id) => id !== run);
  }

  /** @returns why the name is refused, as a sentence; null where it is taken */
  rename(run: string, wanted: string): string | null {
    const name = wanted.trim();
    if (name === '') return 'A run needs a name.';
    if (name.length > LONGEST_NAME) return `A name has at most ${LONGEST_NAME} characters.`;
    void this.#ask(this.#options.main.ask('describeRun', { run, name }));
    return null;
  }

  note(run: string, notes: string): void {
    void this.#ask(this.#options.main.ask('describeRun', { run, notes }));
  }

  /** Shows the best weights of a run. */
  async use(run: string): Promise<void> {
    await this.#ask(this.#options.main.ask('useRun', { run }));
  }

  async delete(run: string): Promise<void> {
    const info = this.find(run);
    const gone = await this.#ask(this.#options.main.ask('deleteRun', { run }));
    if (!gone || !info) return;
    this.#deleted = [...this.#deleted, info];
    this.#options.curves.forget(run);
  }

  /** Brings back the run deleted last. */
  async undo(): Promise<void> {
    const { main, show } = this.#options;
    const answer = await this.#ask(main.ask('undeleteRun'));
    if (!answer) return;
    const { value } = answer;
    this.#deleted = value ? this.#deleted.filter(({ id }) => id !== value.id) : [];
    show({ level: 'info', text: value ? `${value.name} is back.` : 'There is nothing to undo.' });
  }

  /** The line about the run deleted last goes; it can still be brought back. */
  dismissDeleted(): void {
    this.#deleted = [];
  }

  /** @param run null for the weights in use */
  async exportNetwork(run: string | null, format: ExportFormat): Promise<void> {
    await this.#ask(this.#options.main.ask('exportNetwork', { run, format }));
  }

  async exportCurve(run: string): Promise<void> {
    await this.#ask(this.#options.main.ask('exportCurve', { run }));
  }

  /** @param name of the file, without its ending */
  async savePicture(name: string, picture: Blob): Promise<void> {
    const png = new Uint8Array(await picture.arrayBuffer());
    await this.#ask(this.#options.main.ask('savePicture', { name: name.slice(0, 80), png }));
  }

  /** The answer, or null where it is a failure, of which the person is told. */
  async #ask<T>(asked: Promise<Outcome<T>>): Promise<{ readonly value: T } | null> {
    const outcome = await asked;
    if (outcome.ok) return outcome;
    if (outcome.code !== 'cancelled') this.#options.show({ level: 'error', text: outcome.message });
    return null;
  }
}
