import { crisp, write, writtenWidth, type Sheet } from '../draw/sheet';
import type { CurveAxis } from './curve-index';
import { placeNames, sideFor, type Point } from './landmark-names';
import { LANDMARKS, type Landmark } from './landmarks';
import { gridOf } from './learning-axes';
import type { IndexedCurve } from './learning-data';
import type { LearningScales } from './learning-scales';

const NAME_PIXELS = 10;
/** From the edge of the plot to a name, in CSS pixels. */
const GAP = 4;

/** Dotted lines across the plot at the landmarks. */
export function paintLandmarkLines(sheet: Sheet, scales: LearningScales): void {
  const { left, width } = scales.box;
  const { pen, theme } = sheet;
  pen.strokeStyle = theme.muted;
  pen.lineWidth = 1;
  pen.setLineDash([2, 3]);
  pen.beginPath();
  for (const { snrDb } of LANDMARKS) {
    const y = crisp(sheet, scales.yOfSnr(snrDb));
    pen.moveTo(left, y);
    pen.lineTo(left + width, y);
  }
  pen.stroke();
  pen.setLineDash([]);
}

export interface NamedLandmarks {
  readonly curves: readonly IndexedCurve[];
  readonly scales: LearningScales;
  readonly by: CurveAxis;
  readonly compact: boolean;
}

/**
 * The landmarks' names on their lines, at the right end, or at the left one where a curve lies at the right; on top of
 * the curves, so that none strikes them through.
 */
export function paintLandmarkNames(sheet: Sheet, { curves, scales, by, compact }: NamedLandmarks): void {
  const { left, width } = scales.box;
  const places = placeNames(
    LANDMARKS.map(({ snrDb }) => scales.yOfSnr(snrDb)),
    gridOf(scales).map((mse) => scales.yOf(mse))
  );
  const lines = curves.flatMap((curve) => linesOf(curve, scales, by));
  LANDMARKS.forEach((landmark, i) => {
    const name = nameOf(landmark, compact);
    const y = places[i] ?? 0;
    const ends = { left: left + GAP, right: left + width - GAP };
    const align = sideFor(lines, { ...ends, y, width: writtenWidth(sheet, name, { size: NAME_PIXELS }) });
    write(sheet, name, [ends[align], y], { align, size: NAME_PIXELS, halo: true });
  });
}

/** The line of a curve's batches, and that of its accuracies, on the chart. */
function linesOf(
  { points, index }: IndexedCurve,
  scales: LearningScales,
  by: CurveAxis
): readonly (readonly Point[])[] {
  const columns = Math.ceil(scales.box.width);
  const line = index.linePlaces(by, scales.span, columns).flatMap((place) => points[place] ?? []);
  const dots = index.dotPlaces(by, scales.span, columns).flatMap((place) => points[place] ?? []);
  return [
    line.map((point) => [scales.xOf(point[by]), scales.yOf(point.mse)]),
    dots.map((point) => [scales.xOf(point[by]), scales.yOfSnr(point.snrDb ?? NaN)])
  ];
}

function nameOf({ snrDb, name, meaning }: Landmark, compact: boolean): string {
  return compact ? `${snrDb} ${name}` : `${snrDb} dB: ${meaning}`;
}
