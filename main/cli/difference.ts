import { blocks } from './spectra';
import type { NpyFile } from './npy-file';
import type { ColumnMaxima } from './picture/column-maxima';

/** dB of the least difference that is told from none. */
const FLOOR = -200;

export interface DifferenceOptions {
  readonly referenceFile: NpyFile;
  readonly networkFile: NpyFile;
  readonly differenceFile: NpyFile;
  readonly frames: number;
  readonly bins: number;
  /** The magnitude that is 0 dB. */
  readonly unit: number;
  /** Takes every frame, for the picture. */
  readonly maxima: ColumnMaxima;
  readonly signal: AbortSignal;
}

/** Reads the two spectrograms back and writes the magnitude of their complex difference in dB. */
export async function writeDifference(options: DifferenceOptions): Promise<void> {
  const { referenceFile, networkFile, differenceFile, frames, bins, unit, maxima } = options;
  const power = new Float64Array(bins);
  for (const { first, count } of blocks(frames, options.signal)) {
    const reference = await referenceFile.read(first, count);
    const network = await networkFile.read(first, count);
    const difference = new Float32Array(count * bins);
    for (let m = 0; m < count; m++) {
      differencePower(reference, network, m * bins * 2, power);
      for (let k = 0; k < bins; k++) {
        difference[m * bins + k] = Math.max(FLOOR, 10 * Math.log10(power[k]! / (unit * unit)));
      }
      maxima.add(first + m, { reference, network, offset: m * bins * 2, difference: power });
    }
    await differenceFile.append(difference);
  }
}

/** Squared magnitude of the complex difference of one frame. */
function differencePower(reference: Float32Array, network: Float32Array, offset: number, power: Float64Array): void {
  for (let k = 0; k < power.length; k++) {
    const re = network[offset + 2 * k]! - reference[offset + 2 * k]!;
    const im = network[offset + 2 * k + 1]! - reference[offset + 2 * k + 1]!;
    power[k] = re * re + im * im;
  }
}
