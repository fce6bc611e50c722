import { crisp, write, type Sheet } from '../../draw/sheet';
import type { Span } from '../curve-index';
import { paintAcross, paintValues } from './curve-axes';
import { CurveScales } from './curve-scales';
import { nearestPlace, positionOf, type Curve, type CurveLook, type CurveScene, type Panel } from './curve-scene';

const SWATCH = 18;
const LEGEND_GAP = 14;
/** Points farther apart than this, in CSS pixels, are marked one by one. */
const DOT_SPACING = 9;
const DOT_RADIUS = 2;

const LOOKS: Readonly<Record<CurveLook, { readonly width: number; readonly alpha: number; readonly dash: number[] }>> =
  {
    line: { width: 1.5, alpha: 1, dash: [] },
    under: { width: 5, alpha: 0.55, dash: [] },
    beside: { width: 1, alpha: 0.6, dash: [] },
    faint: { width: 1, alpha: 0.12, dash: [] },
    dashed: { width: 1.5, alpha: 1, dash: [5, 3] },
    bars: { width: 1, alpha: 0.8, dash: [] }
  };

/** All panels with their titles, legends and axes. */
export function paintCurves(sheet: Sheet, scene: CurveScene, span: Span): void {
  const scales = new CurveScales(scene, sheet, span);
  paintAcross(sheet, scales, scene.across);
  scene.panels.forEach((panel, at) => paintPanel(sheet, scales, { panel, at }));
}

interface PlacedPanel {
  readonly panel: Panel;
  readonly at: number;
}

function paintPanel(sheet: Sheet, scales: CurveScales, placed: PlacedPanel): void {
  const { panel, at } = placed;
  const box = scales.boxes[at];
  if (!box) return;
  const { pen, theme } = sheet;
  const unit = paintValues(sheet, scales, placed);
  pen.save();
  pen.beginPath();
  pen.rect(box.left, box.top - 1, box.width, box.height + 2);
  pen.clip();
  for (const curve of panel.curves) {
    if (curve.look === 'bars') paintBars(sheet, scales, { curve, at });
    else paintLine(sheet, scales, { curve, at });
  }
  pen.restore();
  paintLines(sheet, scales, placed);
  const legend = paintLegend(sheet, panel.curves, { right: box.left + box.width, y: box.top - 12 });
  const maxWidth = Math.max(40, box.width - legend);
  const title = { colour: theme.text, size: 12, bold: true, maxWidth };
  const width = write(sheet, panel.title, [box.left, box.top - 12], title);
  if (maxWidth - width > 40)
    write(sheet, unit, [box.left + width + 8, box.top - 12], { maxWidth: maxWidth - width - 8 });
  if (panel.message)
    write(sheet, panel.message, [box.left + box.width / 2, box.top + 14], {
      align: 'center',
      colour: theme.text,
      size: 12,
      halo: true,
      maxWidth: box.width - 16
    });
}

interface PlacedCurve {
  readonly curve: Curve;
  readonly at: number;
}

/** Places of a curve from just before what is seen to just behind it. */
export function seenPlaces(curve: Curve, { low, high }: Span): { readonly first: number; readonly last: number } {
  const [first, last] = [nearestPlace(curve, low) ?? 0, nearestPlace(curve, high) ?? -1];
  return { first: Math.max(0, first - 1), last: Math.min(curve.values.length - 1, last + 1) };
}

