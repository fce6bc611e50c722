import { describe, expect, it } from 'vitest';
import { Random } from './random';
import { SEED_SPEC, Stft } from './stft';
import { fillSpeech, fillTones, piecesOf, type SoundMaker } from './training-sounds';

const meanSquare = (values: Float32Array): number => values.reduce((sum, v) => sum + v * v, 0) / values.length;

function examples(make: SoundMaker, count: number, seed = 1): Float32Array[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const out = new Float32Array(256);
    make(random, out);
    return out;
  });
}

/** Power of each bin over many examples. */
function powers(make: SoundMaker): Float64Array {
  const stft = new Stft({ ...SEED_SPEC, hop: SEED_SPEC.nperseg });
  const sum = new Float64Array(stft.bins);
  const spectrum = new Float64Array(stft.bins * 2);
  for (const example of examples(make, 2000)) {
    stft.transform(Float64Array.from(example), 1, spectrum);
    for (let k = 0; k < stft.bins; k++) sum[k]! += spectrum[2 * k]! ** 2 + spectrum[2 * k + 1]! ** 2;
  }
  return sum;
}

describe.each([
  ['tones', fillTones],
  ['speech', fillSpeech]
] as const)('%s', (_name, make) => {
  it('have unit power, are the same for the same seed and others for another', () => {
    const [one, again, other] = [examples(make, 5), examples(make, 5), examples(make, 5, 2)];
    for (const example of one) expect(meanSquare(example)).toBeCloseTo(1, 5);
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
    expect(one[1]).not.toEqual(one[0]);
  });
});

describe('what sounds', () => {
  it('is every bin alike in random tones', () => {
    const inner = powers(fillTones).slice(4, 125);
    expect(Math.max(...inner) / Math.min(...inner)).toBeLessThan(4);
  });

  it('is low in speech: below 1 kHz more than ten times as much as above', () => {
    const sum = powers(fillSpeech);
    const total = (from: number, to: number): number => sum.slice(from, to).reduce((a, b) => a + b, 0);
    expect(total(0, 32)).toBeGreaterThan(10 * total(32, 129));
  });
});

describe('piecesOf', () => {
  it('cuts pieces of a sound at unit power, the last sample included', () => {
    const sound = Float32Array.of(2, -2, 2, -2);
    const starts = new Set<number>();
    const random = new Random(1);
    const out = new Float32Array(3);
    const make = piecesOf(sound, 3);
    for (let i = 0; i < 50; i++) {
      make(random, out);
      expect(Array.from(out, Math.abs)).toEqual([1, 1, 1]);
      starts.add(out[0]!);
    }
    expect(starts).toEqual(new Set([1, -1]));
  });

  it('refuses a sound that is too short or silent', () => {
    expect(() => piecesOf(new Float32Array(100).fill(1), 256)).toThrow('the clip has 100 samples');
    expect(() => piecesOf(new Float32Array(256), 256)).toThrow('the clip is silent');
  });
});
