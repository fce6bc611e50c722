import type { Notice, TrainingState } from '@contract';
import type { EngineLink } from '../link/engine-link';
import type { TrainingCurve } from './training.svelte';

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
    const { phase } = message.state;
    const text = phase === 'idle' ? reportOf(before === 'stopping', curve) : null;
    if (text !== null && before !== 'idle') show({ level: 'info', text });
    before = phase;
  });
}

function reportOf(stopped: boolean, { last, snrDb }: TrainingCurve): string | null {
  if (!last) return null;
  const accuracy = snrDb === null ? '' : `: ${snrDb.toFixed(1)} dB on held-out noise`;
  return `${stopped ? 'Stopped after' : 'Trained in'} ${last.seconds.toFixed(1)} s${accuracy}. Ctrl+S saves it.`;
}
