import type { Sheet } from '../draw/sheet';
import { paintLandmarkLines, paintLandmarkNames } from './landmark-lines';
import { paintAxes, type AxisLook } from './learning-axes';
import type { IndexedCurve } from './learning-data';
import type { LearningScales } from './learning-scales';
import { runStyle, type RunStyle } from './run-styles';

/** Circles nearer to each other than this would be one blot. */
const DOT_SPACING = 7;
const DOT_RADIUS = 2.25;

export interface LearningScene extends AxisLook {
  readonly curves: readonly IndexedCurve[];
  readonly scales: LearningScales;
}

/** The whole chart but its legend: lines are the errors of batches, circles the accuracies on held-out noise. */
export function paintLearning(sheet: Sheet, scene: LearningScene): void {
  const { scales, curves } = scene;
  paintAxes(sheet, scales, scene);
  paintLandmarkLines(sheet, scales);
  const styled = curves.map((curve, place) => ({ curve, place }));
  // The active run lies on top.
  for (const active of [false, true]) {
    for (const { curve, place } of styled) if (curve.active === active) paintCurve(sheet, scene, { curve, place });
  }
  paintLandmarkNames(sheet, scene);
}

interface PlacedCurve {
  readonly curve: IndexedCurve;
  /** Among all curves: it decides the look. */
  readonly place: number;
}

function paintCurve(sheet: Sheet, { scales, by }: LearningScene, { curve, place }: PlacedCurve): void {
  const { pen, scale, theme } = sheet;
  const { points, index, active } = curve;
  const { left, top, width, height } = scales.box;
  const style = runStyle(place, active, theme);
  pen.save();
  pen.beginPath();
  pen.rect(left, top - DOT_SPACING, width, height + 2 * DOT_SPACING);
  pen.clip();
  pen.strokeStyle = style.colour;
  pen.lineWidth = style.width;
  pen.lineJoin = 'round';
  pen.setLineDash([...style.dash]);
  pen.beginPath();
  const places = index.linePlaces(by, scales.span, Math.ceil(width * scale));
  if (places.length === 1) {
    // A line from a point to itself is a dot where its ends are round.
    pen.lineCap = 'round';
    pen.lineWidth = 2 * DOT_RADIUS;
  }
  for (const at of places.length === 1 ? [...places, ...places] : places) {
    const point = points[at];
    if (point) pen.lineTo(scales.xOf(point[by]), scales.yOf(point.mse));
  }
  pen.stroke();
  pen.restore();
  paintDots(sheet, { scales, by }, { curve, style });
}

/** Circles filled with the ground: the line beneath them stays visible between two. */
function paintDots(
  { pen, theme }: Sheet,
  { scales, by }: Pick<LearningScene, 'scales' | 'by'>,
  { curve: { points, index }, style }: { readonly curve: IndexedCurve; readonly style: RunStyle }
): void {
  pen.strokeStyle = style.colour;
  pen.fillStyle = theme.surface;
  pen.lineWidth = 1.25;
  for (const at of index.dotPlaces(by, scales.span, Math.max(1, Math.floor(scales.box.width / DOT_SPACING)))) {
    const point = points[at];
    if (point?.snrDb == null) continue;
    pen.beginPath();
    pen.arc(scales.xOf(point[by]), scales.yOfSnr(point.snrDb), DOT_RADIUS, 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
  }
}
