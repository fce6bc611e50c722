/** Slices a second to choose from. */
export const SLICE_SPEEDS = [5, 10, 25, 40] as const;
export type SliceSpeed = (typeof SLICE_SPEEDS)[number];

interface Clock {
  readonly request: (callback: (milliseconds: number) => void) => number;
  readonly cancel: (handle: number) => void;
}

export interface SlicePlayerOptions {
  /** Whether the slice on show is all there: the next one waits until then. */
  readonly ready: () => boolean;
  readonly advance: () => void;
  /** Calls back once a frame of the screen, with its time. */
  readonly clock?: Clock;
}

const SCREEN: Clock = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => cancelAnimationFrame(handle)
};

/** Goes from slice to slice by itself. */
export class SlicePlayer {
  readonly #options: SlicePlayerOptions;
  readonly #clock: Clock;
  #playing = $state(false);
  #speed = $state<SliceSpeed>(25);
  #handle: number | null = null;
  #due: number | null = null;

  constructor(options: SlicePlayerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? SCREEN;
  }

  get playing(): boolean {
    return this.#playing;
  }

  /** Slices a second. */
  get speed(): SliceSpeed {
    return this.#speed;
  }

  setSpeed(speed: SliceSpeed): void {
    this.#speed = speed;
  }

  toggle(): void {
    if (this.#playing) this.stop();
    else this.#start();
  }

  stop(): void {
    this.#playing = false;
    if (this.#handle !== null) this.#clock.cancel(this.#handle);
    this.#handle = null;
    this.#due = null;
  }

  #start(): void {
    this.#playing = true;
    this.#handle = this.#clock.request(this.#tick);
  }

  readonly #tick = (now: number): void => {
    const period = 1000 / this.#speed;
    this.#due ??= now + period;
    if (now >= this.#due && this.#options.ready()) {
      this.#options.advance();
      // A late slice does not delay those after it, but what is lost by a slow engine is not caught up with.
      this.#due = (now - this.#due < period ? this.#due : now) + period;
    }
    if (this.#playing) this.#handle = this.#clock.request(this.#tick);
  };
}
