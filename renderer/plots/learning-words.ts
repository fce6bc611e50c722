import { DASH, formatCount, formatSmall } from '../controls/format';
import type { CurveAxis } from './curve-index';
import type { IndexedCurve } from './learning-data';

/** What is told of one point: a label and its value. */
export type PointFact = readonly [label: string, value: string];

/** A point in numbers; between two measurements the SNR is that of the last one, with its step. */
export function pointFacts({ index }: IndexedCurve, place: number): readonly PointFact[] {
  const point = index.points[place];
  if (!point) return [];
  const { step, mse, seconds, learningRate, msPerStep } = point;
  return [
    ['step', formatCount(step)],
    ['time', formatDuration(seconds)],
    ['MSE', Number.isFinite(mse) ? formatSmall(mse) : 'no number'],
    ['SNR', snrWords(index.points[index.measuredAt(place) ?? -1], step)],
    ['rate', formatRateOf(learningRate)],
    ['ms/step', msPerStep.toFixed(1)]
  ];
}

function snrWords(
  measured: { readonly step: number; readonly snrDb: number | null } | undefined,
  step: number
): string {
  if (!measured || measured.snrDb === null) return DASH;
  const value = `${measured.snrDb.toFixed(1)} dB`;
  return measured.step === step ? value : `${value} at ${formatCount(measured.step)}`;
}

/** `0.001`, `0.75`, `1e-6` */
function formatRateOf(rate: number): string {
  return rate !== 0 && rate < 1e-4 ? rate.toExponential(1) : String(Number(rate.toPrecision(3)));
}

/** `0.34 s`, `12.3 s`, `5 min 3 s`, `2 h 5 min` */
export function formatDuration(seconds: number): string {
  if (seconds < 59.95) return `${seconds.toFixed(seconds < 9.995 ? 2 : 1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** One point as it is read aloud. */
export function describePoint(curve: IndexedCurve, place: number): string {
  return `${curve.name}: ${pointFacts(curve, place)
    .map(([label, value]) => `${label} ${value}`)
    .join(', ')}.`;
}

/** All curves in words, the active one first and in full. */
export function describeCurves(curves: readonly IndexedCurve[]): string {
  const drawn = curves.filter(({ points }) => points.length > 0);
  if (drawn.length === 0) return 'No training yet.';
  const main = drawn.find(({ active }) => active) ?? drawn[0];
  const others = drawn.filter((curve) => curve !== main);
  return [main ? describeCurve(main) : '', ...others.map(describeEnd)].join(' ');
}

function describeCurve({ name, points, index }: IndexedCurve): string {
  const first = points[0];
  const last = points[points.length - 1];
  if (!first || !last) return '';
  const measured = points[index.measuredAt(points.length - 1) ?? -1];
  const accuracy = measured
    ? ` Accuracy on held-out noise: ${measured.snrDb?.toFixed(1)} dB at step ${formatCount(measured.step)}.`
    : '';
  return (
    `${name}: learning curve from step ${formatCount(first.step)} to ${formatCount(last.step)}; the mean squared error ` +
    `went from ${formatSmall(first.mse)} to ${formatSmall(last.mse)} in ${formatDuration(last.seconds)}.${accuracy}`
  );
}

function describeEnd({ name, points, index }: IndexedCurve): string {
  const last = points[points.length - 1];
  const measured = points[index.measuredAt(points.length - 1) ?? -1];
  const reached = measured ? `${measured.snrDb?.toFixed(1)} dB` : 'not measured yet';
  return `${name}: ${reached} after ${formatCount(last?.step ?? 0)} steps.`;
}

/** What the picture of a chart says below itself, line by line. */
export function captionOf(by: CurveAxis): readonly string[] {
  return [
    `Learning curves by ${by === 'step' ? 'step' : 'time trained'}. Lines: mean squared error of each step's batch (left axis). Circles: SNR on held-out noise (right axis).`,
    'A height means the same on both axes. Dotted lines are landmarks.'
  ];
}
