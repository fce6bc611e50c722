import type { AppEvent, Notice } from '@contract';

/** How long a line that only informs stays. */
export const INFO_MS = 8000;

/** Long enough to have read a sentence. */
export const READ_MS = 3000;

/** The line of the status bar: the newest notice. Warnings and errors stay until they are dismissed or followed by another, errors until something went well. */
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

  /** Something went well: an error from before makes room. One that just came may tell of the same, and stays a while. */
  retire(now = performance.now()): void {
    if (this.#current?.level !== 'error') return;
    clearTimeout(this.#timer);
    const age = now - this.#shownAt;
    if (age >= READ_MS) this.dismiss();
    else this.#timer = setTimeout(() => this.dismiss(), INFO_MS - age);
  }

  dismiss(): void {
    clearTimeout(this.#timer);
    this.#current = null;
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}

/** Whether an event tells that something went well, so that errors from before are no longer of use. */
export function isGoodNews(event: AppEvent): boolean {
  switch (event.type) {
    case 'clip':
      return true;
    case 'network':
      // The weights of a run change all the time, which proves nothing.
      return event.network.source !== 'training';
    case 'engine':
      return event.state.phase === 'ready';
    case 'training':
      return event.training.phase === 'training' || event.training.phase === 'idle';
    default:
      return false;
  }
}
