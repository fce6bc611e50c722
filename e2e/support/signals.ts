import { writeFileSync } from 'node:fs';
import FFT from 'fft.js';

/** Mono 16-bit PCM WAV bytes of samples in -1..1. */
export function wavBytes(samples: ArrayLike<number>, rate: number): Buffer {
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + samples.length * 2, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(samples.length * 2, 40);
  for (let i = 0; i < samples.length; i++) bytes.writeInt16LE(Math.round((samples[i] ?? 0) * 32767), 44 + 2 * i);
  return bytes;
}

export function writeWav(path: string, samples: ArrayLike<number>, rate: number): void {
  writeFileSync(path, wavBytes(samples, rate));
}

/** Three steady tones, one after the other: a picture whose bright rows are known beforehand. */
export function threeTones(rate: number, seconds: number, hz: readonly [number, number, number]): Float64Array {
  const count = Math.round(rate * seconds);
  return Float64Array.from({ length: count }, (_, i) => {
    const tone = hz[Math.min(2, Math.floor((3 * i) / count))] ?? 0;
    return 0.5 * Math.sin((2 * Math.PI * tone * i) / rate);
  });
}

/**
 * Magnitudes of the frame that starts at sample `start`, 129 bins, straight from the formula of the reference grid:
 * mean removed, periodic Hann, scale sqrt(1/(256*96)). Written apart from the app's own code, to check it.
 */
export function frameMagnitudes(samples: ArrayLike<number>, start: number): Float64Array {
  const frame = Array.from({ length: 256 }, (_, n) => samples[start + n] ?? 0);
  const mean = frame.reduce((sum, value) => sum + value, 0) / 256;
  const fft = new FFT(256);
  const out = fft.createComplexArray() as number[];
  fft.realTransform(
    out,
    frame.map((value, n) => (value - mean) * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / 256)))
  );
  const scale = Math.sqrt(1 / (256 * 96));
  return Float64Array.from({ length: 129 }, (_, k) => scale * Math.hypot(out[2 * k] ?? 0, out[2 * k + 1] ?? 0));
}
