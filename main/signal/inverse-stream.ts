import { InverseStft } from './inverse';
import { checkStftSpec, taperOf, type StftSpec } from './stft';

/** Where errors are as strong as the sound, this holds back what drifts at less than about 10 Hz (at 8 kHz). */
const DRIFT = 0.1;

/**
 * The exact inverse of a whole signal, frame after frame, in time and memory linear in its length.
 *
 * A frame tells `t = w (x - mean)` of its samples, so samples x and means u are the least-squares solution of
 * `sum over m, n of (w[n] (x[hop m + n] - u[m]) - t[m][n])^2`. For given means the samples are
 * `x = p + sum(w^2 u) / sum(w^2)`, where p is the plain overlap-add; put in, a symmetric banded system for the means
 * remains (half-bandwidth 4 on the grid of the experiment), which a Cholesky factor solves at once. The means are
 * determined up to one constant: theirs is chosen such that their sum is 0.
 *
 * First `add` every frame (or `addFrames`), then `solve`, then `finish` what `add` returned, in any parts.
 */
export class InverseStream {
  /** `(frames - 1) * hop + nperseg`. */
  readonly samples: number;
  readonly #inverse: InverseStft;
  readonly #frames: number;
  #noise = 0;
  readonly #win: Float64Array;
  /** w^2 */
  readonly #square: Float64Array;
  readonly #power: number;
  /** Right side of the system for the means; afterwards the means. */
  readonly #means: Float64Array;
  /** Sums of `w t` for the samples from `#start` on that a later frame still reaches. */
  #sums: Float64Array;
  #start = 0;
  #added = 0;
  #solved = false;

  /**
   * @param frames how many will be added, at least one
   * @throws RangeError where there can be no such number of frames, or the spec is impossible or removes no means.
   */
  constructor(spec: StftSpec, frames: number) {
    checkStftSpec(spec);
    if (spec.detrend !== 'constant') throw new RangeError('Means are solved for where they were removed (constant).');
    if (!Number.isSafeInteger(frames) || frames < 1) {
      throw new RangeError(`There must be a whole number of frames from 1 on, not ${frames}.`);
    }
    this.#inverse = new InverseStft(spec);
    this.#frames = frames;
    this.#win = taperOf(spec).win;
    this.#square = this.#win.map((w) => w * w);
    this.#power = this.#square.reduce((sum, value) => sum + value, 0);
    this.#means = new Float64Array(frames);
    this.#sums = new Float64Array(spec.nperseg);
    this.samples = (frames - 1) * spec.hop + spec.nperseg;
  }

