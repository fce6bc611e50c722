import { describe, expect, it } from 'vitest';
import { RUN_COLOURS, runStyle } from './run-styles';
import { TEST_THEME } from '../draw/test-theme';

type Rgb = readonly [number, number, number];

/** Linear light, 0 to 1. */
function linear(hex: string): Rgb {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

const dot = (a: Rgb, b: Rgb): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const luminance = (rgb: Rgb): number => dot(rgb, [0.2126, 0.7152, 0.0722]);

/** WCAG 2.2. */
function contrast(a: Rgb, b: Rgb): number {
  const [bright, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (bright + 0.05) / (dark + 0.05);
}

/** How a dichromat sees a colour: Machado, Oliveira and Fernandes 2009, severity 1. */
const VISIONS: Readonly<Record<string, readonly [Rgb, Rgb, Rgb]>> = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1]
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998]
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881]
  ]
};

/** CIE L*, a*, b* under D65. */
function lab(rgb: Rgb): Rgb {
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f(dot(rgb, [0.4124, 0.3576, 0.1805]) / 0.9505);
  const y = f(luminance(rgb));
  const z = f(dot(rgb, [0.0193, 0.1192, 0.9505]) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const SURFACES = { light: ['#ffffff', '#ad4e00'], dark: ['#1b1f24', '#ff9d4d'] } as const;

describe.each(['light', 'dark'] as const)('colours of the runs on a %s page', (kind) => {
  const [surface, network] = SURFACES[kind];
  const colours = [network, ...RUN_COLOURS[kind]];

  it('stand out from the page by 3:1', () => {
    for (const colour of colours) expect(contrast(linear(colour), linear(surface)), colour).toBeGreaterThan(3);
  });

  it.each(['full', 'protan', 'deutan'])('are far from each other with %s vision', (name) => {
    const vision = VISIONS[name];
    if (!vision) throw new Error(`no vision ${name}`);
    const seen = colours.map((colour) => {
      const rgb = linear(colour);
      const [r, g, b] = vision.map((row) => Math.min(1, Math.max(0, dot(row, rgb)))) as [number, number, number];
      return lab([r, g, b]);
    });
    seen.forEach((a, i) => {
      for (const b of seen.slice(i + 1)) {
        expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]), `colour ${i} of ${kind}`).toBeGreaterThan(20);
      }
    });
  });
});

describe('runStyle', () => {
  const theme = { ...TEST_THEME, network: '#ad4e00' };

  it('gives the active run the colour of the network and a solid line', () => {
    expect(runStyle(5, true, theme)).toMatchObject({ colour: '#ad4e00', dash: [] });
  });

  it('gives twelve others twelve looks', () => {
    const looks = Array.from({ length: 12 }, (_, i) => JSON.stringify(runStyle(i, false, theme)));
    expect(new Set(looks).size).toBe(12);
  });
});
