import { CIVIDIS, MAGMA, VIRIDIS } from './colour-data';
import { encode, oklabToSrgb, type Oklab } from './oklab';

/**
 * Sequential maps, dark to light, and two whose middle (between entries 127 and 128) is neutral and stands for 0:
 * `diverging` on a light ground, `diverging-dark` on a dark one.
 */
export type ColourTableName = 'magma' | 'viridis' | 'cividis' | 'grey' | 'diverging' | 'diverging-dark';

const COLOURS = 256;

interface Diverging {
  readonly negative: Oklab;
  readonly neutral: Oklab;
  readonly positive: Oklab;
}

/** Ends as dark, or as light, as each other, and blue against orange, which no common colour blindness mixes up. */
const ON_LIGHT: Diverging = {
  negative: { lightness: 0.48, a: -0.05, b: -0.125 },
  neutral: { lightness: 0.965, a: 0, b: 0 },
  positive: { lightness: 0.5, a: 0.075, b: 0.104 }
};
const ON_DARK: Diverging = {
  negative: { lightness: 0.8, a: -0.05, b: -0.1 },
  neutral: { lightness: 0.21, a: 0, b: 0 },
  positive: { lightness: 0.8, a: 0.06, b: 0.115 }
};
/** Colourfulness rises faster than lightness changes from the middle on, so that small differences show. */
const RISE = 0.6;

/**
 * A colour table as bytes: entry i is red, green, blue (sRGB) at `3 * i`; 256 entries.
 * Magma, viridis and cividis are the published tables; grey is even in CIE lightness, as they are.
 */
export function colourTable(name: ColourTableName): Uint8Array {
  switch (name) {
    case 'magma':
      return parseTable(MAGMA);
    case 'viridis':
      return parseTable(VIRIDIS);
    case 'cividis':
      return parseTable(CIVIDIS);
    case 'grey':
      return fillTable(grey);
    case 'diverging':
      return fillTable((share) => diverging(ON_LIGHT, 2 * share - 1));
    case 'diverging-dark':
      return fillTable((share) => diverging(ON_DARK, 2 * share - 1));
  }
}

function parseTable(hex: string): Uint8Array {
  return Uint8Array.from({ length: COLOURS * 3 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

/** A table from a function of 0..1 to sRGB in 0..1. */
function fillTable(colour: (share: number) => readonly [number, number, number]): Uint8Array {
  const table = new Uint8Array(COLOURS * 3);
  for (let i = 0; i < COLOURS; i++) {
    colour(i / (COLOURS - 1)).forEach((value, c) => {
      table[3 * i + c] = Math.round(Math.min(1, Math.max(0, value)) * 255);
    });
  }
  return table;
}

/** The grey whose CIE lightness L* is 100 times `share`. */
function grey(share: number): [number, number, number] {
  const root = (100 * share + 16) / 116;
  const luminance = share > 0.08 ? root ** 3 : (100 * share) / 903.3;
  const value = encode(luminance);
  return [value, value, value];
}

function diverging({ negative, neutral, positive }: Diverging, signed: number): readonly [number, number, number] {
  const end = signed < 0 ? negative : positive;
  const strength = Math.abs(signed);
  const colourfulness = strength ** RISE;
  return oklabToSrgb({
    lightness: neutral.lightness + (end.lightness - neutral.lightness) * strength,
    a: end.a * colourfulness,
    b: end.b * colourfulness
  });
}
