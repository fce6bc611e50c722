import { KERNEL_REACH } from './kernel';
import { kernelPhases, PhaseBank, prototypePhases, type Phase } from './phases';

const MAX_RATE = 2 ** 32;
/** Beyond this a single output sample would take more than a million input samples. */
const MAX_REDUCTION = 10_000;

/**
 * Changes the rate of a signal by a rational factor up / down, without delay: output sample i lies at input time
 * `i * down / up`. Random access: a sample is the same however the ranges are cut.
 *
 * Our own filter passes up to 0.9 of the lower Nyquist frequency with a ripple below 0.001 dB and is at least 99 dB down
 * from 1.0 of it on, so nothing above the new Nyquist frequency folds back.
 */
export class Resampler {
  readonly fromRate: number;
  readonly toRate: number;
  /** The ratio of the rates in lowest terms. */
  readonly up: number;
  readonly down: number;
  readonly #phases: PhaseBank | null;
  /** Input samples that a phase reaches to each side. */
  readonly #reach: number;

  /**
   * @param filter a prototype at `up` times the input rate, centred, of odd length and with a gain of `up` (SciPy's `h`);
   *   without it our own
   * @throws RangeError where a rate is not a whole number of Hz, or the reduction is above 10,000.
   */
  constructor(fromRate: number, toRate: number, filter?: Float64Array) {
    for (const rate of [fromRate, toRate]) {
      if (!Number.isInteger(rate) || rate < 1 || rate > MAX_RATE) {
        throw new RangeError(`${rate} Hz cannot be resampled; rates are whole numbers from 1 to ${MAX_RATE}.`);
      }
    }
    if (fromRate / toRate > MAX_REDUCTION) {
      throw new RangeError(
        `${fromRate} Hz cannot be reduced to ${toRate} Hz; the lowest rate for it is ${Math.ceil(fromRate / MAX_REDUCTION)} Hz.`
      );
    }
    const divisor = greatestCommonDivisor(fromRate, toRate);
    this.fromRate = fromRate;
    this.toRate = toRate;
    this.up = toRate / divisor;
    this.down = fromRate / divisor;
    this.#phases =
      this.up === this.down
        ? null
        : new PhaseBank(filter ? prototypePhases(this.up, filter) : kernelPhases(this.up, this.down));
    this.#reach = filter
      ? Math.ceil(filter.length / 2 / this.up)
      : Math.ceil(KERNEL_REACH * Math.max(1, this.down / this.up));
  }

  /** Output samples for `inputLength` input samples: those that lie before the end of the input, rounded up. */
  outputLength(inputLength: number): number {
    // In two parts, so that no product leaves the exact integers.
    const whole = Math.floor(inputLength / this.down);
    return whole * this.up + Math.ceil(((inputLength - whole * this.down) * this.up) / this.down);
  }

  /** Output samples that stay as they are when the input goes on behind `inputLength`. */
  settledLength(inputLength: number): number {
    return this.#phases ? this.outputLength(Math.max(0, inputLength - this.#reach - 1)) : inputLength;
  }

  /**
   * Input samples from `start` (included) to `end` (excluded) that `outCount` output samples from `outStart` on depend
   * on; may begin below 0 and end behind the input, where the signal counts as zero.
   */
  inputRange(outStart: number, outCount: number): { start: number; end: number } {
    const first = this.#locate(outStart).position;
    if (outCount === 0) return { start: first, end: first };
    const last = this.#locate(outStart + outCount - 1).position;
    if (!this.#phases) return { start: first, end: last + 1 };
    return { start: first - this.#reach, end: last + this.#reach + 2 };
  }

  /**
   * Output samples `outStart` to `outStart + outCount`.
   * @param input the input from sample `inputStart` on; what lies outside of it counts as zero
   */
  process(input: Float64Array, inputStart: number, outStart: number, outCount: number): Float64Array {
    const out = new Float64Array(outCount);
    const { up, down } = this;
    if (!this.#phases) return out.map((_, i) => input[outStart + i - inputStart] ?? 0);
    // Samples `up` apart have the same weights: four of them are made at once.
    for (let block = 0; block < outCount; block += 4 * up) {
      for (let i = block; i < Math.min(outCount, block + up); i++) {
        const { position, phase } = this.#locate(outStart + i);
        const weights = this.#phases.get(phase);
        const start = position - inputStart + weights.first;
        const isInside = start >= 0 && start + 3 * down + weights.taps.length <= input.length;
        if (isInside && i + 3 * up < outCount) {
          weighFour(weights.taps, { values: input, at: start, step: down }, { values: out, at: i, step: up });
        } else {
          for (let c = 0; i + c * up < outCount && c < 4; c++)
            out[i + c * up] = weigh(input, start + c * down, weights);
        }
      }
    }
    return out;
  }

  /** The last input sample not behind output sample `i`, and how far behind it that lies, in 1 / up input samples. */
  #locate(i: number): { position: number; phase: number } {
    const cycle = Math.floor(i / this.up);
    const ticks = (i - cycle * this.up) * this.down;
    const whole = Math.floor(ticks / this.up);
    return { position: cycle * this.down + whole, phase: ticks - whole * this.up };
  }
}

interface Strided {
  readonly values: Float64Array;
  readonly at: number;
  /** From one of four places to the next. */
  readonly step: number;
}

/** The sums of `weigh` for four places at once, bit for bit, with every weight fetched once. All lie inside the input. */
function weighFour(taps: Float64Array, { values: input, at: a, step }: Strided, to: Strided): void {
  const b = a + step;
  const c = b + step;
  const d = c + step;
  let evenA = 0;
  let evenB = 0;
  let evenC = 0;
  let evenD = 0;
  let oddA = 0;
  let oddB = 0;
  let oddC = 0;
  let oddD = 0;
  let t = 0;
  for (; t + 1 < taps.length; t += 2) {
    const even = taps[t]!;
    const odd = taps[t + 1]!;
    evenA += even * input[a + t]!;
    oddA += odd * input[a + t + 1]!;
    evenB += even * input[b + t]!;
    oddB += odd * input[b + t + 1]!;
    evenC += even * input[c + t]!;
    oddC += odd * input[c + t + 1]!;
    evenD += even * input[d + t]!;
    oddD += odd * input[d + t + 1]!;
  }
  if (t < taps.length) {
    evenA += taps[t]! * input[a + t]!;
    evenB += taps[t]! * input[b + t]!;
    evenC += taps[t]! * input[c + t]!;
    evenD += taps[t]! * input[d + t]!;
  }
  to.values[to.at] = evenA + oddA;
  to.values[to.at + to.step] = evenB + oddB;
  to.values[to.at + 2 * to.step] = evenC + oddC;
  to.values[to.at + 3 * to.step] = evenD + oddD;
}

/** The weighted sum from `input[start]` on; two sums, so that one addition need not wait for the other. */
function weigh(input: Float64Array, start: number, { taps }: Phase): number {
  const from = Math.max(0, -start);
  const to = Math.min(taps.length, input.length - start);
  let even = 0;
  let odd = 0;
  let t = from;
  for (; t + 1 < to; t += 2) {
    even += taps[t]! * input[start + t]!;
    odd += taps[t + 1]! * input[start + t + 1]!;
  }
  if (t < to) even += taps[t]! * input[start + t]!;
  return even + odd;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
