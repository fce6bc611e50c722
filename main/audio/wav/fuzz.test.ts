import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Random } from '../../signal/random';
import { AudioError } from '../audio-error';
import { openAudio } from '../open';
import { chunk, ds64, extensible, fmt, pcm16, riff } from './wav-bytes';

const CASES = 4000;
const SEED = 1;

const list = chunk('LIST', Buffer.from('INFOISFT\u0003\0\0\0abc\0'));
const samples = pcm16(...Array.from({ length: 64 }, (_, i) => (i * 997) % 3000));
const floats = Buffer.from(Float32Array.from({ length: 32 }, (_, i) => Math.sin(i)).buffer);
const GOOD: readonly Buffer[] = [
  riff([fmt(), chunk('data', samples)]),
  riff([fmt({ channels: 2, bits: 8, rate: 44_100 }), list, chunk('data', samples)]),
  riff([extensible({ bits: 24, valid: 20 }), chunk('data', samples), list]),
  riff([fmt({ tag: 3, bits: 32 }), chunk('data', floats)]),
  riff([ds64(samples.length), fmt({ bits: 32 }), chunk('data', samples, { size: 0xffffffff })], { id: 'RF64' })
];
/** Values at which sizes and counts tip over. */
const EDGES = [0, 1, 2, 7, 8, 0x7f, 0x80, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff];

/** One to four changes of a good file: bits, edge values, pieces cut out, doubled or cut off. */
function mutate(good: Buffer, random: Random): Buffer {
  const below = (limit: number): number => Math.floor(random.uniform() * limit);
  let bytes = Buffer.from(good);
  for (let changes = 1 + below(4); changes > 0 && bytes.length > 8; changes--) {
    // Headers matter most.
    const at = below(random.uniform() < 0.8 ? Math.min(80, bytes.length) : bytes.length);
    const kind = below(6);
    if (kind === 0) bytes[at]! ^= 1 << below(8);
    else if (kind === 1) bytes[at] = below(256);
    else if (kind === 2 && at + 4 <= bytes.length) bytes.writeUInt32LE(EDGES[below(EDGES.length)]!, at);
    else if (kind === 3 && at + 2 <= bytes.length) bytes.writeUInt16LE(EDGES[below(EDGES.length)]! & 0xffff, at);
    else if (kind === 4) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + below(12))]);
    else bytes = random.uniform() < 0.5 ? bytes.subarray(0, at) : Buffer.concat([bytes, bytes.subarray(at)]);
  }
  return bytes;
}

it(`opens or refuses ${CASES} mutated files, each within two seconds`, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wav-fuzz-'));
  const path = join(folder, 'fuzz.wav');
  const random = new Random(SEED);
  let opened = 0;
  try {
    for (let i = 0; i < CASES; i++) {
      const bytes = mutate(GOOD[i % GOOD.length]!, random);
      await writeFile(path, bytes);
      const begin = performance.now();
      try {
        const file = await openAudio(path, { folder });
        const count = Math.min(file.samples, 1000);
        const [plane] = await file.read(file.samples - count, count);
        const mix = await file.readChannel(0, count, 'mix');
        await file.close();
        opened++;
        if (!plane?.every(Number.isFinite) || !mix.every(Number.isFinite))
          throw new Error('samples that are no numbers');
        if (file.samples * file.channels > bytes.length) throw new Error('more samples than the file has bytes');
      } catch (error) {
        if (!(error instanceof AudioError)) throw new Error(`case ${i}: ${bytes.toString('hex')}`, { cause: error });
      }
      if (performance.now() - begin > 2000) throw new Error(`case ${i} took too long: ${bytes.toString('hex')}`);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  // Both ends happen, so the cases reach beyond the first check.
  expect(opened).toBeGreaterThan(CASES / 10);
  expect(opened).toBeLessThan(CASES * 0.9);
}, 60_000);
