import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { NetworkName } from '@contract';
import { decodeNpy } from '../../audio/npy';
import { Random } from '../../signal/random';
import { multiplyOut } from '../../signal/test-butterfly';
import { DESIGNS } from '../networks';
import { NETWORK_SHAPES } from '../shapes';
import { exactWeights, fill, randomWeights } from './test-weights';
import { idealAt, learnedAt, lengthOf, type WeightMap } from './weight-map';
import { mapsOf } from './weight-maps';

const NAMES = Object.values(DESIGNS).map(({ name }) => name);

const golden = (name: string): Float64Array =>
  Float64Array.from(decodeNpy(readFileSync(new URL(`../../signal/golden/${name}.npy`, import.meta.url))).data);

/** What the exact numbers of one slice make of an example. */
function multiply(map: WeightMap, input: ArrayLike<number>, slice = 0): Float64Array {
  return Float64Array.from({ length: lengthOf(map.info.rows) }, (_, row) => {
    let sum = 0;
    for (let column = 0; column < input.length; column++) sum += input[column]! * idealAt(map, { slice, row, column });
    return sum;
  });
}

/** Numbers of SciPy's spectrogram, bins x frames. */
const partOf = (spectrum: Float64Array, row: number, slice: number): number =>
  spectrum[((row % 129) * 33 + slice) * 2 + (row < 129 ? 0 : 1)]!;

describe('dense-stft', () => {
  const [map] = mapsOf('dense-stft') as [WeightMap];

  it('is 33 slices of bins by samples, each with a band of 256 samples', () => {
    expect(map.info).toMatchObject({ id: 'weights', slices: 33, filters: true });
    expect(map.info.rows).toEqual({ meaning: 'bin', count: 129, parts: ['real', 'imaginary'] });
    expect(map.info.columns).toEqual({ meaning: 'sample', count: 2048, parts: [] });
    expect(map.band(0)).toEqual({ start: 0, end: 256 });
    expect(map.band(32)).toEqual({ start: 1792, end: 2048 });
  });

  it('has as ideal what SciPy makes of an impulse at sample 1024', () => {
    const spectrum = golden('impulse.seed');
    for (let slice = 0; slice < 33; slice++) {
      for (let row = 0; row < 258; row++) {
        const difference = idealAt(map, { slice, row, column: 1024 }) - partOf(spectrum, row, slice);
        expect(Math.abs(difference)).toBeLessThan(1e-15);
      }
    }
  });

  it('has as ideal what makes of noise the spectrogram of SciPy', () => {
    const noise = golden('noise.in');
    const spectrum = golden('noise.seed');
    for (const slice of [0, 10, 20, 30, 32]) {
      multiply(map, noise, slice).forEach((value, row) =>
        expect(Math.abs(value - partOf(spectrum, row, slice))).toBeLessThan(1e-14)
      );
    }
  });
});

describe('shared-frame', () => {
  it('has as ideal what makes of the first frame of noise that of SciPy', () => {
    const [map] = mapsOf('shared-frame') as [WeightMap];
    const spectrum = golden('noise.seed');
    multiply(map, golden('noise.in').subarray(0, 256)).forEach((value, row) =>
      expect(Math.abs(value - partOf(spectrum, row, 0))).toBeLessThan(1e-14)
    );
  });
});

describe.each(NAMES)('%s', (name: NetworkName) => {
  const maps = mapsOf(name);

  it('has maps of different ids, sizes that fit, and the same ones whenever asked', () => {
    expect(new Set(maps.map(({ info }) => info.id)).size).toBe(maps.length);
    expect(mapsOf(name)).toBe(maps);
    for (const { info, band } of maps) {
      for (const slice of [0, info.slices - 1]) expect(band(slice).end).toBeLessThanOrEqual(lengthOf(info.columns));
    }
  });

  it('finds in the exact weights of the network what the formulas say, at any place', () => {
    const weights = exactWeights(name);
    const random = new Random(5);
    const below = (count: number): number => Math.floor(random.uniform() * count);
    for (const map of maps) {
      const learned = map.learned(weights);
      let largest = 0;
      for (let i = 0; i < 2000; i++) {
        const row = below(lengthOf(map.info.rows));
        const place = { slice: below(map.info.slices), row, column: below(lengthOf(map.info.columns)) };
        const ideal = idealAt(map, place);
        largest = Math.max(largest, Math.abs(ideal));
        expect(Math.abs(learnedAt(learned, place) - ideal)).toBeLessThan(1e-6 * Math.max(0.01, largest));
      }
      expect(largest).toBeGreaterThan(0);
    }
  });

  it('refuses weights of another count', () => {
    for (const map of maps) expect(() => map.learned(new Float32Array(7))).toThrow(/numbers, got 7/);
  });
});

