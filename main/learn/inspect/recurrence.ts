import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { Recurrence } from '@contract';
import { frameMatrix } from '../../signal/frame-matrix';
import { SEED_SPEC } from '../../signal/stft';
import { requireLength } from '../network';
import { weightCount, weightShape } from '../shapes';
import { hopResponses } from './hop-responses';

const { hop, nperseg } = SEED_SPEC;
const BINS = nperseg / 2 + 1;
const STATE = nperseg - hop;
const [, COLUMNS] = weightShape('recurrent');

/** Frames in which an impulse is followed: three times as long as the exact network remembers it. */
const FRAMES = 16;

/** The recurrent network as a filter: what its state remembers, and for how long. What its weights tell is computed once. */
export class RecurrentFilter {
  readonly #eigenvalues: Float64Array;
  /** Of every sample of the hop in turn, hop after hop. */
  readonly #responses: Float64Array;

  /** @throws RangeError where the weights are not as many as a recurrent network has, or not all finite */
  constructor(weights: Float32Array) {
    requireLength('recurrent', weights, weightCount('recurrent'));
    const memory = Matrix.zeros(STATE, STATE);
    for (let i = 0; i < STATE; i++) {
      for (let j = 0; j < STATE; j++) memory.set(i, j, weights[i * COLUMNS + j]!);
    }
    this.#eigenvalues = eigenvaluesOf(memory);
    this.#responses = hopResponses(weights, FRAMES);
  }

  /**
   * What an impulse does.
   * @param sample of the hop where it is, from 0 to 55
   * @throws RangeError where there is no such sample
   */
  answer(sample: number): Omit<Recurrence, 'revision'> {
    if (!(Number.isInteger(sample) && sample >= 0 && sample < hop)) {
      throw new RangeError(`A hop has the samples 0 to ${hop - 1}, not ${sample}.`);
    }
    const exact = frameMatrix(SEED_SPEC);
    const learned = new Float32Array(FRAMES * BINS);
    const ideal = new Float32Array(FRAMES * BINS);
    for (let m = 0; m < FRAMES; m++) {
      learned.set(magnitudesAt(this.#responses, m * hop + sample), m * BINS);
      const inFrame = nperseg - (m + 1) * hop + sample;
      if (inFrame >= 0) ideal.set(magnitudesAt(exact, inFrame), m * BINS);
    }
    const idealEigenvalues = new Float64Array(2 * STATE);
    return { eigenvalues: this.#eigenvalues, idealEigenvalues, frames: FRAMES, bins: BINS, learned, ideal };
  }
}

/**
 * @returns re, im pairs, the largest modulus first
 * @throws RangeError where a number is not finite: the iteration that finds them would not end
 */
export function eigenvaluesOf(matrix: Matrix): Float64Array {
  if (matrix.to1DArray().some((value) => !Number.isFinite(value))) {
    throw new RangeError('A matrix with numbers that are not finite has no eigenvalues.');
  }
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(matrix);
  const pairs = realEigenvalues.map((re, i) => [re, imaginaryEigenvalues[i]!] as const);
  pairs.sort(([a, b], [c, d]) => Math.hypot(c, d) - Math.hypot(a, b) || d - b);
  return Float64Array.from(pairs.flat());
}

/** Magnitudes of the bins in one row of re, then im. */
function magnitudesAt(rows: Float64Array, row: number): Float32Array {
  const from = row * 2 * BINS;
  return Float32Array.from({ length: BINS }, (_, k) => Math.hypot(rows[from + k]!, rows[from + BINS + k]!));
}
