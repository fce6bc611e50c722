import type { InspectedNetwork, RunInfo } from '@contract';
import { formatCount } from '../../controls/format';

const PRECISION_WORDS = {
  float32: null,
  tf32: 'rounded to TF32',
  float16: 'rounded to float16',
  bfloat16: 'rounded to bfloat16',
  int8: 'rounded to int8'
} as const;

/** That a moment of a run is looked at, as a sentence; null where the network in use is. */
export function momentWords({ from, run, step }: InspectedNetwork, runs: readonly RunInfo[]): string | null {
  if (from !== 'moment') return null;
  const name = runs.find(({ id }) => id === run)?.name ?? 'a run that is gone';
  return `Looking at step ${formatCount(step)} of ${name}.`;
}

/** What is tried on the weights, as a sentence; null where nothing is. */
export function trialWords({ experiment }: InspectedNetwork): string | null {
  if (!experiment) return null;
  const { pruning, precision } = experiment;
  const pruned =
    pruning.kind === 'none'
      ? null
      : pruning.kind === 'bands'
        ? 'pruned to the bands'
        : `pruned below ${pruning.below.toExponential(1)}`;
  return `On trial: weights ${[pruned, PRECISION_WORDS[precision]].filter((part) => part !== null).join(' and ')}.`;
}
