/** @param {readonly number[]} values */
export const least = (values) => Math.min(...values);

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** What 95 of 100 do not exceed. @param {readonly number[]} values */
export const ninetyFifth = (values) => [...values].sort((a, b) => a - b)[Math.floor(0.95 * (values.length - 1))] ?? NaN;

/**
 * Measures several things in rounds that take turns, so that what else the machine does strikes all alike.
 * @param {ReadonlyMap<string, (count: number) => Promise<number[]>>} things milliseconds of `count` repetitions
 * @param {{ rounds: number, count: number }} size the first repetition of a round is dropped, and so is a first round
 * @returns {Promise<Map<string, number[]>>} milliseconds of all repetitions that count
 */
export async function inTurns(things, { rounds, count }) {
  /** @type {Map<string, number[]>} */
  const times = new Map([...things.keys()].map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, measure] of things) {
      const counted = (await measure(count + 1)).slice(1);
      if (round > 0) times.get(name)?.push(...counted);
    }
  }
  return times;
}
