import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeNpy } from '../audio/npy';
import { kernelPhases } from './phases';
import { Resampler } from './resample';

const golden = (name: string): Float64Array =>
  Float64Array.from(decodeNpy(readFileSync(new URL(`golden/${name}.npy`, import.meta.url))).data);

const tone = (hz: number, rate: number, length: number): Float64Array =>
  Float64Array.from({ length }, (_, n) => Math.sin((2 * Math.PI * hz * n) / rate + 0.4));

const whole = (resampler: Resampler, input: Float64Array): Float64Array =>
  resampler.process(input, 0, 0, resampler.outputLength(input.length));

const largestDifference = (values: Float64Array, expected: (i: number) => number): number =>
  values.reduce((most, value, i) => Math.max(most, Math.abs(value - expected(i))), 0);

const toDb = (magnitude: number): number => 20 * Math.log10(magnitude);

/** Response of the whole filter, all phases woven together, at a share of the lower Nyquist frequency. */
function response(up: number, down: number): (share: number) => { gain: number; phase: number } {
  const design = kernelPhases(up, down);
  const phases = Array.from({ length: up }, (_, phase) => design(phase));
  return (share) => {
    const angle = (Math.PI * share) / Math.max(up, down);
    let re = 0;
    let im = 0;
    phases.forEach(({ first, taps }, phase) => {
      taps.forEach((weight, t) => {
        const place = phase - up * (first + t);
        re += weight * Math.cos(angle * place);
        im += weight * Math.sin(angle * place);
      });
    });
    return { gain: Math.hypot(re, im) / up, phase: Math.atan2(im, re) };
  };
}

describe('by hand', () => {
  it('reduces the ratio', () => {
    const resampler = new Resampler(44_100, 8000);
    expect([resampler.up, resampler.down]).toEqual([80, 441]);
    expect(resampler.outputLength(22_050)).toBe(4000);
    expect(resampler.outputLength(22_051)).toBe(4001);
    expect(resampler.outputLength(0)).toBe(0);
  });

  it('changes nothing where the rates are equal', () => {
    const input = Float64Array.of(1, -2, 3);
    const resampler = new Resampler(8000, 8000);
    expect([...whole(resampler, input)]).toEqual([1, -2, 3]);
    expect([...resampler.process(input, 0, -1, 5)]).toEqual([0, 1, -2, 3, 0]);
    expect(resampler.inputRange(5, 2)).toEqual({ start: 5, end: 7 });
  });

  it('tells which samples stay as they are when the input goes on', () => {
    for (const [from, to] of [
      [44_100, 8000],
      [8000, 44_100],
      [48_000, 16_000]
    ] as const) {
      const resampler = new Resampler(from, to);
      const input = tone(1000, from, 3000);
      for (const length of [2000, 2001, 2005]) {
        const settled = resampler.settledLength(length);
        const before = resampler.process(input.subarray(0, length), 0, 0, settled + 1);
        const after = resampler.process(input, 0, 0, settled + 1);
        expect(before.subarray(0, settled)).toEqual(after.subarray(0, settled));
        expect(resampler.outputLength(length) - settled).toBeLessThan((70 * to) / Math.min(from, to));
      }
    }
    const untouched = new Resampler(8000, 8000);
    expect([untouched.settledLength(5), untouched.settledLength(0)]).toEqual([5, 0]);
    expect(new Resampler(44_100, 8000).settledLength(10)).toBe(0);
  });

  it('interpolates linearly with a triangle for a filter', () => {
    const resampler = new Resampler(1000, 2000, Float64Array.of(0.5, 1, 0.5));
    expect([...whole(resampler, Float64Array.of(1, 3, 5))]).toEqual([1, 2, 3, 4, 5, 2.5]);
  });

  it.each([
    [44_100, 8000],
    [8000, 44_100],
    [11_127, 48_000]
  ])('keeps a constant constant away from the ends, %i to %i Hz', (from, to) => {
    const resampler = new Resampler(from, to);
    const out = whole(resampler, new Float64Array(4 * from).fill(0.7));
    const edge = Math.ceil((130 * to) / Math.min(from, to));
    expect(largestDifference(out.subarray(edge, -edge), () => 0.7)).toBeLessThan(1e-12);
  });

  it('has no delay: an impulse stays where it is, and symmetric', () => {
    const input = new Float64Array(2001);
    input[1000] = 1;
    const out = whole(new Resampler(16_000, 8000), input);
    const peak = out.indexOf(Math.max(...out));
    expect(peak).toBe(500);
    for (let i = 1; i < 60; i++) expect(Math.abs(out[500 + i]! - out[500 - i]!)).toBeLessThan(1e-15);
  });
});

