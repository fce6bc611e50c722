import type { TrainingPoint } from '@contract';

const COLUMNS = ['step', 'epoch', 'mse', 'snr_db', 'seconds', 'ms_per_step', 'learning_rate'].join(',');

/** A curve as comma-separated values with a line of names; an accuracy that was not measured is left empty. */
export function curveCsv(points: readonly TrainingPoint[]): string {
  const rows = points.map(({ step, epoch, mse, snrDb, seconds, msPerStep, learningRate }) =>
    [step, epoch, mse, snrDb ?? '', seconds, msPerStep, learningRate].join(',')
  );
  return `${[COLUMNS, ...rows].join('\n')}\n`;
}
