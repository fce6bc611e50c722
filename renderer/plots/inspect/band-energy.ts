import type { WeightSummary } from '@contract';

/** Energy outside of the bands re that of all weights, in dB; null where one of the two is zero. */
export function outsideDb({
  insideEnergy,
  outsideEnergy
}: Pick<WeightSummary, 'insideEnergy' | 'outsideEnergy'>): number | null {
  const share = outsideEnergy / (insideEnergy + outsideEnergy);
  return share > 0 && share < Infinity ? 10 * Math.log10(share) : null;
}

/** Down to here a curve of levels goes at least, so that the first steps do not look like all of the way. */
const LEAST_FLOOR_DB = -40;
const FLOOR_STEP_DB = 20;

/** Bottom of a curve of levels that begins at 0 dB: the next multiple of 20 dB. */
export function sparkFloor(levels: readonly (number | null)[]): number {
  const least = Math.min(LEAST_FLOOR_DB, ...levels.filter((level) => level !== null));
  return Math.floor(least / FLOOR_STEP_DB) * FLOOR_STEP_DB;
}

/**
 * Levels in dB as the path of an SVG, from the left to the right edge, 0 dB at the top; those that are not there are
 * left out.
 * @param size `floor` is the level at the bottom
 */
export function sparkPath(
  levels: readonly (number | null)[],
  { width, height, floor }: { readonly width: number; readonly height: number; readonly floor: number }
): string {
  const across = width / Math.max(1, levels.length - 1);
  let pen = 'M';
  return levels
    .flatMap((level, i) => {
      if (level === null) return [];
      const point = `${pen}${round(i * across)} ${round((level / floor) * height)}`;
      pen = 'L';
      return [point];
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