describe('quality', () => {
  it.each([
    [1, 2],
    [2, 1],
    [1, 6],
    [7, 3],
    [1, 12],
    [80, 441],
    [147, 160],
    [160, 147]
  ])(
    'ratio %i / %i: ripple below 0.001 dB up to 0.9, 99 dB down from 1.0 of the lower Nyquist frequency',
    (up, down) => {
      const at = response(up, down);
      const gain = (share: number): number => at(share).gain;
      for (let i = 0; i <= 30; i++) expect(Math.abs(toDb(gain((0.9 * i) / 30)))).toBeLessThan(0.001);
      for (let i = 0; i <= 60; i++) expect(toDb(gain(1 + 0.2 * (i / 60)))).toBeLessThan(-99);
      for (let i = 0; i <= 30; i++) expect(toDb(gain(1 + (Math.max(up, down) - 1) * (i / 30)))).toBeLessThan(-99);
    }
  );

  it.each([
    [1, 2],
    [80, 441],
    [160, 147]
  ])('ratio %i / %i: no delay at any frequency that passes', (up, down) => {
    const at = response(up, down);
    // A delay of a thousandth of a sample would turn the phase by as many radians at the Nyquist frequency.
    for (let i = 0; i <= 30; i++) expect(Math.abs(at((0.9 * i) / 30).phase)).toBeLessThan(1e-5);
  });

  it.each([
    [44_100, 8000],
    [48_000, 16_000],
    [8000, 48_000],
    [44_099, 8000]
  ])('tones pass untouched and undelayed, %i to %i Hz', (from, to) => {
    for (const hz of [50, 1000, 0.9 * (Math.min(from, to) / 2)]) {
      const out = whole(new Resampler(from, to), tone(hz, from, Math.round(from / 4)));
      const expected = tone(hz, to, out.length);
      const edge = Math.ceil((130 * to) / Math.min(from, to));
      expect(largestDifference(out.subarray(edge, -edge), (i) => expected[edge + i]!)).toBeLessThan(5e-5);
    }
  });

  it.each([4001, 4100, 5000, 7990, 12_345, 22_000])('a tone of %i Hz does not fold back into 8 kHz', (hz) => {
    const out = whole(new Resampler(44_100, 8000), tone(hz, 44_100, 22_050));
    const middle = out.subarray(200, out.length - 200);
    const rms = Math.sqrt(middle.reduce((sum, v) => sum + v * v, 0) / middle.length);
    expect(toDb(rms * Math.SQRT2)).toBeLessThan(-90);
  });
});

describe('against SciPy', () => {
  it('equals resample_poly with its filter', () => {
    const resampler = new Resampler(44_100, 8000, golden('resample_poly.h'));
    const out = whole(resampler, golden('chirp44100.in'));
    const expected = golden('chirp8000.resample_poly');
    expect(out.length).toBe(expected.length);
    expect(largestDifference(out, (i) => expected[i]!)).toBeLessThan(1e-12);
  });
});

describe('random access', () => {
  it.each([
    [44_100, 8000],
    [8000, 44_100],
    [44_099, 8000],
    [768_000, 8000]
  ])('gives the same samples however the ranges are cut, %i to %i Hz', (from, to) => {
    const resampler = new Resampler(from, to);
    const input = tone(0.03 * from, from, Math.max(6000, Math.round(from / 10)));
    const expected = whole(resampler, input);
    for (const [start, count] of [
      [0, 1],
      [3, 100],
      [expected.length - 50, 50],
      [Math.floor(expected.length / 2), 77]
    ] as const) {
      const range = resampler.inputRange(start, count);
      const first = Math.max(0, range.start);
      const part = resampler.process(input.slice(first, Math.max(first, range.end)), first, start, count);
      expect([...part]).toEqual([...expected.subarray(start, start + count)]);
    }
  });
});

describe('odd rates', () => {
  it.each([
    [1, 8000],
    [8000, 1],
    [999_983, 1_000_000],
    [768_000, 8000],
    [80_000_000, 8000],
    [4_294_967_291, 4_294_967_296]
  ])('%i to %i Hz takes bounded time', (from, to) => {
    const begin = performance.now();
    const resampler = new Resampler(from, to);
    const out = resampler.process(new Float64Array(1000).fill(1), 0, 0, 100);
    expect(out.every(Number.isFinite)).toBe(true);
    expect(resampler.outputLength(1e6)).toBe(Math.ceil(1e6 * (to / from)));
    expect(performance.now() - begin).toBeLessThan(2000);
  });

  it('places samples exactly far from the start', () => {
    const resampler = new Resampler(44_099, 8000);
    const start = 8000 * 1_000_000;
    const input = tone(440, 44_099, 44_099);
    // A million seconds on, whole cycles of both rates have passed, so all is as at the start.
    const late = resampler.process(input, 44_099 * 1_000_000, start, 500);
    expect([...late]).toEqual([...resampler.process(input, 0, 0, 500)]);
  });

  it.each([
    [0, 8000, /^0 Hz cannot be resampled/],
    [8000.5, 8000, /whole numbers from 1/],
    [8000, NaN, /^NaN Hz cannot be resampled/],
    [8000, -1, /^-1 Hz cannot be resampled/],
    [100_000_000, 8000, /the lowest rate for it is 10000 Hz/]
  ])('refuses %f to %f Hz', (from, to, message) => {
    expect(() => new Resampler(from, to)).toThrow(message);
  });

  it('refuses a filter with a delay of half a sample', () => {
    expect(() => new Resampler(2, 1, new Float64Array(4))).toThrow(/odd number/);
  });
});
