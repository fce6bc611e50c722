import type { InspectedNetwork, WeightRow, WeightStatistics } from '@contract';
import type { EngineLink } from '../../link/engine-link';
import { Latest } from '../latest';

/** Which row of a network is glimpsed at: that of a bin in a frame. */
const BIN = 5;
const SLICE = 10;

/** Two small things about the weights looked at, asked for anew when these change: one row, and the energy where none should be. */
export class Glimpse {
  readonly #engine: EngineLink;
  readonly #rows: Latest<InspectedNetwork, WeightRow | null>;
  readonly #statistics: Latest<InspectedNetwork, WeightStatistics | null>;
  #row = $state.raw<WeightRow | null>(null);
  #outside = $state<number | null>(null);

  constructor(engine: EngineLink) {
    this.#engine = engine;
    this.#rows = new Latest({ task: (of) => this.#askRow(of), onResult: (row) => (this.#row = row) });
    this.#statistics = new Latest({
      task: (of) => this.#askStatistics(of),
      onResult: (found) => (this.#outside = found && shareOutside(found))
    });
  }

  /** The bin that the row belongs to. */
  get bin(): number {
    return BIN;
  }

  /** Of the first map of filters; null where the network has none, and until it is there. */
  get row(): WeightRow | null {
    return this.#row;
  }

  /** Share of the energy of all weights that lies where exact weights vanish, 0 to 1; null where it is not known. */
  get outside(): number | null {
    return this.#outside;
  }

  look(inspected: InspectedNetwork): void {
    this.#rows.ask(inspected);
  }

  /** Takes a pass over all weights. */
  measure(inspected: InspectedNetwork): void {
    this.#statistics.ask(inspected);
  }

  dispose(): void {
    this.#rows.close();
    this.#statistics.close();
  }

  async #askRow({ maps }: InspectedNetwork): Promise<WeightRow | null> {
    const map = maps.find(({ filters, rows }) => filters && rows.count > BIN);
    if (!map) return null;
    return await this.#engine.ask('weight-row', { map: map.id, slice: Math.min(SLICE, map.slices - 1), row: BIN });
  }

  async #askStatistics({ network }: InspectedNetwork): Promise<WeightStatistics | null> {
    return network === 'dense-stft' ? await this.#engine.ask('weight-statistics', {}) : null;
  }
}

function shareOutside({ insideEnergy, outsideEnergy }: WeightStatistics): number | null {
  const whole = insideEnergy + outsideEnergy;
  return whole > 0 ? outsideEnergy / whole : null;
}
