import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeNpy } from '../audio/npy';
import { frameCount, SEED_SPEC, Stft } from './stft';
import { fourTones, impulse, pinkNoise, sampleClip, silence, sine, sweep, twoTones, whiteNoise } from './test-signals';

const peakOf = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

describe('test signals', () => {
  it('has the four tones of the experiment', () => {
    const { data } = decodeNpy(readFileSync(new URL('golden/fourtone.in.npy', import.meta.url)));
    const tones = fourTones();
    expect(tones.length).toBe(2048);
    tones.forEach((value, n) => expect(Math.abs(value - data[n]!)).toBeLessThan(1e-12));
  });

  it('puts the peaks of the four tones into bins 25, 50, 75 and 100', () => {
    const out = new Float64Array(33 * 258);
    new Stft(SEED_SPEC).transform(fourTones(), 33, out);
    const peakBin = (m: number): number => {
      const powers = Array.from({ length: 129 }, (_, k) =>
        Math.hypot(out[m * 258 + 2 * k]!, out[m * 258 + 2 * k + 1]!)
      );
      return powers.indexOf(Math.max(...powers));
    };
    // Frames that lie wholly within one piece.
    expect([2, 11, 20, 30].map(peakBin)).toEqual([25, 50, 75, 100]);
  });

  it('makes sines, sweeps, impulses, noise and silence', () => {
    const options = { rate: 8000, seconds: 0.5 };
    expect([...sine({ ...options, hz: 2000 }).subarray(0, 5)].map((v) => Math.round(v * 1e9) / 1e9 + 0)).toEqual([
      0, 1, 0, -1, 0
    ]);
    expect(peakOf(sine({ ...options, hz: 440, amplitude: 0.25 }))).toBeCloseTo(0.25, 3);
    expect([...silence(options)].every((value) => value === 0)).toBe(true);
    const click = impulse({ ...options, atSeconds: 0.25 });
    expect(click.indexOf(1)).toBe(2000);
    expect(click.reduce((sum, value) => sum + value, 0)).toBe(1);
    const noise = whiteNoise({ ...options, seed: 1, deviation: 0.1 });
    expect(noise.length).toBe(4000);
    expect(noise.reduce((sum, value) => sum + value * value, 0) / 4000).toBeCloseTo(0.01, 2);
    expect([...whiteNoise({ ...options, seed: 1, deviation: 0.1 })]).toEqual([...noise]);
  });

  it('sweeps evenly: in the middle at the middle frequency', () => {
    const chirp = sweep({ rate: 8000, seconds: 1, fromHz: 100, toHz: 900 });
    let crossings = 0;
    for (let n = 3601; n < 4400; n++) if (chirp[n - 1]! < 0 && chirp[n]! >= 0) crossings++;
    // 0.1 s around 500 Hz.
    expect(Math.abs(crossings - 50)).toBeLessThanOrEqual(1);
  });

  it.each([8000, 44_100])(
    'makes pink noise at %i Hz: equal power in every octave, and the deviation asked for',
    (rate) => {
      const noise = pinkNoise({ rate, seconds: 30, seed: 2, deviation: 0.1 });
      expect(noise.length).toBe(30 * rate);
      expect(noise.reduce((sum, value) => sum + value * value, 0) / noise.length).toBeCloseTo(0.01, 10);
      expect([...pinkNoise({ rate, seconds: 1, seed: 2 })]).toEqual([...pinkNoise({ rate, seconds: 1, seed: 2 })]);
      const nperseg = 4096;
      const spec = { ...SEED_SPEC, nperseg, nfft: nperseg, hop: nperseg };
      const frames = frameCount(noise.length, spec);
      const out = new Float64Array(frames * (nperseg + 2));
      new Stft(spec).transform(noise, frames, out);
      const octave = (low: number): number => {
        let power = 0;
        for (let m = 0; m < frames; m++) {
          for (let k = low; k < 2 * low; k++)
            power += out[(m * (nperseg / 2 + 1) + k) * 2]! ** 2 + out[(m * (nperseg / 2 + 1) + k) * 2 + 1]! ** 2;
        }
        return 10 * Math.log10(power);
      };
      const octaves = [16, 32, 64, 128, 256, 512].map(octave);
      for (const power of octaves) expect(Math.abs(power - octaves[2]!)).toBeLessThan(0.7);
    }
  );

  it('makes two tones that beat: loud and silent in turn, apart by the frequency asked for', () => {
    const tones = twoTones({ rate: 8000, seconds: 1, hz: 1000, apartHz: 10, amplitude: 0.8 });
    // sin a + sin b = 2 sin((a + b) / 2) cos((a - b) / 2): the envelope is 0.8 |cos(pi 10 t)|.
    tones.forEach((value, n) => {
      const t = n / 8000;
      expect(Math.abs(value - 0.8 * Math.sin(2 * Math.PI * 1000 * t) * Math.cos(Math.PI * 10 * t))).toBeLessThan(1e-9);
    });
  });

  it('refuses what cannot be', () => {
    expect(() => sine({ rate: 8000, seconds: 1, hz: 4001 })).toThrow(/from 0 to 4000 Hz/);
    expect(() => sine({ rate: 0, seconds: 1, hz: 0 })).toThrow(RangeError);
    expect(() => silence({ rate: 8000, seconds: 0 })).toThrow(/from 1 to 2\^31/);
    expect(() => silence({ rate: 8000, seconds: Infinity })).toThrow(RangeError);
    expect(() => impulse({ rate: 8000, seconds: 1, atSeconds: 1 })).toThrow(/outside/);
    expect(() => sine({ rate: 8000, seconds: 1, hz: 1, amplitude: NaN })).toThrow(/amplitude/);
    expect(() => whiteNoise({ rate: 8000, seconds: 1, seed: 1, deviation: -1 })).toThrow(/from 0 on/);
    expect(() => pinkNoise({ rate: 8000, seconds: 1, seed: 1, deviation: NaN })).toThrow(/from 0 on/);
    expect(() => pinkNoise({ rate: 8000, seconds: 1, seed: -1 })).toThrow(/seed/);
    expect(() => pinkNoise({ rate: NaN, seconds: 1, seed: 1 })).toThrow(RangeError);
    expect(() => twoTones({ rate: 8000, seconds: 1, hz: 3999, apartHz: 4 })).toThrow(/from 0 to 4000 Hz/);
    expect(() => twoTones({ rate: 8000, seconds: 1, hz: 1, apartHz: 4 })).toThrow(/from 0 to 4000 Hz/);
    expect(() => twoTones({ rate: 8000, seconds: 1, hz: 100, apartHz: 0 })).toThrow(/more than 0 Hz/);
    expect(() => sweep({ rate: 8000, seconds: 1, fromHz: -1, toHz: 100 })).toThrow(/from 0 to 4000 Hz/);
    expect(() => impulse({ rate: 8000, seconds: 1, atSeconds: NaN })).toThrow(/outside/);
  });
});

