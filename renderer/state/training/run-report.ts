import type { Notice, TrainEnd, TrainingState } from '@contract';
import type { EngineLink } from '../../link/engine-link';
import type { TrainingCurve } from './curve.svelte';
import { END_SENTENCES } from './run-end';

export interface RunReportOptions {
  readonly engine: EngineLink;
  readonly curve: TrainingCurve;
  readonly show: (notice: Notice) => void;
}

/** Says in one line how a run ended that was followed; returns what ends that. */
export function reportRuns({ engine, curve, show }: RunReportOptions): () => void {
  let before: TrainingState['phase'] = 'idle';
  // On the port the end comes behind the last points; what main says may come before them.
  return engine.onPush((message) => {
    if (message.type !== 'training-state') return;
    const { state } = message;
    if (state.phase === 'idle' && state.last?.run === curve.run && before !== 'idle') {
      const notice = reportOf(state.last.end, curve);
      if (notice) show(notice);
    }
    before = state.phase;
  });
}

function reportOf(end: TrainEnd, { last, snrDb }: TrainingCurve): Notice | null {
  if (!last) return null;
  const accuracy = snrDb === null ? '' : `, ${snrDb.toFixed(1)} dB on held-out noise`;
  return {
    level: end === 'diverged' ? 'warning' : 'info',
    text: `Trained for ${last.seconds.toFixed(1)} s${accuracy}. ${END_SENTENCES[end]}`
  };
}
