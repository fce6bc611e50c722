import { InverseStft, inverseFrameMatrix } from '../../signal/inverse';
import { SEED_SPEC } from '../../signal/stft';
import type { NetworkDesign } from '../network';

const inverse = new InverseStft(SEED_SPEC);

/**
 * The way back: the spectrum of one frame in, re(0..128) and then im(0..128), the 256 samples under its window out,
 * without their mean. Whoever wants sound joins its frames (`InverseStft.join`). The imaginary parts of DC and the
 * Nyquist frequency say nothing, and their weights are to become zero.
 */
export const inverseFrame: NetworkDesign = {
  name: 'inverse',
  frames: 0,
  idealWeights: () => inverseFrameMatrix(SEED_SPEC),
  exact: (input: Float32Array) => inverse.frames(input)
};
