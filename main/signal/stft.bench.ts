import FFT from 'fft.js';
import { bench, describe } from 'vitest';
import { Random } from './random';
import { Resampler } from './resample';
import { SEED_SPEC, Stft } from './stft';

const RATE = 8000;
const FRAMES = Math.floor((10 * RATE - 256) / 56) + 1;
const noise = new Float32Array(10 * RATE);
new Random(1).fillNormal(noise);
const samples = Float64Array.from(noise);

describe('ten seconds at 8 kHz on the reference grid', () => {
  const stft = new Stft(SEED_SPEC);
  const out = new Float64Array(FRAMES * stft.bins * 2);
  bench('Stft', () => stft.transform(samples, FRAMES, out));

  bench('fft.js as in its manual, fresh arrays for each frame', () => {
    const fft = new FFT(256);
    for (let m = 0; m < FRAMES; m++) {
      const frame = Array.from(samples.subarray(m * 56, m * 56 + 256));
      const mean = frame.reduce((sum, value) => sum + value, 0) / 256;
      const spectrum = fft.createComplexArray() as number[];
      fft.realTransform(
        spectrum,
        frame.map((value, n) => (value - mean) * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / 256)))
      );
    }
  });
});

describe('ten seconds to 8 kHz', () => {
  for (const rate of [16_000, 44_100, 48_000]) {
    const input = new Float32Array(10 * rate);
    new Random(2).fillNormal(input);
    const wide = Float64Array.from(input);
    const resampler = new Resampler(rate, RATE);
    bench(`from ${rate} Hz`, () => {
      resampler.process(wide, 0, 0, resampler.outputLength(wide.length));
    });
  }
});
