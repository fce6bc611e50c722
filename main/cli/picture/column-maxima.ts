import { powerDecibels } from '../../signal/decibels';

/** One frame: interleaved re, im of bin k at `offset + 2 * k`, and the squared magnitude of the difference of bin k. */
export interface Frame {
  readonly reference: Float32Array;
  readonly network: Float32Array;
  readonly offset: number;
  readonly difference: Float64Array;
}

/** Three pictures of magnitudes in dB, column after column, each from the lowest bin up. */
export interface PictureColumns {
  readonly columns: number;
  readonly bins: number;
  readonly reference: Float32Array;
  readonly network: Float32Array;
  readonly difference: Float32Array;
}

/** Brings any number of frames down to the columns of a picture: each cell is the largest magnitude of its frames. */
export class ColumnMaxima {
  readonly columns: number;
  readonly #frames: number;
  readonly #bins: number;
  readonly #reference: Float64Array;
  readonly #network: Float64Array;
  readonly #difference: Float64Array;

  /** @param mostColumns columns where there are more frames than that */
  constructor(frames: number, bins: number, mostColumns: number) {
    this.columns = Math.min(frames, mostColumns);
    this.#frames = frames;
    this.#bins = bins;
    this.#reference = new Float64Array(this.columns * bins);
    this.#network = new Float64Array(this.columns * bins);
    this.#difference = new Float64Array(this.columns * bins);
  }

  /** @param index of the frame */
  add(index: number, { reference, network, offset, difference }: Frame): void {
    const start = Math.floor((index * this.columns) / this.#frames) * this.#bins;
    for (let k = 0; k < this.#bins; k++) {
      raise(this.#reference, start + k, squared(reference, offset + 2 * k));
      raise(this.#network, start + k, squared(network, offset + 2 * k));
      raise(this.#difference, start + k, difference[k]!);
    }
  }

  /** @param unit the magnitude that is 0 dB */
  decibels(unit: number): PictureColumns {
    const inDecibels = (powers: Float64Array): Float32Array =>
      Float32Array.from(powers, (power) => powerDecibels(power / (unit * unit)));
    return {
      columns: this.columns,
      bins: this.#bins,
      reference: inDecibels(this.#reference),
      network: inDecibels(this.#network),
      difference: inDecibels(this.#difference)
    };
  }
}

function squared(values: Float32Array, i: number): number {
  const re = values[i]!;
  const im = values[i + 1]!;
  return re * re + im * im;
}

function raise(powers: Float64Array, i: number, power: number): void {
  if (power > powers[i]!) powers[i] = power;
}
