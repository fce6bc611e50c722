/** One mark on an axis. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** Widths of a step within a decade, and steps that suit clocks. */
const DECIMAL_STEPS = [1, 2, 5];
const CLOCK_STEPS = [60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 43_200, 86_400];

/** The least step of 1, 2 or 5 times a power of ten that puts at most `maxCount` marks on a length. */
function decimalStep(length: number, maxCount: number): number {
  const raw = length / maxCount;
  const decade = Math.floor(Math.log10(raw));
  for (const power of [decade, decade + 1]) {
    for (const width of DECIMAL_STEPS) {
      // Powers below one are divided by, since 10 ** -3 is not the number that reads 0.001.
      const step = power < 0 ? width / 10 ** -power : width * 10 ** power;
      if (step >= raw * (1 - 1e-9)) return step;
    }
  }
  return 10 ** (decade + 2);
}

/** Digits after the point that a multiple of `step` takes. */
function decimals(step: number): number {
  return Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
}

function checkAxis(low: number, high: number, maxCount: number): void {
  if (!Number.isFinite(low) || !Number.isFinite(high) || !(low < high)) {
    throw new RangeError(`An axis from ${low} to ${high} has no ticks; it must go from a lower to a higher number.`);
  }
  if (!Number.isInteger(maxCount) || maxCount < 1) {
    throw new RangeError(`${maxCount} ticks were asked for; it must be a whole number of at least 1.`);
  }
}

/** The multiples of `step` from `low` to `high`, both included. */
function multiples(low: number, high: number, step: number): number[] {
  const slack = (high - low) * 1e-9;
  const first = Math.ceil((low - slack) / step);
  const last = Math.floor((high + slack) / step);
  const digits = decimals(step);
  // Rounded through its decimal form, so that 3 * 0.1 is 0.3; adding zero turns -0 into 0.
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, i) => Number(((first + i) * step).toFixed(digits)) + 0
  );
}

/** A number as an axis shows it, with a minus sign that is as wide as a plus. */
function plain(value: number, digits: number): string {
  return value.toFixed(digits).replace('-', '\u2212');
}

/**
 * Marks at multiples of 1, 2 or 5 times a power of ten, labelled without a unit.
 * @param maxCount about the most marks there is room for; one more appears where both ends are marks
 * @throws RangeError unless low < high are finite and `maxCount` is at least 1.
 */
export function ticks(low: number, high: number, maxCount: number): Tick[] {
  checkAxis(low, high, maxCount);
  const step = decimalStep(high - low, maxCount);
  return multiples(low, high, step).map((value) => ({ value, label: plain(value, decimals(step)) }));
}

/** Like `ticks` for levels: `-40 dB`. */
export function decibelTicks(low: number, high: number, maxCount: number): Tick[] {
  return ticks(low, high, maxCount).map(({ value, label }) => ({ value, label: `${label} dB` }));
}

/** Like `ticks` for frequencies in Hz: `500 Hz`, or on an axis that reaches 1 kHz in steps of 100 Hz or more `1.5 kHz`. */
export function hertzTicks(low: number, high: number, maxCount: number): Tick[] {
  checkAxis(low, high, maxCount);
  const step = decimalStep(high - low, maxCount);
  const inKilohertz = high >= 1000 && step >= 100;
  const digits = inKilohertz ? decimals(step / 1000) : decimals(step);
  return multiples(low, high, step).map((value) => ({
    value,
    label: inKilohertz ? `${plain(value / 1000, digits)} kHz` : `${plain(value, digits)} Hz`
  }));
}

/**
 * Like `ticks` for times in seconds: `1.5 s` on an axis that ends before one minute, `2:30` or `1:02:30` on a longer one;
 * steps of a minute and more are those of a clock.
 */
export function secondsTicks(low: number, high: number, maxCount: number): Tick[] {
  checkAxis(low, high, maxCount);
  const step = clockStep(high - low, maxCount);
  const digits = decimals(step);
  return multiples(low, high, step).map((value) => ({
    value,
    label: high >= 60 ? clock(value, digits) : `${plain(value, digits)} s`
  }));
}

function clockStep(length: number, maxCount: number): number {
  const raw = length / maxCount;
  const decimal = decimalStep(length, maxCount);
  if (decimal <= 20) return decimal;
  if (raw <= 30) return 30;
  return CLOCK_STEPS.find((step) => step >= raw * (1 - 1e-9)) ?? decimalStep(length / 86_400, maxCount) * 86_400;
}

function clock(value: number, digits: number): string {
  const whole = Math.floor(Math.abs(value) / 60);
  const seconds = (Math.abs(value) - whole * 60).toFixed(digits).padStart(digits > 0 ? digits + 3 : 2, '0');
  const hours = Math.floor(whole / 60);
  const minutes = whole % 60;
  const head = hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}` : String(minutes);
  return `${value < 0 ? '\u2212' : ''}${head}:${seconds}`;
}
