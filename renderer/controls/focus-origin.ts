/** Whether the focus came where it is by a key or by the pointer. */
export class FocusOrigin {
  #lastInput: 'key' | 'pointer' = 'key';
  #focusedBy: 'key' | 'pointer' = 'key';

  get byKeyboard(): boolean {
    return this.#focusedBy === 'key';
  }

  /** Listens to a window from now on; returns what ends that. */
  watch(target: Window): () => void {
    const ending = new AbortController();
    const options = { signal: ending.signal, capture: true };
    target.addEventListener('keydown', () => (this.#lastInput = 'key'), options);
    target.addEventListener('pointerdown', () => this.#press(), options);
    target.addEventListener('focusin', () => (this.#focusedBy = this.#lastInput), options);
    return () => ending.abort();
  }

  /** A button that has the focus already gets no event for it when it is clicked. */
  #press(): void {
    this.#lastInput = 'pointer';
    this.#focusedBy = 'pointer';
  }
}
