import type { MapInfo } from '@contract';
import type { EngineLink } from '../../link/engine-link';
import type { Span } from '../view-maths';

/**
 * Columns outside of which the weights of a slice vanish by construction. They follow from what a network is, not from
 * what it learned, so each is asked for once.
 */
export class Bands {
  readonly #engine: EngineLink;
  readonly #onFailure: (error: unknown) => void;
  #spans = $state.raw<ReadonlyMap<string, Span>>(new Map());
  #asked = new Set<string>();
  #controller = new AbortController();

  constructor(engine: EngineLink, onFailure: (error: unknown) => void) {
    this.#engine = engine;
    this.#onFailure = onFailure;
  }

  /** null while it is on its way (`ask` asks), and where no weight vanishes. */
  of({ id, columns }: MapInfo, slice: number): Span | null {
    const span = this.#spans.get(keyOf(id, slice));
    return span && (span.low > 0 || span.high < columns.count * Math.max(1, columns.parts.length)) ? span : null;
  }

  ask({ id, filters }: MapInfo, slice: number): void {
    const key = keyOf(id, slice);
    if (!filters || this.#asked.has(key)) return;
    this.#asked.add(key);
    const { signal } = this.#controller;
    this.#engine.ask('weight-row', { map: id, slice, row: 0 }, { signal }).then(
      ({ band }) => (this.#spans = new Map(this.#spans).set(key, { low: band.start, high: band.end })),
      (error: unknown) => {
        if (!signal.aborted) this.#onFailure(error);
      }
    );
  }

  /** Another network has other bands. */
  forget(): void {
    this.#controller.abort();
    this.#controller = new AbortController();
    this.#asked = new Set();
    this.#spans = new Map();
  }

  dispose(): void {
    this.#controller.abort();
  }
}

function keyOf(map: string, slice: number): string {
  return `${map} ${slice}`;
}
