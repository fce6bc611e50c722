import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES, original, type Fixture } from './fixtures/original';
import { describeAudio, openAudio } from './open';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'formats-'));
});
afterAll(() => rm(folder, { recursive: true }));

const at = (file: string): string => join(import.meta.dirname, 'fixtures', file);

async function decoded(fixture: Fixture): Promise<{ planes: Float64Array[]; rate: number; encoding: string }> {
  const file = await openAudio(at(fixture.file), { folder });
  const { rate, encoding } = file;
  const planes = await file.read(0, file.samples);
  await file.close();
  return { planes, rate, encoding };
}

/** SNR in dB of `values` shifted by `shift` against `reference`. */
function snrDb(reference: Float64Array, values: Float64Array, shift = 0): number {
  let signal = 0;
  let error = 0;
  for (let n = 100; n < reference.length - 100; n++) {
    signal += reference[n]! ** 2;
    error += (reference[n]! - values[n + shift]!) ** 2;
  }
  return 10 * Math.log10(signal / error);
}

/** The shift of at most 60 samples by which `values` agrees best with `reference`. */
function bestShift(reference: Float64Array, values: Float64Array): number {
  const shifts = Array.from({ length: 121 }, (_, i) => i - 60);
  const agreement = shifts.map((shift) => {
    let sum = 0;
    for (let n = 100; n < reference.length - 100; n++) sum += reference[n]! * values[n + shift]!;
    return sum;
  });
  return shifts[agreement.indexOf(Math.max(...agreement))]!;
}

describe('every format against its original', () => {
  it.each(FIXTURES.map((fixture) => [fixture.file, fixture] as const))('%s', async (_, fixture) => {
    const expected = original(fixture);
    const { planes, rate, encoding } = await decoded(fixture);
    expect(rate).toBe(fixture.rate);
    expect(encoding).toBe(fixture.encoding);
    expect(planes.length).toBe(fixture.channels);
    const tail = planes[0]!.length - expected[0]!.length;
    expect(tail).toBeGreaterThanOrEqual(0);
    expect(tail).toBeLessThanOrEqual(fixture.tail ?? 0);
    for (const [channel, plane] of planes.entries()) {
      const reference = expected[channel]!;
      if (fixture.lossless) {
        expect(plane.every((value, n) => value === reference[n])).toBe(true);
        continue;
      }
      expect(bestShift(reference, plane)).toBe(0);
      expect(snrDb(reference, plane)).toBeGreaterThan(fixture.snrDb ?? Infinity);
    }
  });

  it.each(['stereo.ogg', 'stereo.opus'])('%s twice in one file is one sound, as streamed radio is', async (name) => {
    const bytes = await readFile(at(name));
    const path = join(folder, name);
    await writeFile(path, Buffer.concat([bytes, bytes]));
    const [once, twice] = [await openAudio(at(name), { folder }), await openAudio(path, { folder })];
    const { samples } = once;
    expect(twice.samples).toBe(2 * samples);
    const expected = await once.read(0, samples);
    expect(await twice.read(0, samples)).toEqual(expected);
    expect(await twice.read(samples, samples)).toEqual(expected);
    await Promise.all([once.close(), twice.close(), rm(path)]);
  });

  it('MP3 files that were joined are read to the end of the last one', async () => {
    const bytes = await readFile(at('variable.mp3'));
    const path = join(folder, 'joined.mp3');
    await writeFile(path, Buffer.concat([bytes, bytes, bytes]));
    const [once, joined] = [await openAudio(at('variable.mp3'), { folder }), await openAudio(path, { folder })];
    // The seams keep what the encoder added there.
    expect(joined.samples).toBeGreaterThan(3 * once.samples);
    expect(joined.samples).toBeLessThan(3 * once.samples + 3 * 4 * 576);
    expect(await joined.read(0, once.samples)).toEqual(await once.read(0, once.samples));
    await Promise.all([once.close(), joined.close(), rm(path)]);
  });

  it('of different rates in one file are refused in words', async () => {
    const path = join(folder, 'joined.ogg');
    await writeFile(path, Buffer.concat([await readFile(at('stereo.ogg')), await readFile(at('mono.ogg'))]));
    await expect(openAudio(path, { folder })).rejects.toThrow(
      'Cannot open joined.ogg: it joins sounds of different rates or channels; take it apart first.'
    );
    await rm(path);
  });

  it.each(['pcm24.aiff', 'pcm16.caf', 'float.aifc'])(
    '%s is described by its header as it is when it is open',
    async (name) => {
      const file = await openAudio(at(name), { folder });
      const { rate, channels, samples, encoding } = file;
      await file.close();
      expect(await describeAudio(at(name))).toEqual({ rate, channels, seconds: samples / rate, encoding });
    }
  );

  it('of a compressed file the header is not asked, and what is no sound is refused', async () => {
    expect(await describeAudio(at('stereo.flac'))).toBeNull();
    await expect(describeAudio(at('original.ts'))).rejects.toThrow('Cannot open original.ts');
  });

  it('leaves nothing in the folder', async () => {
    expect(await readdir(folder)).toEqual([]);
  });
});
