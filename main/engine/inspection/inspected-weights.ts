import { AppError, type InspectedNetwork } from '@contract';
import type { FilledMap } from '../../learn/inspect/weight-map';
import { mapsOf } from '../../learn/inspect/weight-maps';
import { weightCount } from '../../learn/shapes';

/** Weights to look at, with what is known of them. */
export interface LookedAt extends Omit<InspectedNetwork, 'revision' | 'parameters' | 'maps'> {
  /** As the network stores them; nobody may change them from now on. */
  readonly weights: Float32Array;
}

/** What the calls about weights look at; null while there is nothing. */
export interface Inspected {
  readonly info: InspectedNetwork;
  readonly weights: Float32Array;
}

/** The weights that are looked at, and their maps. */
export class InspectedWeights {
  readonly #onChange: (info: InspectedNetwork) => void;
  readonly #filled = new Map<string, FilledMap>();
  #inspected: Inspected | null = null;
  #revision = 0;

  /** @param onChange told of every change, however often */
  constructor(onChange: (info: InspectedNetwork) => void) {
    this.#onChange = onChange;
  }

  /** null where no weights are there yet. */
  get info(): InspectedNetwork | null {
    return this.#inspected?.info ?? null;
  }

  /** @throws AppError `not-found` where no weights are there yet */
  get current(): Inspected {
    if (this.#inspected) return this.#inspected;
    throw new AppError('not-found', 'There are no weights to look at. Load a checkpoint or train a network.');
  }

  /** Looks at other weights. */
  look({ weights, ...facts }: LookedAt): InspectedNetwork {
    const { network } = facts;
    const maps = mapsOf(network).map(({ info }) => info);
    this.#revision += 1;
    const info = { ...facts, maps, parameters: weightCount(network), revision: this.#revision };
    this.#inspected = { info, weights };
    this.#filled.clear();
    this.#onChange(info);
    return info;
  }

  /**
   * A map with the weights that are looked at.
   * @throws AppError `bad-request` where the network has no such map, `not-found` where there are no weights
   */
  map(id: string): FilledMap {
    const { info, weights } = this.current;
    const known = this.#filled.get(id);
    if (known) return known;
    const map = mapsOf(info.network).find((each) => each.info.id === id);
    if (!map) {
      const ids = info.maps.map((each) => each.id).join(', ');
      throw new AppError('bad-request', `${info.network} has no map "${id}"; it has ${ids}.`);
    }
    const filled = { map, learned: map.learned(weights) };
    this.#filled.set(id, filled);
    return filled;
  }
}
