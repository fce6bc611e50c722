import { frameMatrix } from '../../signal/frame-matrix';
import { randomOrthogonal } from '../../signal/orthogonal';
import type { Random } from '../../signal/random';
import { SEED_SPEC } from '../../signal/stft';
import type { NetworkDesign } from '../network';
import { weightCount, weightShape } from '../shapes';
import type { Store } from '../store';
import { denseStft } from './dense-stft';
import { blocksOf, realAndImaginary } from './grids';
import { Recurrence, type RecurrentSizes } from './recurrence';
import { createStored } from './stored';

const BINS = SEED_SPEC.nfft / 2 + 1;
/** A frame needs the samples of its last hop and those of 200 before, which the state has to remember. */
const SIZES: RecurrentSizes = { hop: SEED_SPEC.hop, state: SEED_SPEC.nperseg - SEED_SPEC.hop, outputs: 2 * BINS };

/** How much of its length the state keeps from hop to hop at the start of learning. */
const START_MEMORY = 0.9;
/** Deviation of the weights of the answer at the start, below that of the exact ones. */
const START_ANSWER = 2 ** -10;

/**
 * A linear recurrent network: one hop u of 56 samples a step, a state s of 200 numbers, and behind each hop a frame,
 * `s[t+1] = s[t] A + u[t] B` and `y[t] = s[t] C + u[t] D`; its matrix of weights is `[[A, C], [B, D]]`, 117,248 numbers.
 * With 24 zeros before its first hop, 2048 samples are 37 hops, and the last 33 frames are those of `dense-stft`, in the
 * same order. The exact answer is a delay line: A and B shift the last 200 samples through the state.
 *
 * Nothing of that is in the start: A is a random rotation that forgets a tenth a hop, so the network has to find a basis
 * for 200 samples, and to forget them after five hops (A^5 = 0). Samples at the faint ends of the window hardly show in
 * the answer, and the error is so flat in what concerns them that other gradients slow down at 28 to 38 dB after 1,000 steps. Natural
 * gradients see the curvature: they gain 2.8 dB a step and end at 126 dB from each of ten starts. Exact weights reach
 * 130.9 dB, because a plain shift is never rounded. To start from the delay line would leave only C and D to learn.
 */
export const recurrent: NetworkDesign = {
  name: 'recurrent',
  frames: denseStft.frames,
  parameters: weightCount('recurrent'),

  idealWeights(): Float64Array {
    const { hop, state } = SIZES;
    const shift = new Float64Array((state + hop) * state);
    for (let n = hop; n < state + hop; n++) shift[n * state + n - hop] = 1;
    return sideBySide(shift, frameMatrix(SEED_SPEC));
  },

  exact: (input, examples) => denseStft.exact(input, examples),
  ...(denseStft.teacher && { teacher: denseStft.teacher.bind(denseStft) }),

  startWeights(random: Random): Float32Array {
    const { hop, state, outputs } = SIZES;
    const toState = new Float64Array((state + hop) * state);
    const rotation = randomOrthogonal(random, state);
    toState.set(rotation.map((value) => START_MEMORY * value));
    toState.set(randomOrthogonal(random, state).subarray(0, hop * state), state * state);
    const toAnswer = new Float32Array((state + hop) * outputs);
    random.fillNormal(toAnswer);
    return Float32Array.from(
      sideBySide(
        toState,
        toAnswer.map((value) => START_ANSWER * value)
      )
    );
  },

  create(tensorflow, weights) {
    const compute = (store: Store): Recurrence => new Recurrence(tensorflow, store, SIZES);
    return createStored(tensorflow, { design: this, weights, compute });
  },

  grids(weights) {
    const { hop, state } = SIZES;
    const answer = { columns: BINS, left: state, columnMeaning: 'bin' };
    const entrance = { rows: hop, top: state, rowMeaning: 'sample of the hop' };
    const memory = { rows: state, rowMeaning: 'number of the state' };
    const next = { columns: state, columnMeaning: 'number of the next state' };
    return blocksOf(weights, weightShape('recurrent'), [
      { name: 'A, state to state', ...memory, ...next },
      { name: 'B, hop to state', ...entrance, ...next },
      ...realAndImaginary({ ...memory, ...answer }, ' of C, state to answer'),
      ...realAndImaginary({ ...entrance, ...answer }, ' of D, hop to answer')
    ]);
  }
};

/** [A; B] and [C; D] as one matrix, [[A, C], [B, D]]. */
function sideBySide(toState: Float64Array, toAnswer: Float64Array | Float32Array): Float64Array {
  const { hop, state, outputs } = SIZES;
  const weights = new Float64Array((state + hop) * (state + outputs));
  for (let n = 0; n < state + hop; n++) {
    weights.set(toState.subarray(n * state, (n + 1) * state), n * (state + outputs));
    weights.set(toAnswer.subarray(n * outputs, (n + 1) * outputs), n * (state + outputs) + state);
  }
  return weights;
}
