import { pictureOf, write, type Box, type Sheet, type SheetSize, type Theme } from '../draw/sheet';
import type { CurveAxis, Span } from './curve-index';
import { topMse, type IndexedCurve } from './learning-data';
import { paintLearning } from './learning-paint';
import { LearningScales, plotBox } from './learning-scales';
import { captionOf } from './learning-words';
import { runStyle } from './run-styles';

/** Of a picture at its own scale, in CSS pixels. */
const WIDTH = 960;
const CHART_HEIGHT = 480;
const MARGIN = 16;
const ROW = 20;
const SAMPLE_LENGTH = 28;
const COLUMNS = 3;

export interface LearningPicture {
  readonly curves: readonly IndexedCurve[];
  readonly by: CurveAxis;
  readonly span: Span;
  readonly theme: Theme;
}

/**
 * The chart as PNG of `scale` times 960 pixels across, with its axes, landmarks, a legend of the runs and a caption.
 * @throws RangeError unless 0 < scale <= 8.
 */
export async function learningPicture(picture: LearningPicture, scale: number): Promise<Blob> {
  const rows = Math.ceil(picture.curves.length / COLUMNS);
  const height = CHART_HEIGHT + (rows + captionOf(picture.by).length) * ROW + 2.5 * MARGIN;
  return await pictureOf({ width: WIDTH, height, scale, theme: picture.theme }, (sheet) => paint(sheet, picture));
}

function paint(sheet: Sheet, { curves, by, span }: LearningPicture): void {
  const chart: SheetSize = { width: sheet.width, height: CHART_HEIGHT };
  const scales = new LearningScales(plotBox(chart, false), span, topMse(curves));
  paintLearning({ ...sheet, ...chart }, { curves, by, scales, compact: false });
  const legend: Box = { left: MARGIN, top: CHART_HEIGHT + MARGIN, width: sheet.width - 2 * MARGIN, height: ROW };
  curves.forEach((curve, place) => paintLegendEntry(sheet, legend, { curve, place }));
  [...captionOf(by)].reverse().forEach((line, i) => {
    write(sheet, line, [MARGIN, sheet.height - MARGIN - (i + 0.5) * ROW]);
  });
}

function paintLegendEntry(
  sheet: Sheet,
  legend: Box,
  { curve, place }: { readonly curve: IndexedCurve; readonly place: number }
): void {
  const { pen, theme } = sheet;
  const across = legend.width / COLUMNS;
  const left = legend.left + (place % COLUMNS) * across;
  const y = legend.top + (Math.floor(place / COLUMNS) + 0.5) * ROW;
  const style = runStyle(place, curve.active, theme);
  pen.strokeStyle = style.colour;
  pen.lineWidth = style.width;
  pen.setLineDash([...style.dash]);
  pen.beginPath();
  pen.moveTo(left, y);
  pen.lineTo(left + SAMPLE_LENGTH, y);
  pen.stroke();
  pen.setLineDash([]);
  const maxWidth = across - SAMPLE_LENGTH - 3 * 8;
  write(sheet, curve.name, [left + SAMPLE_LENGTH + 8, y], { colour: theme.text, bold: curve.active, maxWidth });
}
