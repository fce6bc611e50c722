import { formatCount } from './format';

/** What a number field says to anything but a whole number from `low` to `high`, both included. */
export function refuseUnlessWhole(low: number, high: number): (value: number) => string | null {
  return (value) =>
    Number.isInteger(value) && value >= low && value <= high
      ? null
      : `A whole number from ${formatCount(low)} to ${formatCount(high)}.`;
}
