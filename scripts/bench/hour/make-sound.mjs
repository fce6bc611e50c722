import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';

const RATE = 48_000;
const CHANNELS = 2;
const HEADER_BYTES = 44;

/**
 * Writes a stereo 16-bit WAV at 48 kHz as music is: notes that ring off over breath and hiss, louder and softer by the
 * minute. The same seconds and seed give the same bytes. Made second by second, so memory does not grow with it.
 * @param {string} path
 * @param {{ seconds: number, seed: number }} options
 */
export async function makeSound(path, { seconds, seed }) {
  const file = createWriteStream(path);
  file.write(header(seconds * RATE));
  const random = randomOf(seed);
  for (let second = 0; second < seconds; second++) {
    const values = new Int16Array(RATE * CHANNELS);
    fillSecond(values, second, random);
    if (!file.write(Buffer.from(values.buffer))) await once(file, 'drain');
  }
  file.end();
  await finished(file);
}

/** @param {Int16Array} values @param {number} second @param {() => number} random */
function fillSecond(values, second, random) {
  const loudness = 0.55 + 0.4 * Math.sin((2 * Math.PI * second) / 67);
  const notes = Array.from({ length: 3 }, () => 110 * 2 ** (Math.floor(60 * random()) / 12));
  // A recurrence of sines: sin(n w) = 2 cos(w) sin((n - 1) w) - sin((n - 2) w).
  const waves = notes.map((hz) => {
    const w = (2 * Math.PI * hz) / RATE;
    return { factor: 2 * Math.cos(w), now: Math.sin(w), before: 0 };
  });
  const decay = Math.exp(-4 / RATE);
  let level = 8000 * loudness;
  for (let i = 0; i < RATE; i++, level *= decay) {
    let sum = 0;
    for (const wave of waves) {
      const next = wave.factor * wave.now - wave.before;
      wave.before = wave.now;
      wave.now = next;
      sum += next;
    }
    const hiss = 300 * loudness;
    values[CHANNELS * i] = level * sum + hiss * (random() - 0.5);
    values[CHANNELS * i + 1] = 0.7 * level * sum + hiss * (random() - 0.5);
  }
}

/** @param {number} samples per channel */
function header(samples) {
  const stride = 2 * CHANNELS;
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(HEADER_BYTES - 8 + samples * stride, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(CHANNELS, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(RATE * stride, 28);
  bytes.writeUInt16LE(stride, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(samples * stride, 40);
  return bytes;
}

/** Uniform in 0..1, by mulberry32. @param {number} seed */
function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
