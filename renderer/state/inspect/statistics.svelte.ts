import type { HistoryMoment, InspectedNetwork, WeightStatistics, WeightSummary } from '@contract';
import type { EngineLink } from '../../link/engine-link';
import { Newest, type Answer } from './newest.svelte';

/** All weights at one step of a run. */
export interface SeenMoment {
  readonly step: number;
  readonly summary: WeightSummary;
}

/** Statistics look at every weight, so they follow a run at most twice a second. */
const PAUSE_MS = 500;
/** Moments seen of one run that are kept. */
export const MAX_MOMENTS = 256;

/** Statistics of the weights looked at, and those of the same run that were seen before. */
export class Statistics {
  readonly #newest: Newest<InspectedNetwork, WeightStatistics>;
  #moments = $state.raw<readonly SeenMoment[]>([]);
  #series: string | null = null;

  constructor(engine: EngineLink) {
    this.#newest = new Newest({
      ask: () => engine.ask('weight-statistics', {}),
      keyOf: ({ revision }) => String(revision),
      pauseMs: PAUSE_MS,
      onAnswer: (answer) => this.#keep(answer)
    });
  }

  get answer(): Answer<InspectedNetwork, WeightStatistics> | null {
    return this.#newest.answer;
  }

  get problem(): string | null {
    return this.#newest.problem;
  }

  /** In the order of their steps, at most `MAX_MOMENTS`. */
  get moments(): readonly SeenMoment[] {
    return this.#moments;
  }

  follow(inspected: InspectedNetwork | null): void {
    this.#newest.follow(inspected);
  }

  forget(): void {
    this.#newest.forget();
  }

  dispose(): void {
    this.#newest.close();
  }

  /** Weights changed on trial are none of the run's own. */
  #keep({ asked, value }: Answer<InspectedNetwork, WeightStatistics>): void {
    const series = JSON.stringify([asked.network, asked.run]);
    if (series !== this.#series) this.#moments = [];
    this.#series = series;
    if (asked.experiment === null) this.#moments = withMoment(this.#moments, { step: asked.step, summary: value });
  }
}

/** The moments with one more, which takes the place of one at the same step; every second one goes where they are too many. */
export function withMoment(moments: readonly SeenMoment[], moment: SeenMoment): readonly SeenMoment[] {
  const others = moments.filter(({ step }) => step !== moment.step);
  const all = [...others, moment].sort((a, b) => a.step - b.step);
  return all.length <= MAX_MOMENTS ? all : all.filter((_, i) => i % 2 === 0 || i === all.length - 1);
}

/** What was seen together with what a run has kept, which is exact where both have a step. */
export function mergeMoments(seen: readonly SeenMoment[], kept: readonly HistoryMoment[]): readonly SeenMoment[] {
  const known = new Set(kept.map(({ step }) => step));
  return [...kept, ...seen.filter(({ step }) => !known.has(step))]
    .map(({ step, summary }) => ({ step, summary }))
    .sort((a, b) => a.step - b.step);
}