function paintLine({ pen, theme }: Sheet, scales: CurveScales, { curve, at }: PlacedCurve): void {
  const { width, alpha, dash } = LOOKS[curve.look];
  const { first, last } = seenPlaces(curve, scales.span);
  const apart = scales.xOf(curve.positions.step) - scales.xOf(0);
  const dots = curve.look === 'line' && apart >= DOT_SPACING;
  pen.globalAlpha = alpha;
  pen.strokeStyle = theme[curve.ink];
  pen.fillStyle = theme[curve.ink];
  pen.lineWidth = width;
  pen.lineJoin = 'round';
  pen.lineCap = curve.look === 'under' ? 'round' : 'butt';
  pen.setLineDash(dash);
  pen.beginPath();
  let joined = false;
  for (let place = first; place <= last; place++) {
    const value = curve.values[place] ?? NaN;
    if (place % (curve.joined ?? Infinity) === 0) joined = false;
    if (Number.isNaN(value)) {
      joined = false;
      continue;
    }
    const [x, y] = [scales.xOf(positionOf(curve.positions, place)), scales.yOf(at, value)];
    if (joined) pen.lineTo(x, y);
    else pen.moveTo(x, y);
    // A point between two gaps, or the only one, is a dot.
    if (dots || (!joined && Number.isNaN(curve.values[place + 1] ?? NaN)))
      pen.fillRect(x - DOT_RADIUS, y - DOT_RADIUS, 2 * DOT_RADIUS, 2 * DOT_RADIUS);
    joined = true;
  }
  pen.stroke();
  pen.setLineDash([]);
  pen.globalAlpha = 1;
}

/** Each bar is as wide as its step, but for a hair's breadth. */
function paintBars({ pen, theme, scale }: Sheet, scales: CurveScales, { curve, at }: PlacedCurve): void {
  const { first, last } = seenPlaces(curve, scales.span);
  const box = scales.boxes[at];
  if (!box) return;
  const floor = box.top + box.height;
  const { positions, values } = curve;
  pen.globalAlpha = LOOKS.bars.alpha;
  pen.fillStyle = theme[curve.ink];
  for (let place = first; place <= last; place++) {
    const value = values[place] ?? NaN;
    const top = scales.yOf(at, value);
    if (!(top < floor)) continue;
    const left = scales.xOf(positionOf(positions, place - 0.5));
    const right = scales.xOf(positionOf(positions, place + 0.5));
    pen.fillRect(left, top, Math.max(1 / scale, right - left - 1 / scale), floor - top);
  }
  pen.globalAlpha = 1;
}

/** Landmarks across a panel, each with its name at its right end. */
function paintLines(sheet: Sheet, scales: CurveScales, { panel, at }: PlacedPanel): void {
  const box = scales.boxes[at];
  if (!box) return;
  const { pen, theme } = sheet;
  for (const { value, label } of panel.lines ?? []) {
    const y = crisp(sheet, scales.yOf(at, value));
    if (y < box.top || y > box.top + box.height) continue;
    pen.strokeStyle = theme.muted;
    pen.lineWidth = 1;
    pen.setLineDash([2, 3]);
    pen.beginPath();
    pen.moveTo(box.left, y);
    pen.lineTo(box.left + box.width, y);
    pen.stroke();
    pen.setLineDash([]);
    write(sheet, label, [box.left + box.width - 6, y - 8], { align: 'right', halo: true });
  }
}

/** Names with samples of their lines, ending at `right`; returns the room they take. */
function paintLegend(
  sheet: Sheet,
  curves: readonly Curve[],
  { right, y }: { readonly right: number; readonly y: number }
): number {
  const { pen, theme } = sheet;
  const names = new Map(curves.flatMap((curve) => (curve.name === null ? [] : [[curve.name, curve] as const])));
  let x = right;
  for (const [name, { ink, look }] of [...names].reverse()) {
    const { width, alpha, dash } = LOOKS[look];
    x -= write(sheet, name, [x, y], { align: 'right', colour: theme.text }) + 6;
    pen.globalAlpha = alpha;
    pen.strokeStyle = theme[ink];
    pen.lineWidth = look === 'bars' ? 8 : width;
    pen.lineCap = 'butt';
    pen.setLineDash(dash);
    pen.beginPath();
    pen.moveTo(x - SWATCH, y);
    pen.lineTo(x, y);
    pen.stroke();
    pen.setLineDash([]);
    pen.globalAlpha = 1;
    x -= SWATCH + LEGEND_GAP;
  }
  return right - x;
}
