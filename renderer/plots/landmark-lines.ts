import { crisp, write, type Sheet } from '../draw/sheet';
import { placeNames } from './landmark-names';
import { LANDMARKS, type Landmark } from './landmarks';
import { gridOf } from './learning-axes';
import type { LearningScales } from './learning-scales';

const NAME_PIXELS = 10;

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

/** The landmarks' names at the right end of their lines; on top of the curves, so that none strikes them through. */
export function paintLandmarkNames(sheet: Sheet, scales: LearningScales, compact: boolean): void {
  const { left, width } = scales.box;
  const places = placeNames(
    LANDMARKS.map(({ snrDb }) => scales.yOfSnr(snrDb)),
    gridOf(scales).map((mse) => scales.yOf(mse))
  );
  LANDMARKS.forEach((landmark, i) => {
    const at = [left + width - 4, places[i] ?? 0] as const;
    write(sheet, nameOf(landmark, compact), at, { align: 'right', size: NAME_PIXELS, halo: true });
  });
}

function nameOf({ snrDb, name, meaning }: Landmark, compact: boolean): string {
  return compact ? `${snrDb} ${name}` : `${snrDb} dB: ${meaning}`;
}
