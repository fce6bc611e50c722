import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES, original, type Fixture } from './fixtures/original';
import { openAudio } from './open';

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

  it('leaves nothing in the folder', async () => {
    expect(await readdir(folder)).toEqual([]);
  });
});
