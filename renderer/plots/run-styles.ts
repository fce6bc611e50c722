import type { Theme } from '../draw/sheet';

/** How one run's curve is told from the others. */
export interface RunStyle {
  readonly colour: string;
  /** Lengths of dashes and gaps in CSS pixels; empty for a solid line. */
  readonly dash: readonly number[];
  readonly width: number;
}

/**
 * Blue, grey and violet of three lightnesses: apart from each other and from the network's orange with deficient red or
 * green vision as well.
 */
export const RUN_COLOURS = {
  light: ['#1f4f9c', '#76808c', '#a47bd0'],
  dark: ['#5b8ff0', '#8d96a1', '#d3b8f5']
} as const;

const DASHES = [
  [7, 3],
  [2, 2],
  [8, 3, 2, 3],
  [4, 4]
] as const;

/** The active run is solid in the network's colour; of the others twelve in a row look different. */
export function runStyle(place: number, active: boolean, theme: Theme): RunStyle {
  if (active) return { colour: theme.network, dash: [], width: 1.75 };
  const colours = theme.dark ? RUN_COLOURS.dark : RUN_COLOURS.light;
  return {
    colour: colours[place % colours.length] ?? theme.muted,
    dash: DASHES[place % DASHES.length] ?? [],
    width: 1.5
  };
}
