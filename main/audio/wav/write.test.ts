import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleClip } from '../../signal/test-signals';
import { Random } from '../../signal/random';
import { AudioError } from '../audio-error';
import { openAudio } from '../open';
import type { PcmFile } from '../pcm-file';
import { chunk, fmt, pcm16, riff } from './wav-bytes';
import { saveWav, writeWav, type WavContent, type WavEncoding } from './write';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wav-write-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function roundTrip(content: WavContent): Promise<{ planes: Float64Array[]; encoding: string; rate: number }> {
  const path = join(folder, 'out.wav');
  await writeWav(path, content);
  const file = await openAudio(path, { folder });
  const planes = await file.read(0, file.samples);
  await file.close();
  return { planes, encoding: file.encoding, rate: file.rate };
}

describe('writeWav', () => {
  it('writes the bytes of a 16-bit file', async () => {
    const path = join(folder, 'bytes.wav');
    await writeWav(path, { rate: 8000, channels: [Float64Array.of(0, 0.5, -1, 32767 / 32768)], encoding: 'pcm16' });
    expect((await readFile(path)).equals(riff([fmt(), chunk('data', pcm16(0, 16384, -32768, 32767))]))).toBe(true);
  });

  it.each<[encoding: WavEncoding, bits: number, name: string]>([
    ['pcm16', 16, 'PCM 16 bit'],
    ['pcm24', 24, 'PCM 24 bit']
  ])('gives back every value of %s', async (encoding, bits, name) => {
    const scale = 2 ** (bits - 1);
    const step = bits === 16 ? 1 : 251;
    const values = Float64Array.from({ length: Math.floor((2 * scale) / step) }, (_, i) => (i * step - scale) / scale);
    const { planes, encoding: read } = await roundTrip({
      rate: 44_100,
      channels: [values, values.map((v) => -v / 2)],
      encoding
    });
    expect(read).toBe(name);
    expect(planes[0]!.every((value, i) => value === values[i])).toBe(true);
  });

  it('gives back float32, beyond full scale too', async () => {
    const values = Float32Array.of(0, 0.1, -7.5, 1e-40);
    const { planes, encoding } = await roundTrip({
      rate: 96_000,
      channels: [values, values, values],
      encoding: 'float32'
    });
    expect(encoding).toBe('float 32 bit');
    expect(planes.map((plane) => [...plane])).toEqual([[...values], [...values], [...values]]);
  });

  it('rounds to the nearest step', async () => {
    const { planes } = await roundTrip({
      rate: 8000,
      channels: [Float64Array.of(0.4 / 32768, 0.6 / 32768)],
      encoding: 'pcm16'
    });
    expect([...planes[0]!]).toEqual([0, 1 / 32768]);
  });

  it('pads data of odd size', async () => {
    const path = join(folder, 'odd.wav');
    await writeWav(path, { rate: 8000, channels: [Float64Array.of(0.25)], encoding: 'pcm24' });
    const bytes = await readFile(path);
    expect(bytes.length).toBe(48);
    expect(bytes.readUInt32LE(4)).toBe(40);
    expect(bytes.readUInt32LE(40)).toBe(3);
  });

  it('writes the bundled clip within half a step', async () => {
    const clip = sampleClip(16_000);
    const { planes, rate } = await roundTrip({ rate: 16_000, channels: [clip], encoding: 'pcm16' });
    expect(rate).toBe(16_000);
    expect(planes[0]!.every((value, i) => Math.abs(value - clip[i]!) <= 0.5 / 32768)).toBe(true);
  });
});