describe.each(['dft-128', 'butterfly', 'butterfly-256', 'inverse'] as const)('%s', (name) => {
  it('has as ideal what makes the exact answers', () => {
    const [map] = mapsOf(name) as [WeightMap];
    const [inputs] = NETWORK_SHAPES[name];
    const input = new Float32Array(inputs);
    // The product of the stages is shown for real samples.
    new Random(3).fillNormal(input.subarray(0, lengthOf(map.info.columns)));
    const expected = DESIGNS[name].exact(input, 1);
    const got = multiply(map, input.subarray(0, lengthOf(map.info.columns)));
    expect(got).toHaveLength(expected.length);
    got.forEach((value, row) => expect(Math.abs(value - expected[row]!)).toBeLessThan(1e-11));
  });
});

describe('the maps of one matrix', () => {
  it('show every weight once', () => {
    for (const [name, ids] of [
      ['shared-frame', ['weights']],
      ['dft-128', ['weights']],
      ['inverse', ['weights']],
      ['recurrent', ['A', 'B', 'C', 'D']]
    ] as const) {
      const weights = Float32Array.from(randomWeights(name), (_, i) => i);
      const seen = new Set<number>();
      for (const id of ids) {
        const { map, learned } = fill(name, weights, id);
        for (let row = 0; row < lengthOf(map.info.rows); row++) {
          for (let column = 0; column < lengthOf(map.info.columns); column++) {
            seen.add(learnedAt(learned, { slice: 0, row, column }));
          }
        }
      }
      expect(seen.size).toBe(weights.length);
    }
  });

  it('show weights where the network has them: re of bin 3 in frame 5, at k * 33 + m', () => {
    const weights = new Float32Array(DESIGNS['dense-stft'].parameters);
    weights[1000 * 8514 + 3 * 33 + 5] = 1;
    weights[1000 * 8514 + 4257 + 3 * 33 + 5] = 2;
    const { learned } = fill('dense-stft', weights);
    expect(learnedAt(learned, { slice: 5, row: 3, column: 1000 })).toBe(1);
    expect(learnedAt(learned, { slice: 5, row: 129 + 3, column: 1000 })).toBe(2);
  });
});

describe('butterflies', () => {
  it.each(['butterfly', 'butterfly-256'] as const)('%s: every row of a stage holds two complex numbers', (name) => {
    const { rows } = mapsOf(name)[0]!.info;
    mapsOf(name)
      .slice(1)
      .forEach((map, stage) => {
        for (const row of [0, 1, 2 ** stage, rows.count - 1]) {
          const columns = Array.from({ length: rows.count }, (_, column) => column).filter((column) =>
            [row, rows.count + row].some((each) => idealAt(map, { slice: 0, row: each, column }) !== 0)
          );
          expect(columns).toEqual([row & ~(2 ** stage), row | (2 ** stage)]);
        }
      });
  });

  it('show random blocks where they stand, and their product as the network computes it', () => {
    const weights = DESIGNS.butterfly.startWeights!(new Random(4));
    const { learned } = fill('butterfly', weights, 'stage-2');
    // Stage 2 joins the wires 0 and 2; its first block is the 65th of all.
    const block = weights.subarray(512, 520);
    const number = (row: number, column: number): number[] =>
      [row, 128 + row].map((each) => learnedAt(learned, { slice: 0, row: each, column }));
    expect([...number(0, 0), ...number(0, 2), ...number(2, 0), ...number(2, 2)]).toEqual([...block]);
    for (const value of number(0, 1)) expect(Math.abs(value)).toBe(0);
    // An impulse at sample 5, as the network answers it.
    const impulse = Float32Array.from({ length: 256 }, (_, i) => (i === 5 ? 1 : 0));
    const product = fill('butterfly', weights, 'product').learned;
    multiplyOut(weights, impulse).forEach((value, row) =>
      expect(learnedAt(product, { slice: 0, row, column: 5 })).toBeCloseTo(value, 12)
    );
  });
});

describe('recurrent', () => {
  it('has the same filters in whatever basis its state is', () => {
    const weights = Float64Array.from(DESIGNS.recurrent.idealWeights());
    // Twice the state, so twice B and half C.
    for (let row = 0; row < 256; row++) {
      for (let column = 0; column < 458; column++) {
        if (row >= 200 && column < 200) weights[row * 458 + column]! *= 2;
        if (row < 200 && column >= 200) weights[row * 458 + column]! /= 2;
      }
    }
    const { map, learned } = fill('recurrent', Float32Array.from(weights));
    for (let row = 0; row < 258; row += 7) {
      for (let column = 0; column < 448; column++) {
        const place = { slice: 0, row, column };
        expect(Math.abs(learnedAt(learned, place) - idealAt(map, place))).toBeLessThan(1e-9);
      }
    }
  });
});
