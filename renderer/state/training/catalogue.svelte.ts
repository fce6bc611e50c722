import type { MethodName, NetworkFacts, NetworkName, RecipeInfo } from '@contract';
import type { EngineLink } from '../../link/engine-link';

/** What there is to train, and how, as the analysis engine tells. It is the same for every engine of one build. */
export class Catalogue {
  #networks = $state.raw<readonly NetworkFacts[]>([]);
  readonly #engine: EngineLink;
  readonly #onFailure: (error: unknown) => void;
  readonly #ending = new AbortController();

  constructor(engine: EngineLink, onFailure: (error: unknown) => void) {
    this.#engine = engine;
    this.#onFailure = onFailure;
    void this.#read();
  }

  /** Empty until the engine has answered. */
  get networks(): readonly NetworkFacts[] {
    return this.#networks;
  }

  factsOf(network: NetworkName): NetworkFacts | null {
    return this.#networks.find(({ name }) => name === network) ?? null;
  }

  /** The recipe of a network for one of its methods. */
  recipeOf(network: NetworkName, method: MethodName): RecipeInfo | null {
    return this.factsOf(network)?.recipes.find((recipe) => recipe.method === method) ?? null;
  }

  dispose(): void {
    this.#ending.abort();
  }

  async #read(): Promise<void> {
    const { signal } = this.#ending;
    try {
      const { networks } = await this.#engine.ask('catalogue', {}, { signal });
      this.#networks = networks;
    } catch (error) {
      if (!signal.aborted) this.#onFailure(error);
    }
  }
}