describe('saveWav', () => {
  /** 70,000 samples of two channels: more than one block. */
  const random = new Random(9);
  const whole = [0, 1].map(() =>
    Float64Array.from({ length: 70_000 }, () => Math.floor(random.uniform() * 2 ** 24 - 2 ** 23))
  );

  async function opened<T>(encoding: WavEncoding, use: (file: PcmFile) => Promise<T>): Promise<T> {
    const scale = encoding === 'pcm16' ? (v: number) => Math.floor(v / 256) / 2 ** 15 : (v: number) => v / 2 ** 23;
    const path = join(folder, 'whole.wav');
    await writeWav(path, { rate: 48_000, channels: whole.map((plane) => plane.map(scale)), encoding });
    const file = await openAudio(path, { folder });
    try {
      return await use(file);
    } finally {
      await file.close();
    }
  }

  it.each<WavEncoding>(['pcm16', 'pcm24', 'float32'])('writes a whole %s file back byte for byte', async (encoding) => {
    await opened(encoding, (file) => saveWav(join(folder, 'copy.wav'), file, { encoding }));
    const [original, copy] = await Promise.all(['whole.wav', 'copy.wav'].map((name) => readFile(join(folder, name))));
    expect(copy!.equals(original!)).toBe(true);
  });

  it.each([
    [0, 1],
    [65_535, 3],
    [12_345, 50_000],
    [69_999, 1]
  ])('writes %i + %i samples of it, in any encoding that holds them', async (start, count) => {
    await opened('pcm16', async (file) => {
      const expected = await file.read(start, count);
      for (const encoding of ['pcm16', 'pcm24', 'float32'] as const) {
        const path = join(folder, 'part.wav');
        await saveWav(path, file, { encoding, start, count });
        const part = await openAudio(path, { folder });
        expect([part.rate, part.samples, part.channels]).toEqual([48_000, count, 2]);
        expect(await part.read(0, count)).toEqual(expected);
        await part.close();
      }
    });
  });

  it('refuses ranges outside of the file, nothing, and ends when it is told to', async () => {
    await opened('pcm24', async (file) => {
      const path = join(folder, 'no.wav');
      for (const [start, count] of [
        [-1, 5],
        [0, 70_001],
        [70_001, 0],
        [0.5, 1]
      ] as const) {
        await expect(saveWav(path, file, { encoding: 'pcm16', start, count })).rejects.toThrow(RangeError);
      }
      await expect(saveWav(path, file, { encoding: 'pcm16', count: 0 })).rejects.toThrow(/no samples/);
      const signal = AbortSignal.abort(new Error('enough'));
      await expect(saveWav(path, file, { encoding: 'pcm16', signal })).rejects.toThrow('enough');
    });
    expect((await readdir(folder)).filter((name) => name.startsWith('no.wav'))).toEqual([]);
  });
});

describe('what it refuses', () => {
  const half = Float64Array.of(0.5, -0.5);
  it.each<[content: WavContent, message: RegExp]>([
    [{ rate: 8000, channels: [Float64Array.of(0, 1)], encoding: 'pcm16' }, /peak of 1\.000 would clip/],
    [{ rate: 8000, channels: [half, Float64Array.of(0, -1.25)], encoding: 'pcm24' }, /peak of 1\.250 would clip/],
    [
      { rate: 8000, channels: [Float64Array.of(0, NaN)], encoding: 'float32' },
      /sample at 0\.000 s is no finite number/
    ],
    [{ rate: 8000, channels: [Float64Array.of(Infinity)], encoding: 'pcm16' }, /no finite number/],
    [{ rate: 8000, channels: [Float64Array.of(1e300)], encoding: 'float32' }, /no finite number/],
    [{ rate: 8000, channels: [], encoding: 'pcm16' }, /no samples/],
    [{ rate: 8000, channels: [new Float64Array(0)], encoding: 'pcm16' }, /no samples/],
    [{ rate: 8000, channels: [half, Float64Array.of(1)], encoding: 'pcm16' }, /differ in length/],
    [{ rate: 0, channels: [half], encoding: 'pcm16' }, /rate of 0 Hz/],
    [{ rate: 44_100.5, channels: [half], encoding: 'pcm16' }, /rate of 44100\.5 Hz/],
    [{ rate: 8000, channels: new Array<Float64Array>(65_536).fill(half), encoding: 'pcm16' }, /65536 channels/]
  ])('%#', async (content, message) => {
    const error: unknown = await writeWav(join(folder, 'refused.wav'), content).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AudioError);
    expect((error as AudioError).message).toMatch(/^Cannot write refused\.wav: /);
    expect((error as AudioError).message).toMatch(message);
    expect(await readdir(folder)).not.toContain('refused.wav');
  });

  it('leaves the file that was there when it cannot write, and nothing half done', async () => {
    const path = join(folder, 'kept.wav');
    await writeFile(path, 'kept');
    await expect(writeWav(path, { rate: 8000, channels: [Float64Array.of(2)], encoding: 'pcm16' })).rejects.toThrow(
      /clip/
    );
    expect(await readFile(path, 'utf8')).toBe('kept');
    await expect(
      writeWav(join(folder, 'no', 'x.wav'), { rate: 8000, channels: [half], encoding: 'pcm16' })
    ).rejects.toThrow('Cannot write x.wav: its folder does not exist; choose another folder.');
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});
