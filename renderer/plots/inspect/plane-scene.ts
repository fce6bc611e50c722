import type { Box, SheetSize } from '../../draw/sheet';

/** Complex numbers: re, im pairs. */
export interface PlaneScene {
  readonly learned: Float64Array;
  readonly ideal: Float64Array;
  /** Whether the numbers fill the figure, however small they are, instead of the unit circle. */
  readonly near: boolean;
}

/** Half the width of what is seen, at least: the unit circle and some room. */
const LEAST_REACH = 1.15;
const MARGIN = { left: 72, right: 16, top: 26, bottom: 40 };

const ROOM = 1.08;
/** Of a figure of numbers that are all zero. */
const LEAST_NEAR = 1e-3;

/** Half the width of the square that holds every number, and the unit circle unless only numbers are looked at. */
export function reachOf({ learned, ideal, near }: PlaneScene): number {
  let most = near ? LEAST_NEAR : 0;
  for (const value of [...learned, ...ideal]) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  return Math.max(near ? 0 : LEAST_REACH, most * ROOM);
}

/** Where complex numbers stand: a square, real parts across, imaginary parts up. */
export class PlaneScales {
  readonly box: Box;
  readonly reach: number;

  constructor(scene: PlaneScene, { width, height }: SheetSize) {
    this.reach = reachOf(scene);
    const [across, down] = [width - MARGIN.left - MARGIN.right, height - MARGIN.top - MARGIN.bottom];
    const side = Math.max(1, Math.min(across, down));
    this.box = { left: MARGIN.left + Math.max(0, (across - side) / 2), top: MARGIN.top, width: side, height: side };
  }

  xOf(re: number): number {
    return this.box.left + ((re + this.reach) / (2 * this.reach)) * this.box.width;
  }

  yOf(im: number): number {
    return this.box.top + ((this.reach - im) / (2 * this.reach)) * this.box.height;
  }
}

/** The learned number nearest to a point of the figure, null where none is near. */
export function nearestNumber(
  { learned }: PlaneScene,
  scales: PlaneScales,
  { x, y, within }: { readonly x: number; readonly y: number; readonly within: number }
): number | null {
  let found: number | null = null;
  let least = within;
  for (let i = 0; i < learned.length / 2; i++) {
    const distance = Math.hypot(scales.xOf(learned[2 * i] ?? NaN) - x, scales.yOf(learned[2 * i + 1] ?? NaN) - y);
    if (distance > least) continue;
    least = distance;
    found = i;
  }
  return found;
}

/** `eigenvalue 3 of 200: modulus 0.0187, angle 45.0°` */
export function describeNumber({ learned }: PlaneScene, i: number): string {
  const [re, im] = [learned[2 * i] ?? NaN, learned[2 * i + 1] ?? NaN];
  const degrees = (Math.atan2(im, re) * 180) / Math.PI;
  const angle = (degrees + 0).toFixed(1).replace('-', '−');
  return `eigenvalue ${i + 1} of ${learned.length / 2}: modulus ${modulusWords(Math.hypot(re, im))}, angle ${angle}°`;
}

export function modulusWords(modulus: number): string {
  return modulus !== 0 && modulus < 1e-3 ? modulus.toExponential(2) : String(Number(modulus.toPrecision(4)));
}

/** The largest modulus, 0 where there is no number. */
export function largestModulus(numbers: Float64Array): number {
  let most = 0;
  for (let i = 0; i < numbers.length; i += 2) most = Math.max(most, Math.hypot(numbers[i] ?? 0, numbers[i + 1] ?? 0));
  return most;
}
