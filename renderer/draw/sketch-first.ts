import { Latest } from '../state/latest';

export interface SketchFirstOptions<A, R> {
  /** Answers soon, but perhaps not completely. */
  readonly sketch: (asked: A) => Promise<R>;
  /** Asked where the sketch was not complete; its signal is aborted when something newer is asked. */
  readonly complete: (asked: A, signal: AbortSignal) => Promise<R>;
  readonly isComplete: (result: R) => boolean;
  /** Only for answers nothing newer has been asked since. */
  readonly onResult: (result: R, asked: A) => void;
}

/** Questions that are answered twice where the whole answer takes long; the newest question wins. */
export class SketchFirst<A, R> {
  readonly #options: SketchFirstOptions<A, R>;
  readonly #sketches: Latest<A, R>;
  #completing = new AbortController();

  constructor(options: SketchFirstOptions<A, R>) {
    this.#options = options;
    const onResult = (result: R, asked: A): void => {
      options.onResult(result, asked);
      if (!options.isComplete(result)) void this.#complete(asked);
    };
    this.#sketches = new Latest({ task: options.sketch, onResult });
  }

  ask(asked: A): void {
    this.#completing.abort();
    this.#sketches.ask(asked);
  }

  /** Nothing is asked or answered any more. */
  close(): void {
    this.#completing.abort();
    this.#sketches.close();
  }

  async #complete(asked: A): Promise<void> {
    this.#completing = new AbortController();
    const { signal } = this.#completing;
    // A failed answer leaves the sketch on show; whoever answers tells the person.
    const answer = await this.#options.complete(asked, signal).then(
      (result) => ({ result }),
      () => null
    );
    if (answer && !signal.aborted) this.#options.onResult(answer.result, asked);
  }
}
