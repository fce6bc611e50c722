export type Paint = (milliseconds: number) => void;

interface Clock {
  readonly request: (callback: Paint) => number;
  readonly cancel: (handle: number) => void;
}

/** Gathers everything that wants to draw into one animation-frame callback; idle while nothing changed. */
export class FrameLoop {
  readonly #clock: Clock;
  #wanted = new Set<Paint>();
  #handle: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls `paint` once in the next frame, however often it is asked for until then. */
  request(paint: Paint): void {
    this.#wanted.add(paint);
    this.#handle ??= this.#clock.request((time) => this.#run(time));
  }

  /** Ends a request: what closes, calls this. */
  cancel(paint: Paint): void {
    this.#wanted.delete(paint);
    if (this.#wanted.size > 0 || this.#handle === null) return;
    this.#clock.cancel(this.#handle);
    this.#handle = null;
  }

  #run(time: number): void {
    const wanted = this.#wanted;
    this.#wanted = new Set();
    this.#handle = null;
    for (const paint of wanted) {
      // One pane that fails must not leave the others undrawn.
      try {
        paint(time);
      } catch (error) {
        reportError(error);
      }
    }
  }
}

/** The page's one animation-frame loop. */
export const frameLoop = new FrameLoop({
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => cancelAnimationFrame(handle)
});
