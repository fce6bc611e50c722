import type { Resynthesized } from '@contract';
import { InverseStft } from '../../signal/inverse';
import { SEED_SPEC } from '../../signal/stft';
import type { BackToFrames } from './learned-inverse';
import type { SpectrumBlock } from './spectrum-source';

/** A block that may have been computed without a network. */
export type ReferenceBlock = Omit<SpectrumBlock, 'network'> & Partial<Pick<SpectrumBlock, 'network'>>;

/**
 * From spectra to the samples under their windows, by the exact inverse transform or a learned one, block after block.
 * Knows in the end how far off they were.
 */
export class WayBack {
  readonly #exact = new InverseStft(SEED_SPEC);
  readonly #of: Resynthesized;
  readonly #learned: BackToFrames | null;
  #power = 0;
  #error = 0;

  /** @param learned null for the exact inverse */
  constructor(of: Resynthesized, learned: BackToFrames | null) {
    this.#of = of;
    this.#learned = learned;
  }

  /** @returns rows of nfft samples */
  frames({ reference, network }: ReferenceBlock): ArrayLike<number> {
    const exact = rowsOf(reference, this.#exact.bins);
    const spectra = network ? rowsOf(network, this.#exact.bins) : exact;
    if (this.#of === 'difference') for (let i = 0; i < spectra.length; i++) spectra[i]! -= exact[i]!;
    const frames = this.#learned ? this.#learned(spectra) : this.#exact.frames(spectra);
    if (this.#of === 'difference') this.#measure(frames, null);
    else if (this.#learned) this.#measure(frames, this.#exact.frames(exact));
    // The exact inverse takes errors and spectra alike to frames.
    else this.#measure(spectra, exact);
    return frames;
  }

  /** Whether all samples so far are numbers. */
  get isFinite(): boolean {
    return Number.isFinite(this.#error);
  }

  /** Power of the errors over that of what is sought, at most 1. */
  get noise(): number {
    return this.#error === 0 ? 0 : Math.min(1, this.#error / this.#power);
  }

  /** @param sought null where all there is are errors */
  #measure(got: ArrayLike<number>, sought: ArrayLike<number> | null): void {
    let [power, error] = [0, 0];
    for (let i = 0; i < got.length; i++) {
      const value = sought ? sought[i]! : 0;
      power += value * value;
      error += (got[i]! - value) ** 2;
    }
    this.#power += power;
    this.#error += error;
  }
}

/** From re, im pairs to all real parts, then all imaginary parts. */
function rowsOf(pairs: Float64Array, bins: number): Float64Array {
  const rows = new Float64Array(pairs.length);
  for (let i = 0; i < rows.length; i++) {
    const inRow = i % (2 * bins);
    rows[i - inRow + (inRow % 2) * bins + (inRow >> 1)] = pairs[i] ?? 0;
  }
  return rows;
}
