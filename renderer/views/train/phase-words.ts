import { METHOD_TITLES, type TrainingState } from '@contract';
import { formatCount } from '../../controls/format';
import { END_SENTENCES } from '../../state/training/run-end';

export interface Moment {
  readonly training: TrainingState;
  /** Steps of the present or last run. */
  readonly step: number;
  /** Whether there are runs at all. */
  readonly hasRuns: boolean;
}

/** What the training is at, and what a person can do now, in a sentence or two. */
export function momentWords({ training, step, hasRuns }: Moment): string {
  switch (training.phase) {
    case 'idle':
      if (training.last) return `The run is over. ${END_SENTENCES[training.last.end]}`;
      return hasRuns
        ? 'No run is under way.'
        : 'Nothing was trained yet. Train begins with random weights, and you watch them learn.';
    case 'starting':
      return 'Starting…';
    case 'training': {
      const { network, method, seed } = training.plan;
      return `Training ${network} by ${METHOD_TITLES[method]}, seed ${seed}.`;
    }
    case 'paused':
      return `Paused after step ${formatCount(step)}: Continue goes on, Step takes one.`;
    case 'stopping':
      return 'Stopping after the step under way…';
    case 'recovering':
      return `The engine was lost; the run goes on from its last checkpoint. ${training.reason}`;
    case 'failed':
      return `The run failed. ${training.reason} What it had learned is kept; Train begins another.`;
  }
}
