import type { TrainingPoint } from '@contract';

/** Bottom of the error axis; no float32 network gets there, and the name of the lowest landmark has room above it. */
export const LEAST_MSE = 1e-18;

/** Columns as uPlot takes them. */
export interface LearningColumns {
  readonly steps: number[];
  readonly mse: number[];
  /** null between two measurements. */
  readonly snrDb: (number | null)[];
}

/**
 * At most about `most` points: of each stretch of steps the points with the least and the greatest error, and every
 * stretch's last measured accuracy. First and last point are always there.
 */
export function thinPoints(points: readonly TrainingPoint[], most: number): readonly TrainingPoint[] {
  if (!Number.isInteger(most) || most < 8)
    throw new RangeError(`A curve needs room for at least 8 points, not ${most}.`);
  if (points.length <= most) return points;
  const stretches = Math.floor((most - 2) / 3);
  const kept = new Set([0, points.length - 1]);
  for (let s = 0; s < stretches; s++) {
    const start = Math.floor((s * points.length) / stretches);
    const end = Math.floor(((s + 1) * points.length) / stretches);
    for (const i of extremes(points, start, end)) kept.add(i);
  }
  return points.filter((_, i) => kept.has(i));
}

/** Places of the least and the greatest error, and of the last measured accuracy where there is one. */
function extremes(points: readonly TrainingPoint[], start: number, end: number): readonly number[] {
  let least = start;
  let greatest = start;
  let measured: number | null = null;
  for (let i = start; i < end; i++) {
    const mse = points[i]?.mse ?? 0;
    if (mse < (points[least]?.mse ?? 0)) least = i;
    if (mse > (points[greatest]?.mse ?? 0)) greatest = i;
    if ((points[i]?.snrDb ?? null) !== null) measured = i;
  }
  return measured === null ? [least, greatest] : [least, greatest, measured];
}

/** Errors below the axis are drawn on its bottom: an error of zero has no logarithm. */
export function learningColumns(points: readonly TrainingPoint[]): LearningColumns {
  return {
    steps: points.map(({ step }) => step),
    mse: points.map(({ mse }) => Math.max(LEAST_MSE, mse)),
    snrDb: points.map(({ snrDb }) => snrDb)
  };
}

/** Top of the error axis: the power of ten above the largest error, at least that of answering zero. */
export function greatestMse(points: readonly TrainingPoint[]): number {
  const largest = points.reduce((most, { mse }) => (Number.isFinite(mse) ? Math.max(most, mse) : most), 0.005);
  return 10 ** Math.ceil(Math.log10(largest) - 1e-9);
}

/** Powers of ten from the bottom of the error axis to `top`, at most `most` of them, 1, 2 or 5 apart. */
export function evenPowers(top: number, most: number): number[] {
  const low = Math.round(Math.log10(LEAST_MSE));
  const high = Math.floor(Math.log10(top) + 1e-9);
  const apart = [1, 2, 5, 10].find((step) => Math.floor((high - low) / step) + 1 <= most) ?? 20;
  // Counted from the top, where the curve begins.
  return Array.from({ length: Math.floor((high - low) / apart) + 1 }, (_, i) => 10 ** (high - i * apart)).reverse();
}

/** One line on one point: `step 1,240 · mse 2.9e-16 · 131.2 dB`. */
export function describePoint({ step, mse, snrDb }: TrainingPoint): string {
  const accuracy = snrDb === null ? '' : ` · ${snrDb.toFixed(1)} dB`;
  return `step ${step.toLocaleString('en')} · mse ${mse.toExponential(1)}${accuracy}`;
}

/** The curve in words. */
export function describeCurve(points: readonly TrainingPoint[]): string {
  const first = points[0];
  const last = points[points.length - 1];
  if (!first || !last) return 'No training yet.';
  const measured = [...points].reverse().find(({ snrDb }) => snrDb !== null);
  const accuracy = measured
    ? ` Accuracy on held-out noise: ${measured.snrDb?.toFixed(1)} dB at step ${measured.step}.`
    : '';
  return (
    `Learning curve over ${last.step - first.step + 1} steps: the mean squared error went from ` +
    `${first.mse.toExponential(1)} to ${last.mse.toExponential(1)} in ${last.seconds.toFixed(1)} s.${accuracy}`
  );
}
