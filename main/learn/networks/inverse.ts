import { InverseStft, inverseFrameMatrix } from '../../signal/inverse';
import { SEED_SPEC } from '../../signal/stft';
import type { NetworkDesign } from '../network';
import { weightCount, weightShape } from '../shapes';
import { blocksOf } from './grids';

const inverse = new InverseStft(SEED_SPEC);

/**
 * The way back: the spectrum of one frame in, re(0..128) and then im(0..128), the 256 samples under its window out,
 * without their mean. Whoever wants sound joins its frames (`InverseStft.join`). The imaginary parts of DC and the
 * Nyquist frequency say nothing, and their weights are to become zero.
 */
export const inverseFrame: NetworkDesign = {
  name: 'inverse',
  frames: 0,
  parameters: weightCount('inverse'),
  idealWeights: () => inverseFrameMatrix(SEED_SPEC),
  grids(weights) {
    const bins = SEED_SPEC.nfft / 2 + 1;
    const part = { rows: bins, columns: SEED_SPEC.nperseg, rowMeaning: 'bin', columnMeaning: 'sample of the frame' };
    return blocksOf(weights, weightShape('inverse'), [
      { ...part, name: 'for real parts' },
      { ...part, name: 'for imaginary parts', top: bins }
    ]);
  },
  exact: (input: Float32Array) => inverse.frames(input)
};
