import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { frameMatrix } from '../../signal/frame-matrix';
import { frameCount, SEED_SPEC, Stft } from '../../signal/stft';
import type { NetworkDesign, Teacher } from '../network';
import { NETWORK_SHAPES, weightCount, weightShape } from '../shapes';
import { blocksOf, realAndImaginary } from './grids';

const [INPUTS, OUTPUTS] = NETWORK_SHAPES['dense-stft'];
const FRAMES = frameCount(INPUTS, SEED_SPEC);
const stft = new Stft(SEED_SPEC);

/** Place of the real part of bin k in frame m; the imaginary part lies half a row behind it. */
const place = (k: number, m: number): number => k * FRAMES + m;

/**
 * The network of the experiment: 2048 samples in, the 33 frames of their spectrogram out, every weight on its own. The
 * answer holds re of bin k and frame m at `k * 33 + m`, im at `4257 + k * 33 + m`.
 */
export const denseStft: NetworkDesign = {
  name: 'dense-stft',
  frames: FRAMES,
  parameters: weightCount('dense-stft'),

  /** The matrix of one frame, once for each frame in the rows of its samples; zeros elsewhere. */
  idealWeights(): Float64Array {
    const matrix = frameMatrix(SEED_SPEC);
    const { nperseg, hop } = SEED_SPEC;
    const weights = new Float64Array(INPUTS * OUTPUTS);
    for (let m = 0; m < FRAMES; m++) {
      for (let n = 0; n < nperseg; n++) {
        const row = (m * hop + n) * OUTPUTS;
        for (let k = 0; k < stft.bins; k++) {
          weights[row + place(k, m)] = matrix[n * 2 * stft.bins + k] ?? 0;
          weights[row + OUTPUTS / 2 + place(k, m)] = matrix[n * 2 * stft.bins + stft.bins + k] ?? 0;
        }
      }
    }
    return weights;
  },

  grids: (weights) =>
    blocksOf(
      weights,
      weightShape('dense-stft'),
      realAndImaginary({ rows: INPUTS, columns: OUTPUTS / 2, rowMeaning: 'sample', columnMeaning: 'frames of a bin' })
    ),

  exact(input: Float32Array, examples: number): Float64Array {
    const out = new Float64Array(examples * OUTPUTS);
    const spectra = new Float64Array(OUTPUTS);
    for (let example = 0; example < examples; example++) {
      const samples = input.subarray(example * INPUTS, (example + 1) * INPUTS);
      stft.transform(Float64Array.from(samples), FRAMES, spectra);
      for (let m = 0; m < FRAMES; m++) {
        for (let k = 0; k < stft.bins; k++) {
          const from = (m * stft.bins + k) * 2;
          out[example * OUTPUTS + place(k, m)] = spectra[from] ?? 0;
          out[example * OUTPUTS + OUTPUTS / 2 + place(k, m)] = spectra[from + 1] ?? 0;
        }
      }
    }
    return out;
  },

  /** A convolution with the matrix of one frame: a quarter of the work of the dense product, and no transform in JS. */
  teacher(tf): Teacher {
    const { nperseg, hop } = SEED_SPEC;
    const matrix = Float32Array.from(frameMatrix(SEED_SPEC));
    const filter = tf.keep(tf.tensor4d(matrix, [1, nperseg, 1, 2 * stft.bins]));
    return {
      targets(x: Tensor2D): Tensor2D {
        const frames = tf.conv2d(x.reshape<Tensor4D>([-1, 1, INPUTS, 1]), filter, [1, hop], 'valid');
        return frames
          .reshape([-1, FRAMES, 2 * stft.bins])
          .transpose([0, 2, 1])
          .reshape([-1, OUTPUTS]);
      },
      dispose: () => filter.dispose()
    };
  }
};
