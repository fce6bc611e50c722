import type { WeightSummary } from '@contract';

/** Energy outside of the bands re that of all weights, in dB; null where one of the two is zero. */
export function outsideDb({
  insideEnergy,
  outsideEnergy
}: Pick<WeightSummary, 'insideEnergy' | 'outsideEnergy'>): number | null {
  const share = outsideEnergy / (insideEnergy + outsideEnergy);
  return share > 0 && share < Infinity ? 10 * Math.log10(share) : null;
}

/**
 * A curve without axes as the path of an SVG, from the left to the right edge; values that are not there are left out.
 * @param values at least 0 at the top: the span goes from the least value to 0 or the largest one
 */
export function sparkPath(
  values: readonly (number | null)[],
  { width, height }: { width: number; height: number }
): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return '';
  const [low, high] = [Math.min(...known), Math.max(0, ...known)];
  const across = width / Math.max(1, values.length - 1);
  const down = (value: number): number => (high > low ? ((high - value) / (high - low)) * height : 0);
  let pen = 'M';
  return values
    .flatMap((value, i) => {
      if (value === null) return [];
      const point = `${pen}${round(i * across)} ${round(down(value))}`;
      pen = 'L';
      return [point];
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
