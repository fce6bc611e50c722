import { lowerWires, reverseBits } from './butterfly';

/**
 * The product of butterfly factors times one signal, pair after pair, for tests.
 * @param factors as `butterflyFactors` lays them out
 * @param input re and then im of the points
 */
export function multiplyOut(factors: ArrayLike<number>, input: ArrayLike<number>): Float64Array {
  const size = input.length / 2;
  const bits = Math.log2(size);
  const signal = Float64Array.from(input, (_, i) => input[(i < size ? 0 : size) + reverseBits(i % size, bits)]!);
  let at = 0;
  for (let stage = 0; stage < bits; stage++) {
    for (const lower of lowerWires(size, stage)) {
      const pair = [lower, lower + 2 ** stage].map((wire) => [signal[wire]!, signal[size + wire]!] as const);
      for (const row of [0, 1]) {
        let [re, im] = [0, 0];
        pair.forEach(([x, y], column) => {
          const [a, b] = [factors[at + 4 * row + 2 * column]!, factors[at + 4 * row + 2 * column + 1]!];
          re += a * x - b * y;
          im += a * y + b * x;
        });
        signal[lower + row * 2 ** stage] = re;
        signal[size + lower + row * 2 ** stage] = im;
      }
      at += 8;
    }
  }
  return signal;
}
