import { frameMatrix } from '../../signal/frame-matrix';
import { SEED_SPEC, Stft } from '../../signal/stft';
import type { NetworkDesign, Teacher } from '../network';
import { weightCount, weightShape } from '../shapes';
import { blocksOf, realAndImaginary } from './grids';

/** One frame after another, none sharing a sample with the next. */
const stft = new Stft({ ...SEED_SPEC, hop: SEED_SPEC.nperseg });

/**
 * Weight sharing: the same matrix for every frame, 256 samples in, 258 numbers out, the real parts of bins 0..128 and
 * then their imaginary parts.
 */
export const sharedFrame: NetworkDesign = {
  name: 'shared-frame',
  frames: 1,
  parameters: weightCount('shared-frame'),

  idealWeights: () => frameMatrix(SEED_SPEC),

  grids: (weights) =>
    blocksOf(
      weights,
      weightShape('shared-frame'),
      realAndImaginary({
        rows: SEED_SPEC.nperseg,
        columns: stft.bins,
        rowMeaning: 'sample of the frame',
        columnMeaning: 'bin'
      })
    ),

  exact(input: Float32Array, examples: number): Float64Array {
    const spectra = new Float64Array(examples * stft.bins * 2);
    stft.transform(Float64Array.from(input), examples, spectra);
    return separateParts(spectra, stft.bins);
  },

  /** The product with the matrix of a frame: a third of the time of the transforms. */
  teacher(tf): Teacher {
    const matrix = tf.keep(tf.tensor2d(Float32Array.from(frameMatrix(SEED_SPEC)), [SEED_SPEC.nperseg, 2 * stft.bins]));
    return { targets: (x) => tf.matMul(x, matrix), dispose: () => matrix.dispose() };
  }
};

/** From rows of re, im pairs to rows of all real parts, then all imaginary parts. */
function separateParts(spectra: Float64Array, bins: number): Float64Array {
  const separate = new Float64Array(spectra.length);
  for (let row = 0; row < separate.length; row += 2 * bins) {
    for (let k = 0; k < bins; k++) {
      separate[row + k] = spectra[row + 2 * k] ?? 0;
      separate[row + bins + k] = spectra[row + 2 * k + 1] ?? 0;
    }
  }
  return separate;
}
