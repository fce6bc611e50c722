import { describe, expect, it } from 'vitest';
import { colourTable, type ColourTableName } from './colour';

const NAMES: readonly ColourTableName[] = ['magma', 'viridis', 'cividis', 'grey', 'diverging', 'diverging-dark'];
const entry = (table: Uint8Array, i: number): number[] => [...table.subarray(3 * i, 3 * i + 3)];
const linear = (value: number): number =>
  value <= 10.31475 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;

/** CIE lightness L* of entry i. */
function lightness(table: Uint8Array, i: number): number {
  const [r = 0, g = 0, b = 0] = entry(table, i).map(linear);
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return luminance > 0.008856 ? 116 * Math.cbrt(luminance) - 16 : 903.3 * luminance;
}

/** What a person without the green-sensitive cones sees of linear red, green, blue (Machado et al. 2009). */
function withoutGreenCones([r = 0, g = 0, b = 0]: number[]): number[] {
  return [
    0.367322 * r + 0.860646 * g - 0.227968 * b,
    0.280085 * r + 0.672501 * g + 0.047413 * b,
    -0.01182 * r + 0.04294 * g + 0.968881 * b
  ];
}

describe('colour tables', () => {
  it.each(NAMES)('%s has 256 colours', (name) => {
    const table = colourTable(name);
    expect(table).toBeInstanceOf(Uint8Array);
    expect(table.length).toBe(768);
  });

  it('are the published ones', () => {
    // First, middle and last entry as Matplotlib has them.
    expect([0, 128, 255].map((i) => entry(colourTable('magma'), i))).toEqual([
      [0, 0, 4],
      [183, 55, 121],
      [252, 253, 191]
    ]);
    expect([0, 128, 255].map((i) => entry(colourTable('viridis'), i))).toEqual([
      [68, 1, 84],
      [33, 145, 140],
      [253, 231, 37]
    ]);
    expect([0, 255].map((i) => entry(colourTable('cividis'), i))).toEqual([
      [0, 34, 78],
      [254, 232, 56]
    ]);
  });

  it.each(['magma', 'viridis', 'cividis', 'grey'] as const)('%s grows lighter from end to end', (name) => {
    const table = colourTable(name);
    for (let i = 1; i < 256; i++) expect(lightness(table, i)).toBeGreaterThan(lightness(table, i - 1) - 0.25);
    expect(lightness(table, 255) - lightness(table, 0)).toBeGreaterThan(70);
  });

  it('grey is even in lightness, from black to white', () => {
    const table = colourTable('grey');
    expect(entry(table, 0)).toEqual([0, 0, 0]);
    expect(entry(table, 255)).toEqual([255, 255, 255]);
    for (let i = 0; i < 256; i++) {
      const [r, g, b] = entry(table, i);
      expect([g, b]).toEqual([r, r]);
      expect(Math.abs(lightness(table, i) - (100 * i) / 255)).toBeLessThan(0.3);
    }
  });

  describe.each([
    { name: 'diverging', ground: 93, towardsMiddle: 1, apart: 0.08 },
    { name: 'diverging-dark', ground: 12, towardsMiddle: -1, apart: 0.045 }
  ] as const)('$name', ({ name, ground, towardsMiddle, apart }) => {
    const table = colourTable(name);

    it('is neutral in its middle, and there nearest to its ground', () => {
      for (const i of [127, 128]) {
        const colour = entry(table, i);
        expect(Math.max(...colour) - Math.min(...colour)).toBeLessThan(16);
        expect((lightness(table, i) - ground) * towardsMiddle).toBeGreaterThan(0);
      }
    });

    it('is as dark on one side as on the other', () => {
      for (let i = 0; i < 128; i++) {
        expect(Math.abs(lightness(table, i) - lightness(table, 255 - i))).toBeLessThan(4);
        if (i > 0) expect((lightness(table, i) - lightness(table, i - 1)) * towardsMiddle).toBeGreaterThan(0);
      }
    });

    it('has sides that also the red-green blind tell apart', () => {
      for (const i of [0, 32, 64, 96]) {
        const [low, high] = [i, 255 - i].map((at) => withoutGreenCones(entry(table, at).map(linear)));
        // The sign shows as blue against yellow.
        expect(low![2]! - low![0]!).toBeGreaterThan(apart);
        expect(high![0]! - high![2]!).toBeGreaterThan(apart);
      }
    });
  });
});
