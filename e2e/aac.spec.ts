import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { AAC_FIXTURES, original } from '../main/audio/fixtures/original';
import { ROOT, test } from './support/launch';
import { openByMenu, settled } from './support/window';

/** Chromium's own decoder of AAC exists only here, so what it makes of each file is compared here with the original. */

const fixture = (name: string): string => join(ROOT, 'main/audio/fixtures', name);

/** The only decoded sound that a running app keeps, one array for each channel. */
function decodedSound(userData: string, channels: number): Float32Array[] {
  const folder = join(userData, 'decoded');
  const [name = '', ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  const bytes = readFileSync(join(folder, name));
  const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  return Array.from({ length: channels }, (_, channel) =>
    Float32Array.from({ length: values.length / channels }, (_, n) => values[n * channels + channel]!)
  );
}

/** SNR in dB of `values` from sample `lead` on against `reference`. */
function snrDb(reference: Float64Array, values: Float32Array, lead: number): number {
  let signal = 0;
  let error = 0;
  for (let n = 100; n < reference.length - 100; n++) {
    signal += reference[n]! ** 2;
    error += (reference[n]! - values[n + lead]!) ** 2;
  }
  return 10 * Math.log10(signal / error);
}

test('every kind of AAC file sounds like its original, from its first sample to its last', async ({ start }) => {
  const { app, page, userData } = await start();
  await settled(page);
  for (const made of AAC_FIXTURES) {
    const { file, channels, snrDb: least, lead = 0, tail = 0 } = made;
    await openByMenu(app, page, fixture(file));
    await expect.poll(() => readdirSync(join(userData, 'decoded')).length).toBe(1);
    const expected = original(made);
    const planes = decodedSound(userData, channels);
    const longer = planes[0]!.length - lead - expected[0]!.length;
    console.log(file, planes[0]!.length, longer, planes.map((plane, c) => [-1,0,1].map(d => snrDb(expected[c]!, plane, lead+d).toFixed(1)).join('/')).join(' '));
    expect(longer).toBeGreaterThanOrEqual(0);
    expect(longer).toBeLessThanOrEqual(tail);
    for (const [channel, plane] of planes.entries()) {
      const at = (shift: number): number => snrDb(expected[channel]!, plane, lead + shift);
      expect(at(0)).toBeGreaterThan(least);
      expect(at(0)).toBeGreaterThan(Math.max(at(-1), at(1)));
    }
  }
  // The pages that decoded are gone.
  await expect.poll(() => app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
});
