import { Dft, dftMatrix } from '../../signal/dft';
import type { NetworkDesign } from '../network';
import { weightCount, weightShape } from '../shapes';
import { blocksOf, realAndImaginary } from './grids';

const dft = new Dft(128);

/**
 * The bare transform: 128 complex numbers in, re(0..127) and then im(0..127), and as many out in the same order. No
 * window and no scale, so its weights are cosines and sines of one height. It makes no spectrogram of sound.
 */
export const dft128: NetworkDesign = {
  name: 'dft-128',
  frames: 0,
  parameters: weightCount('dft-128'),
  idealWeights: () => dftMatrix(dft.size),
  grids(weights) {
    const part = { rows: dft.size, columns: dft.size, rowMeaning: 'sample', columnMeaning: 'bin' };
    return blocksOf(weights, weightShape('dft-128'), [
      ...realAndImaginary(part, ' for real samples'),
      ...realAndImaginary({ ...part, top: dft.size }, ' for imaginary samples')
    ]);
  },
  exact: (input: Float32Array) => dft.transform(input)
};
