import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignalChoice } from '@contract/schemas';
import { openAudio } from '../../audio/open';
import { makeClip, makeSignal, previewSignal } from './make-clip';

const RATE = 8000;
const length = { rate: RATE, seconds: 0.5 };
const half = 20 * Math.log10(0.5);

/** Largest and root mean square of the samples. */
function levels(samples: Float64Array): { peak: number; rms: number } {
  const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
  return { peak: samples.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0), rms: Math.sqrt(power) };
}

describe('a signal', () => {
  it('has its frequency, length and level', () => {
    // A quarter of the rate: 0, 1, 0, -1, at half of full scale.
    const samples = makeSignal({ kind: 'sine', hz: 2000, levelDb: half, ...length });
    expect(samples).toHaveLength(4000);
    for (let n = 0; n < 8; n++) expect(samples[n]).toBeCloseTo([0, 0.5, 0, -0.5][n % 4] ?? NaN, 9);
  });

  it.each<[SignalChoice, number]>([
    [{ kind: 'two-tones', hz: 1000, apartHz: 20, levelDb: half, ...length }, 0.5],
    [{ kind: 'sweep', fromHz: 100, toHz: 3000, levelDb: half, ...length }, 0.5],
    [{ kind: 'four-tones', levelDb: half, rate: RATE }, 0.5],
    [{ kind: 'impulse', atSeconds: 0.25, levelDb: half, ...length }, 0.5],
    [{ kind: 'silence', ...length }, 0]
  ])('$kind has its peak', (signal, peak) => {
    const found = levels(makeSignal(signal)).peak;
    expect(found).toBeLessThanOrEqual(peak + 1e-12);
    expect(found).toBeGreaterThan(peak * 0.99 - 1e-12);
  });

  it.each(['white-noise', 'pink-noise'] as const)('%s has its level and follows its seed', (kind) => {
    const noise = (seed: number): Float64Array => makeSignal({ kind, levelDb: -20, seed, rate: RATE, seconds: 4 });
    expect(levels(noise(1)).rms).toBeCloseTo(0.1, 2);
    expect(noise(1)).toEqual(noise(1));
    expect(noise(1)).not.toEqual(noise(2));
  });

  it('is refused with what is allowed where its parameters do not fit together', () => {
    const refused: SignalChoice[] = [
      { kind: 'sine', hz: 4001, levelDb: 0, ...length },
      { kind: 'two-tones', hz: 3999, apartHz: 20, levelDb: 0, ...length },
      { kind: 'two-tones', hz: 1000, apartHz: 0, levelDb: 0, ...length },
      { kind: 'impulse', atSeconds: 0.5, levelDb: 0, ...length }
    ];
    const sentences = [/must be from 0 to 4000 Hz/, /must be from 0 to 4000 Hz/, /more than 0 Hz/, /lies outside/];
    refused.forEach((signal, i) => {
      expect(() => makeSignal(signal)).toThrow(sentences[i]);
      expect(() => makeSignal(signal)).toThrow(expect.objectContaining({ code: 'bad-request' }));
    });
  });
});

describe('its preview', () => {
  it('holds every sample: an impulse stands in its column alone', () => {
    const signal = { kind: 'impulse', atSeconds: 0.25, levelDb: 0, ...length } as const;
    const { values } = previewSignal({ signal, columns: 4 });
    expect([...values]).toEqual([0, 0, 0, 0, 0, 1, 0, 0]);
  });

  it('has as many columns as asked for, also where there are fewer samples', () => {
    const signal = { kind: 'silence', rate: 1000, seconds: 0.01 } as const;
    expect(previewSignal({ signal, columns: 37 })).toEqual({
      columns: 37,
      complete: true,
      values: new Float32Array(74)
    });
  });
});

describe('a made clip', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'make-clip-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is a WAV file of 32-bit floats with the very samples', async () => {
    const signal = { kind: 'pink-noise', levelDb: -20, seed: 3, ...length } as const;
    const path = join(folder, 'pink.wav');
    await makeClip({ signal, path });
    const file = await openAudio(path, { folder });
    try {
      expect([file.rate, file.channels, file.encoding]).toEqual([RATE, 1, 'float 32 bit']);
      const [samples] = await file.read(0, file.samples);
      expect(samples).toEqual(makeSignal(signal).map(Math.fround));
    } finally {
      await file.close();
    }
  });
});
