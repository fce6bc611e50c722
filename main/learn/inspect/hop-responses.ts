import { SEED_SPEC } from '../../signal/stft';
import { weightShape } from '../shapes';

const { hop, nperseg } = SEED_SPEC;
const OUTPUTS = nperseg + 2;
const STATE = nperseg - hop;
const [, COLUMNS] = weightShape('recurrent');

/**
 * What an impulse at each sample of one hop makes of the frames behind that hop and the hops after it: D, then
 * `B A^(j-1) C` for j = 1, 2, ... (the Markov parameters of the system). Whatever basis the state has learned, they are
 * the same for the same answers.
 * @param weights of the recurrent network
 * @param hops how many
 * @returns `[hops][56 samples of the hop][258 numbers of a frame]`
 */
export function hopResponses(weights: ArrayLike<number>, hops: number): Float64Array {
  const responses = new Float64Array(hops * hop * OUTPUTS);
  for (let n = 0; n < hop; n++) {
    for (let out = 0; out < OUTPUTS; out++)
      responses[n * OUTPUTS + out] = weights[(STATE + n) * COLUMNS + STATE + out]!;
  }
  let states: Float64Array = Float64Array.from({ length: hop * STATE }, (_, i) => {
    const n = Math.floor(i / STATE);
    return weights[(STATE + n) * COLUMNS + (i % STATE)]!;
  });
  for (let j = 1; j < hops; j++) {
    responses.set(timesBlock(states, weights, { left: STATE, columns: OUTPUTS }), j * hop * OUTPUTS);
    if (j < hops - 1) states = timesBlock(states, weights, { left: 0, columns: STATE });
  }
  return responses;
}

/** Hops whose samples the filters of the recurrent network cover: a frame and some before it, which it is to forget. */
export const FILTER_HOPS = 8;

/**
 * What a frame makes of the samples up to its end, laid out as `frameMatrix` is: the numbers that the recurrent network
 * is judged by.
 * @returns `[448 samples][258 numbers of a frame]`, the frame's own samples being the last 256
 */
export function recurrentFilters(weights: ArrayLike<number>): Float64Array {
  const ofHop = hop * OUTPUTS;
  const responses = hopResponses(weights, FILTER_HOPS);
  const filters = new Float64Array(responses.length);
  for (let j = 0; j < FILTER_HOPS; j++) {
    filters.set(responses.subarray(j * ofHop, (j + 1) * ofHop), (FILTER_HOPS - 1 - j) * ofHop);
  }
  return filters;
}

/** The states of a hop, one for each of its samples, times the columns of A or C, which are the first 200 rows of the weights. */
function timesBlock(
  states: Float64Array,
  weights: ArrayLike<number>,
  { left, columns }: { readonly left: number; readonly columns: number }
): Float64Array {
  const block = new Float64Array(STATE * columns);
  for (let i = 0; i < STATE; i++) {
    for (let column = 0; column < columns; column++)
      block[i * columns + column] = weights[i * COLUMNS + left + column]!;
  }
  const product = new Float64Array(hop * columns);
  const [second, third, fourth] = [columns, 2 * columns, 3 * columns];
  // Two states and four numbers of each together: what is read of the block and the sums then serves several products.
  for (let i = 0; i < STATE; i += 4) {
    for (let row = 0; row < hop; row += 2) {
      const at = row * STATE + i;
      const [a, b, c, d] = [states[at]!, states[at + 1]!, states[at + 2]!, states[at + 3]!];
      const next = at + STATE;
      const [e, f, g, h] = [states[next]!, states[next + 1]!, states[next + 2]!, states[next + 3]!];
      let out = row * columns;
      for (let from = i * columns; from < i * columns + columns; from++, out++) {
        const w = block[from]!;
        const x = block[from + second]!;
        const y = block[from + third]!;
        const z = block[from + fourth]!;
        product[out]! += a * w + b * x + c * y + d * z;
        product[out + columns]! += e * w + f * x + g * y + h * z;
      }
    }
  }
  return product;
}
