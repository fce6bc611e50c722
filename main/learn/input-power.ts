import { Random } from '../signal/random';
import type { SoundMaker } from '../signal/training-sounds';

const MOST_EXAMPLES = 1024;
const ROUNDS = 12;

/**
 * Largest power of the examples along any direction: the largest eigenvalue of `mean x'x`, by power iteration on a sample
 * of them. White noise of unit power has 1 along all directions; sound has most along few, and descent is stable only
 * at rates below 2 over it.
 * @param size numbers of an example
 * @param seed of the sample
 */
export function largestPower(
  make: SoundMaker,
  { size, seed }: { readonly size: number; readonly seed: number }
): number {
  const random = new Random(seed);
  const count = Math.min(4 * size, MOST_EXAMPLES);
  const examples = Array.from({ length: count }, () => {
    const example = new Float32Array(size);
    make(random, example);
    return example;
  });
  let direction = Float64Array.from({ length: size }, () => random.uniform() - 0.5);
  let power = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(size);
    for (const example of examples) addScaled(next, example, dot(example, direction) / count);
    const [before, after] = [Math.sqrt(dot(direction, direction)), Math.sqrt(dot(next, next))];
    power = after / before;
    direction = next.map((value) => value / after);
  }
  return power;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addScaled(sum: Float64Array, values: Float32Array, factor: number): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += factor * values[i]!;
}
