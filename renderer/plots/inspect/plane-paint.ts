import { ticks } from '@signal/scales/ticks';
import { crisp, write, type Sheet } from '../../draw/sheet';
import { PlaneScales, type PlaneScene } from './plane-scene';

const MARK_LENGTH = 4;
const MARKS = 6;
const DOT_RADIUS = 2.5;
const RING_RADIUS = 6;

/** Numbers in the complex plane with the unit circle: learned as dots, ideal as rings. */
export function paintPlane(sheet: Sheet, scene: PlaneScene): void {
  const scales = new PlaneScales(scene, sheet);
  paintAxes(sheet, scales);
  const { pen } = sheet;
  const { left, top, width, height } = scales.box;
  pen.save();
  pen.beginPath();
  pen.rect(left, top, width, height);
  pen.clip();
  paintCircle(sheet, scales);
  paintNumbers(sheet, scales, scene);
  pen.restore();
  paintKey(sheet, scales);
}

function paintCircle(sheet: Sheet, scales: PlaneScales): void {
  const { pen, theme } = sheet;
  const { box, reach } = scales;
  pen.strokeStyle = theme.muted;
  pen.lineWidth = 1.25;
  pen.beginPath();
  pen.arc(scales.xOf(0), scales.yOf(0), box.width / (2 * reach), 0, 2 * Math.PI);
  pen.stroke();
  write(sheet, 'unit circle', [scales.xOf(Math.SQRT1_2) + 4, scales.yOf(Math.SQRT1_2) - 8], { halo: true });
}

function paintNumbers({ pen, theme }: Sheet, scales: PlaneScales, { learned, ideal }: PlaneScene): void {
  pen.fillStyle = theme.network;
  for (let i = 0; i < learned.length; i += 2) {
    pen.beginPath();
    pen.arc(scales.xOf(learned[i] ?? NaN), scales.yOf(learned[i + 1] ?? NaN), DOT_RADIUS, 0, 2 * Math.PI);
    pen.fill();
  }
  pen.lineWidth = 2;
  pen.strokeStyle = theme.reference;
  for (const [re, im] of distinct(ideal)) {
    pen.beginPath();
    pen.arc(scales.xOf(re), scales.yOf(im), RING_RADIUS, 0, 2 * Math.PI);
    pen.stroke();
  }
}

/** Numbers that are the same are drawn once. */
function distinct(numbers: Float64Array): readonly (readonly [number, number])[] {
  const seen = new Map<string, readonly [number, number]>();
  for (let i = 0; i < numbers.length; i += 2) {
    const pair = [numbers[i] ?? NaN, numbers[i + 1] ?? NaN] as const;
    seen.set(pair.join(), pair);
  }
  return [...seen.values()];
}

function paintAxes(sheet: Sheet, scales: PlaneScales): void {
  const { pen, theme } = sheet;
  const { box, reach } = scales;
  const bottom = box.top + box.height;
  pen.strokeStyle = theme.line;
  pen.lineWidth = 1 / sheet.scale;
  pen.setLineDash([]);
  pen.beginPath();
  pen.rect(crisp(sheet, box.left), crisp(sheet, box.top), box.width, box.height);
  for (const { value, label } of ticks(-reach, reach, MARKS)) {
    const [x, y] = [crisp(sheet, scales.xOf(value)), crisp(sheet, scales.yOf(value))];
    pen.moveTo(x, box.top);
    pen.lineTo(x, bottom + MARK_LENGTH);
    pen.moveTo(box.left - MARK_LENGTH, y);
    pen.lineTo(box.left + box.width, y);
    write(sheet, label, [x, bottom + 13], { align: 'center' });
    write(sheet, label, [box.left - MARK_LENGTH - 3, y], { align: 'right' });
  }
  pen.stroke();
  write(sheet, 'real', [box.left + box.width / 2, bottom + 29], { align: 'center' });
}

/** Title on the left, what dots and rings are on the right. */
function paintKey(sheet: Sheet, { box }: PlaneScales): void {
  const { pen, theme } = sheet;
  const y = box.top - 12;
  let x = box.left + box.width;
  const look = { align: 'right', colour: theme.text } as const;
  x -= write(sheet, 'learned', [x, y], look) + 8;
  pen.fillStyle = theme.network;
  pen.beginPath();
  pen.arc(x, y, DOT_RADIUS, 0, 2 * Math.PI);
  pen.fill();
  x -= 16;
  x -= write(sheet, 'ideal', [x, y], look) + 10;
  pen.lineWidth = 2;
  pen.strokeStyle = theme.reference;
  pen.beginPath();
  pen.arc(x, y, RING_RADIUS - 1, 0, 2 * Math.PI);
  pen.stroke();
  const title = { colour: theme.text, size: 12, bold: true, maxWidth: Math.max(40, x - 24 - box.left) };
  write(sheet, 'Eigenvalues', [box.left, y], title);
  write(sheet, 'imaginary', [box.left - MARK_LENGTH - 3, y], { align: 'right' });
}