describe('the bundled clip', () => {
  const clip = sampleClip(16_000);

  it('lasts ten seconds, is finite and neither faint nor clipped', () => {
    expect(clip.length).toBe(160_000);
    expect(clip.every(Number.isFinite)).toBe(true);
    expect(peakOf(clip)).toBeGreaterThanOrEqual(0.5);
    expect(peakOf(clip)).toBeLessThanOrEqual(0.95);
  });

  it('is always the same', () => {
    expect([...sampleClip(16_000)]).toEqual([...clip]);
  });

  it('is nowhere silent, and begins and ends softly', () => {
    for (let at = 0; at + 800 <= clip.length; at += 800) {
      expect(peakOf(clip.subarray(at, at + 800))).toBeGreaterThan(1e-4);
    }
    expect(peakOf(clip.subarray(0, 800))).toBeLessThan(0.01);
    expect(peakOf(clip.subarray(-160))).toBeLessThan(0.01);
  });

  it('fills its spectrum: sound in low, middle and high bins', () => {
    const at8k = sampleClip(8000);
    const frames = frameCount(at8k.length, SEED_SPEC);
    const out = new Float64Array(frames * 258);
    new Stft(SEED_SPEC).transform(at8k, frames, out);
    const loudest = (low: number, high: number): number => {
      let most = 0;
      for (let m = 0; m < frames; m++) {
        for (let k = low; k < high; k++)
          most = Math.max(most, Math.hypot(out[m * 258 + 2 * k]!, out[m * 258 + 2 * k + 1]!));
      }
      return 20 * Math.log10(most);
    };
    const all = loudest(0, 129);
    for (const [low, high] of [
      [2, 20],
      [20, 60],
      [60, 110]
    ] as const)
      expect(loudest(low, high)).toBeGreaterThan(all - 30);
  });

  it('refuses rates too low for it', () => {
    expect(() => sampleClip(4000)).toThrow(/at least 8000 Hz/);
  });
});
