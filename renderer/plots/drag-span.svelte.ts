/** A drag shorter than this, in CSS pixels, is a click. */
const LEAST_DRAG = 5;

/** A stretch of a figure that is dragged open with the pointer, in CSS pixels from its left edge. */
export interface DraggedSpan {
  readonly left: number;
  readonly width: number;
}

/** Follows a drag from where it begins. */
export class DragSpan {
  #ends = $state.raw<{ readonly from: number; readonly to: number } | null>(null);

  /** Whether the pointer is held. */
  get held(): boolean {
    return this.#ends !== null;
  }

  /** null where nothing is dragged, or not far enough. */
  get span(): DraggedSpan | null {
    if (!this.#ends) return null;
    const { from, to } = this.#ends;
    return Math.abs(to - from) < LEAST_DRAG ? null : { left: Math.min(from, to), width: Math.abs(to - from) };
  }

  begin(x: number): void {
    this.#ends = { from: x, to: x };
  }

  /** The pointer that is held is at `x`. */
  move(x: number): void {
    if (this.#ends) this.#ends = { ...this.#ends, to: x };
  }

  cancel(): void {
    this.#ends = null;
  }

  /** Ends the drag; returns what it opened. */
  end(): DraggedSpan | null {
    const { span } = this;
    this.#ends = null;
    return span;
  }
}