  /**
   * Takes the next frames.
   * @param spectra rows of all real parts, then all imaginary parts
   * @returns the plain overlap-add of the samples that no later frame reaches, following those returned before
   * @throws RangeError unless these are whole rows and no more frames than announced.
   */
  add(spectra: ArrayLike<number>): Float64Array {
    return this.addFrames(this.#inverse.frames(spectra));
  }

  /**
   * Takes the next frames as samples under their windows, from whatever made these of spectra.
   * @param windowed rows of nfft samples
   * @returns and throws as `add`
   */
  addFrames(windowed: ArrayLike<number>): Float64Array {
    const { nperseg, nfft, hop } = this.#inverse.spec;
    const count = windowed.length / nfft;
    if (!Number.isInteger(count)) throw new RangeError(`Rows hold ${nfft} samples, got ${windowed.length}.`);
    if (this.#added + count > this.#frames) throw new RangeError(`Only ${this.#frames} frames were announced.`);
    const first = this.#added;
    const room = new Float64Array(count === 0 ? this.#sums.length : (count - 1) * hop + nperseg);
    const sums = room.length > this.#sums.length ? room : this.#sums;
    if (sums === room) room.set(this.#sums);
    for (let m = 0; m < count; m++) {
      let total = 0;
      for (let n = 0; n < nperseg; n++) {
        const value = (this.#win[n] ?? 0) * (windowed[m * nfft + n] ?? 0);
        sums[m * hop + n]! += value;
        total += value;
      }
      this.#means[first + m]! -= total;
    }
    this.#added += count;
    const done = this.#added === this.#frames ? this.samples - this.#start : count * hop;
    return this.#release(sums, done);
  }

  /**
   * Finds the means when all frames were added, once.
   * @param noise power of the errors in the spectra over the power of what they should be, 0 to 1. With 0 the inverse is
   *   exact; with more, what the errors would blow up is held back: the slow drift of the means, and the ends, where the
   *   windows weigh next to nothing.
   * @throws RangeError where frames are missing, it was done before, or the noise lies outside of its range.
   */
  solve(noise = 0): void {
    if (!(noise >= 0 && noise <= 1)) throw new RangeError(`The noise lies between 0 and 1, not at ${noise}.`);
    if (this.#added < this.#frames) throw new RangeError(`${this.#frames - this.#added} frames are missing.`);
    if (this.#solved) throw new RangeError('The means are solved for already.');
    this.#noise = noise;
    const band = Math.floor((this.#inverse.spec.nperseg - 1) / this.#inverse.spec.hop);
    // Alone, the system leaves one constant open; its first diagonal element holds it without disturbing anything else.
    const hold = (m: number): number => (noise > 0 ? DRIFT * noise : m === 0 ? 1 : 0) * this.#power;
    const row = this.#rows(band);
    solveBanded(this.#means, band, (m, out) => {
      row(m, out);
      out[0]! += hold(m);
    });
    const mean = this.#means.reduce((sum, value) => sum + value, 0) / this.#frames;
    for (let m = 0; m < this.#frames; m++) this.#means[m]! -= mean;
    this.#solved = true;
  }

  /**
   * Adds the means to samples that `add` returned, in place. Samples that no window reaches stay zeros.
   * @param start place of the first of them in the signal
   * @throws RangeError before `solve`.
   */
  finish(samples: Float64Array | Float32Array, start: number): void {
    if (!this.#solved) throw new RangeError('The means are not solved for yet.');
    const { hop } = this.#inverse.spec;
    for (let i = 0; i < samples.length; i++) {
      const at = start + i;
      let [sum, weight] = [0, 0];
      for (let m = this.#firstFrame(at); m <= this.#lastFrame(at); m++) {
        const square = this.#square[at - m * hop] ?? 0;
        weight += square;
        sum += square * (this.#means[m] ?? 0);
      }
      // Errors come out divided by the window: where it weighs less than they do, the ends fade.
      const fade = weight < this.#noise ? weight / this.#noise : 1;
      samples[i] = weight > 0 ? ((samples[i] ?? 0) + sum / weight) * fade : 0;
    }
  }

  /** Divides the first `done` sums by their weights and brings them into the right side of the system. */
  #release(sums: Float64Array, done: number): Float64Array {
    const { hop, nperseg } = this.#inverse.spec;
    const out = sums.slice(0, done);
    for (let i = 0; i < done; i++) {
      const at = this.#start + i;
      const weight = this.#weightAt(at);
      const value = weight > 0 ? (out[i] ?? 0) / weight : 0;
      out[i] = value;
      for (let m = this.#firstFrame(at); m <= this.#lastFrame(at); m++) {
        this.#means[m]! += (this.#square[at - m * hop] ?? 0) * value;
      }
    }
    this.#start += done;
    this.#sums = new Float64Array(nperseg);
    this.#sums.set(sums.subarray(done, done + nperseg));
    return out;
  }

  #weightAt(at: number): number {
    const { hop } = this.#inverse.spec;
    let weight = 0;
    for (let m = this.#firstFrame(at); m <= this.#lastFrame(at); m++) weight += this.#square[at - m * hop] ?? 0;
    return weight;
  }

  #firstFrame(at: number): number {
    const { hop, nperseg } = this.#inverse.spec;
    return Math.max(0, Math.floor((at - nperseg) / hop) + 1);
  }

  #lastFrame(at: number): number {
    return Math.min(this.#frames - 1, Math.floor(at / this.#inverse.spec.hop));
  }

  /** Rows of the system from its diagonal on; all but those near the ends are one and the same. */
  #rows(band: number): (m: number, out: Float64Array) => void {
    const { hop, nperseg } = this.#inverse.spec;
    const compute = (m: number, out: Float64Array): void => {
      out.fill(0);
      out[0] = this.#power;
      for (let n = 0; n < nperseg; n++) {
        const weight = this.#weightAt(m * hop + n);
        if (weight === 0) continue;
        const share = (this.#square[n] ?? 0) / weight;
        for (let d = 0; d <= band && m + d < this.#frames; d++) out[d]! -= share * (this.#square[n - d * hop] ?? 0);
      }
    };
    const inner = new Float64Array(band + 1);
    const hasInner = this.#frames > 2 * band + 1;
    if (hasInner) compute(band, inner);
    return (m, out) => {
      if (hasInner && m >= band && m < this.#frames - band) out.set(inner);
      else compute(m, out);
    };
  }
}

/**
 * Solves a symmetric positive definite banded system by its Cholesky factor.
 * @param values right side; afterwards the solution
 * @param row writes the elements of a row from the diagonal on, `band + 1` of them
 */
function solveBanded(values: Float64Array, band: number, row: (m: number, out: Float64Array) => void): void {
  const count = values.length;
  const width = band + 1;
  // Column m of the factor below the diagonal: element (m + d, m) at m * width + d.
  const factor = new Float64Array(count * width);
  const column = new Float64Array(width);
  for (let m = 0; m < count; m++) {
    row(m, column);
    for (let d = 0; d < width && m + d < count; d++) {
      let sum = column[d] ?? 0;
      for (let k = Math.max(0, m + d - band); k < m; k++) {
        sum -= factor[k * width + m - k]! * factor[k * width + m + d - k]!;
      }
      factor[m * width + d] = d === 0 ? Math.sqrt(sum) : sum / factor[m * width]!;
    }
    values[m]! /= factor[m * width]!;
    for (let d = 1; d < width && m + d < count; d++) values[m + d]! -= factor[m * width + d]! * values[m]!;
  }
  for (let m = count - 1; m >= 0; m--) {
    let sum = values[m]!;
    for (let d = 1; d < width && m + d < count; d++) sum -= factor[m * width + d]! * values[m + d]!;
    values[m] = sum / factor[m * width]!;
  }
}
