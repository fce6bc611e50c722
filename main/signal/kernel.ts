/** Length of one side of the kernel, in samples of the lower rate. */
const HALF_WIDTH = 65;
/** Kaiser's beta for a stop-band of 100 dB: 0.1102 (A - 8.7). */
const BETA = 0.1102 * (100 - 8.7);
/** The middle of the transition band, as a share of the lower Nyquist frequency. */
const CUTOFF = 0.95;
/** Table points per sample of the lower rate; between them a cubic is exact to about -210 dB. */
const POINTS = 512;

let table: Float64Array | null = null;

/**
 * The ideal low-pass of the resampler in continuous time: a sinc under a Kaiser window (Kaiser 1974). Flat up to 0.9 of
 * the lower Nyquist frequency (ripple below 0.001 dB), at least 99 dB down from 1.0 of it on.
 * @param time in samples of the lower rate
 */
export function kernel(time: number): number {
  table ??= buildTable();
  const place = Math.abs(time) * POINTS;
  const index = Math.floor(place);
  if (index >= HALF_WIDTH * POINTS) return 0;
  // Cubic Lagrange through the points at -1, 0, 1 and 2; the table begins one point left of zero.
  const x = place - index;
  const a = table[index]!;
  const b = table[index + 1]!;
  const c = table[index + 2]!;
  const d = table[index + 3]!;
  const inner = (x + 1) * (x - 2) * (b * (x - 1) - c * x);
  const outer = (x * (x - 1) * (d * (x + 1) - a * (x - 2))) / 6;
  return inner / 2 + outer;
}

/** Samples of the lower rate that the kernel reaches to each side. */
export const KERNEL_REACH = HALF_WIDTH;

function buildTable(): Float64Array {
  const points = new Float64Array(HALF_WIDTH * POINTS + 3);
  const middle = bessel(BETA);
  for (let i = 0; i < points.length; i++) points[i] = windowedSinc(Math.abs(i - 1) / POINTS, middle);
  return points;
}

/** @param middle the window before it is scaled to 1 there */
function windowedSinc(time: number, middle: number): number {
  const share = time / HALF_WIDTH;
  if (share > 1) return 0;
  const sinc = time === 0 ? CUTOFF : Math.sin(Math.PI * CUTOFF * time) / (Math.PI * time);
  return (sinc * bessel(BETA * Math.sqrt(1 - share * share))) / middle;
}

/** Modified Bessel function I0 by its power series. */
function bessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
