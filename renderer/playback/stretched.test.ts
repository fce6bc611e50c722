import { describe, expect, it } from 'vitest';
import { looped } from './looped';
import { stretched } from './stretched';
import { sourceOf } from './test-source';

const sine = (rate: number, hz: number, seconds: number): Float32Array =>
  Float32Array.from({ length: rate * seconds }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / rate));

/** Frequency from the rising zero crossings between the first and the last one, each placed on its line. */
function pitchOf(samples: Float32Array, rate: number): number {
  const crossings: number[] = [];
  for (let i = 1; i < samples.length; i++) {
    const [a, b] = [samples[i - 1] ?? 0, samples[i] ?? 0];
    if (a < 0 && b >= 0) crossings.push(i - 1 + a / (a - b));
  }
  return ((crossings.length - 1) * rate) / ((crossings.at(-1) ?? 0) - (crossings[0] ?? 0));
}

describe.each([0.25, 0.5, 0.8, 1.25, 1.5, 2])('at speed %d', (speed) => {
  it.each([
    [8000, 440],
    [44_100, 220],
    [48_000, 1000]
  ])('a tone of %i samples a second keeps its %i Hz and its level', async (rate, hz) => {
    const seconds = 2;
    const source = stretched(sourceOf(rate, sine(rate, hz, seconds)), speed);
    expect(source.samples).toBe(Math.round((rate * seconds) / speed));
    const count = Math.min(source.samples, 60_000);
    const { values } = await source.read(0, count);
    const inner = values.subarray(0, count === source.samples ? count - Math.round(rate / 20) : count);
    expect(Math.abs(pitchOf(inner, rate) / hz - 1)).toBeLessThan(0.005);
    const power = inner.reduce((sum, value) => sum + value * value, 0) / inner.length;
    expect(Math.abs(10 * Math.log10(power / 0.125))).toBeLessThan(0.5);
  });

  it('what happens at a moment is heard at its moment, to 20 ms', async () => {
    const rate = 8000;
    const burst = sine(rate, 500, 2).map((value, i) => (i >= rate && i < 1.5 * rate ? value : 0));
    const { values } = await stretched(sourceOf(rate, burst), speed).read(0, Math.round((2 * rate) / speed));
    const seconds = [
      values.findIndex((value) => value > 0.1),
      values.length - 1 - [...values].reverse().findIndex((value) => value > 0.1)
    ];
    // Heard time is that of the output times the speed.
    seconds.forEach((at, i) => expect(Math.abs((at * speed) / rate - [1, 1.5][i]!)).toBeLessThan(0.02));
  });
});

describe('a stretched source', () => {
  it('is the same however it is read on, overlaps included', async () => {
    const samples = sine(8000, 300, 1).map((value, i) => value + 0.2 * Math.sin(i * i));
    const whole = (await stretched(sourceOf(8000, samples, samples), 0.5).read(0, 12_000)).values;
    const parts = stretched(sourceOf(8000, samples, samples), 0.5);
    const joined: number[] = [];
    for (let start = 0; start < 12_000; start += 997) {
      const count = Math.min(1000, 12_000 - start);
      const block = await parts.read(start, count);
      joined.push(...block.values.subarray(0, Math.min(997, count)));
    }
    expect(joined).toEqual([...whole.subarray(0, 12_000)]);
    expect([...whole.subarray(12_000)]).toEqual(joined);
  });

  it('begins anew where it is read elsewhere, and reads its input in large parts', async () => {
    const source = sourceOf(8000, sine(8000, 300, 4));
    const fast = stretched(source, 2);
    await fast.read(0, 4000);
    expect(source.reads).toBeLessThanOrEqual(2);
    const { values } = await fast.read(10_000, 100);
    expect([...values.subarray(0, 10)]).toEqual([...(await source.read(20_000, 10)).values]);
  });

  it('goes on through the joint of a loop', async () => {
    const source = stretched(looped(sourceOf(8000, sine(8000, 400, 1)), { start: 0, end: 8000 }), 0.5);
    expect(source.samples).toBe(Infinity);
    const { values } = await source.read(0, 40_000);
    expect(Math.abs(pitchOf(values, 8000) / 400 - 1)).toBeLessThan(0.005);
  });

  it('of one sample, and of silence, is that', async () => {
    const { values } = await stretched(sourceOf(8000, Float32Array.of(0.5)), 0.5).read(0, 2);
    expect(values[0]).toBe(0.5);
    const silent = await stretched(sourceOf(8000, new Float32Array(800)), 2).read(0, 400);
    expect(silent.values.every((value) => value === 0)).toBe(true);
  });

  it('refuses other speeds', () => {
    const source = sourceOf(8000, new Float32Array(10));
    expect(stretched(source, 1)).toBe(source);
    for (const speed of [0, 0.2, 2.1, NaN]) {
      expect(() => stretched(source, speed)).toThrow(`between 0.25 and 2, not at ${speed}`);
    }
  });
});
