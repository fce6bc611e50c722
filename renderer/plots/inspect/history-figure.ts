import type { HistoryMoment } from '@contract';
import type { Theme } from '../../draw/sheet';
import { formatCount } from '../../controls/format';
import { csvOf } from '../../state/inspect/exportable';
import { LANDMARKS } from '../landmarks';
import { paintCurves } from './curve-paint';
import type { CurveScene } from './curve-scene';
import { figurePicture, PICTURE_WIDTH } from './figure-picture';
import { roundRange, stepAxis, stepTicks } from './statistics-figures';

const HEIGHT = 360;

export interface MomentsPicture {
  readonly moments: readonly HistoryMoment[];
  /** Of the run. */
  readonly name: string;
  readonly theme: Theme;
}

/** What each moment of a run reached on held-out noise, each as wide as the others. */
export function momentsScene(moments: readonly HistoryMoment[]): CurveScene {
  const values = Float64Array.from(moments, ({ snrDb }) => snrDb ?? NaN);
  const reached = LANDMARKS.filter(({ snrDb }) => snrDb === 0 || values.some((value) => value >= snrDb));
  return {
    across: {
      ...stepAxis(moments),
      whole: { low: 0, high: Math.max(1, moments.length - 1) },
      ticks: (low, high, most) => stepTicks(moments, most).filter(({ value }) => value >= low && value <= high)
    },
    panels: [
      {
        title: 'Accuracy on held-out noise',
        unit: 'SNR in dB',
        range: roundRange([values, reached.map(({ snrDb }) => snrDb)]),
        share: 1,
        curves: [
          {
            name: 'network',
            column: 'SNR (dB)',
            ink: 'network',
            look: 'line',
            positions: { first: 0, step: 1 },
            values
          }
        ],
        lines: reached.map(({ snrDb, meaning }) => ({ value: snrDb, label: `${snrDb} dB: ${meaning}` }))
      }
    ]
  };
}

/**
 * The curve of the moments as PNG.
 * @throws RangeError unless 0 < scale <= 8.
 */
export async function momentsPicture({ moments, name, theme }: MomentsPicture, scale: number): Promise<Blob> {
  const scene = momentsScene(moments);
  const last = moments[moments.length - 1];
  const whole = moments.filter((moment) => moment.whole).length;
  const figure = {
    width: PICTURE_WIDTH,
    height: HEIGHT,
    title: `Moments of ${name}`,
    caption: [
      `${formatCount(moments.length)} moments from step ${formatCount(moments[0]?.step ?? 0)} to step ${formatCount(last?.step ?? 0)}; all weights were kept of ${formatCount(whole)}.`
    ],
    theme
  };
  return await figurePicture({ ...figure, paint: (sheet) => paintCurves(sheet, scene, scene.across.whole) }, scale);
}

/** The numbers of the moments as CSV, a moment a line; energies are sums of squares of weights. */
export function momentsTable(moments: readonly HistoryMoment[]): string {
  const column = (name: string, of: (moment: HistoryMoment) => number | null): { name: string; values: number[] } => ({
    name,
    values: moments.map((moment) => of(moment) ?? NaN)
  });
  return csvOf([
    column('step', ({ step }) => step),
    column('epoch', ({ epoch }) => epoch),
    column('SNR (dB)', ({ snrDb }) => snrDb),
    column('residual of all weights (dB)', ({ summary }) => summary.residualDb),
    column('mean correlation', ({ summary }) => summary.meanCorrelation),
    column('least correlation', ({ summary }) => summary.leastCorrelation),
    column('energy inside band', ({ summary }) => summary.insideEnergy),
    column('energy outside band', ({ summary }) => summary.outsideEnergy),
    column('all weights kept', ({ whole }) => Number(whole))
  ]);
}
