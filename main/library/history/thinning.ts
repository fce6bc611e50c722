/**
 * Which of several moments to give up, so that those left are spread as evenly as can be: never the first, never the
 * last; of those between, the one whose neighbours are nearest to each other, and of several the oldest.
 * @param places of the moments on the curve, rising; at least three
 * @returns its index
 */
export function thinnest(places: readonly number[]): number {
  if (places.length < 3) throw new RangeError(`of ${places.length} moments, none lies between two others`);
  const gap = (i: number): number => (places[i + 1] ?? Infinity) - (places[i - 1] ?? -Infinity);
  let best = 1;
  for (let i = 2; i < places.length - 1; i++) if (gap(i) < gap(best)) best = i;
  return best;
}
