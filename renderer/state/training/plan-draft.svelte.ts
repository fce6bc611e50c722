import { METHODS_OF } from '@contract';
import type { DataKind, MethodName, NetworkFacts, NetworkName, RecipeInfo, TrainingPlan } from '@contract';
import type { TrainingChoice } from '@contract/schemas';
import type { Catalogue } from './catalogue.svelte';
import { refusalOf, type PlanNumber } from './plan-rules';
import { randomSeed } from './random-seed';

/** What ends a run besides a person: a curve that no longer rises, an accuracy reached, a count of epochs. */
export type EndKind = 'plateau' | 'snr' | 'epochs';

/** What of a plan follows the recipe where a person asks for nothing else. */
type Recommended = Pick<
  TrainingPlan,
  'batch' | 'learningRate' | 'momentum' | 'examples' | 'data' | 'untilDb' | 'epochs'
>;
export type PlanField = keyof Recommended;

const FIRST_AIM_DB = 120;
const FIRST_EPOCHS = 10;
const FIRST_FIXED_SET = 15_000;

/** Goes through one set of examples again and again, at no rate of its own. */
export function isSolver(method: MethodName): boolean {
  return method === 'least-squares' || method === 'conjugate-gradients';
}

/** The plan of the next run as a person puts it together: the recipe, and what differs from it. */
export class PlanDraft {
  readonly #catalogue: Catalogue;
  #network = $state<NetworkName>('shared-frame');
  #method = $state<MethodName>(METHODS_OF['shared-frame'][0]);
  #seed = $state(randomSeed());
  #changes = $state.raw<Partial<Recommended>>({});
  readonly facts: NetworkFacts | null = $derived.by(() => this.#catalogue.factsOf(this.#network));
  readonly recipe: RecipeInfo | null = $derived.by(() => this.#catalogue.recipeOf(this.#network, this.#method));
  /** null until it is known what there is to train. */
  readonly plan: TrainingPlan | null = $derived.by(() => {
    if (!this.recipe) return null;
    return {
      network: this.#network,
      method: this.#method,
      seed: this.#seed,
      ...recommended(this.recipe),
      ...this.#changes
    };
  });
  readonly end: EndKind = $derived(this.plan ? endOf(this.plan) : 'plateau');

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  get network(): NetworkName {
    return this.#network;
  }

  get method(): MethodName {
    return this.#method;
  }

  /** The plan as main is asked for it, every part of it said. */
  get choice(): TrainingChoice | null {
    const { plan } = this;
    if (!plan) return null;
    const { momentum, ...rest } = plan;
    return plan.method === 'sgd' ? { ...rest, momentum } : rest;
  }

  /** Another network, by its own recipe. */
  useNetwork(network: NetworkName): void {
    this.#network = network;
    this.#method = METHODS_OF[network][0];
    this.#changes = {};
  }

  /** Another method, by its own recipe; the data stay. */
  useMethod(method: MethodName): void {
    const { data } = this.#changes;
    this.#method = method;
    this.#changes = data === undefined ? {} : { data };
  }

  /** Takes a number in, or returns a sentence that says what is allowed. */
  set(name: PlanNumber, value: number): string | null {
    const refusal = refusalOf(name, value);
    if (refusal !== null) return refusal;
    if (name === 'seed') this.#seed = value;
    else this.#change({ [name]: value });
    return null;
  }

  useData(data: DataKind): void {
    this.#change({ data });
  }

  /** A fixed set, or fresh examples every step. */
  useFixedSet(fixed: boolean): void {
    this.#change({ examples: fixed ? (this.recipe?.examples ?? FIRST_FIXED_SET) : null });
  }

  useEnd(end: EndKind): void {
    const epochs = end === 'epochs' ? (this.recipe?.epochs ?? FIRST_EPOCHS) : null;
    this.#change({ epochs, untilDb: end === 'snr' ? FIRST_AIM_DB : null });
  }

  useNewSeed(): void {
    this.#seed = randomSeed();
  }

  /** Whether a part differs from the recipe. */
  differs(field: PlanField): boolean {
    const { plan, recipe } = this;
    return plan !== null && recipe !== null && plan[field] !== recommended(recipe)[field];
  }

  /** Back to the recipe. */
  reset(...fields: readonly PlanField[]): void {
    const kept = Object.entries(this.#changes).filter(([name]) => !fields.some((field) => field === name));
    this.#changes = Object.fromEntries(kept);
  }

  /** The plan of a run, to begin another from. */
  adopt({ network, method, seed, ...rest }: TrainingPlan): void {
    this.#network = network;
    this.#method = method;
    this.#seed = seed;
    this.#changes = rest;
  }

  #change(changes: Partial<Recommended>): void {
    this.#changes = { ...this.#changes, ...changes };
  }
}

function recommended({ batch, learningRate, momentum, examples, epochs }: RecipeInfo): Recommended {
  return { batch, learningRate, momentum, examples, epochs, untilDb: null, data: 'noise' };
}

function endOf({ untilDb, epochs }: TrainingPlan): EndKind {
  if (untilDb !== null) return 'snr';
  return epochs === null ? 'plateau' : 'epochs';
}
