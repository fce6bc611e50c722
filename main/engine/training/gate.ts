import type { Pace } from '../../learn/train';

/** Holds a run and lets it go on, at will or by single steps. */
export class Gate implements Pace {
  #held: boolean;
  #steps = 0;
  #wake: (() => void) | null = null;

  constructor(held = false) {
    this.#held = held;
  }

  get held(): boolean {
    return this.#held;
  }

  hold(): void {
    this.#held = true;
  }

  /** Lets one step through a gate that is held. */
  step(): void {
    this.#steps += 1;
    this.#wake?.();
  }

  release(): void {
    this.#held = false;
    this.#wake?.();
  }

  async turn(): Promise<void> {
    if (this.#held && this.#steps === 0) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
      this.#wake = null;
    }
    if (this.#held && this.#steps > 0) this.#steps -= 1;
    else this.#steps = 0;
  }
}
