import type { Notice } from '@contract';

/** How long a line that only informs stays. */
export const INFO_MS = 8000;

/** Long enough to have read a sentence. */
export const READ_MS = 3000;

/** The line of the status bar: the newest notice. Warnings and errors stay until they are dismissed or followed by another. */
export class Notices {
  #current = $state.raw<Notice | null>(null);
  #shownAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  get current(): Notice | null {
    return this.#current;
  }

  show(notice: Notice, now = performance.now()): void {
    clearTimeout(this.#timer);
    this.#shownAt = now;
    this.#current = notice;
    if (notice.level === 'info') this.#timer = setTimeout(() => this.dismiss(), INFO_MS);
  }

  /** Shows several that are due at once: the gravest, since there is one line. */
  showAll(notices: readonly Notice[]): void {
    const rank = { info: 0, warning: 1, error: 2 } as const;
    const gravest = notices.reduce<Notice | null>(
      (worst, notice) => (worst === null || rank[notice.level] > rank[worst.level] ? notice : worst),
      null
    );
    if (gravest) this.show(gravest);
  }

  /** Something went well: what stood long enough to be read makes room. */
  retire(now: number): void {
    if (now - this.#shownAt >= READ_MS) this.dismiss();
  }

  dismiss(): void {
    clearTimeout(this.#timer);
    this.#current = null;
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
