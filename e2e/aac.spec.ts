import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type ElectronApplication } from '@playwright/test';
import { AAC_FIXTURES, original } from '../main/audio/fixtures/original';
import { ROOT, temporaryFolder, test } from './support/launch';
import { BEGIN_MS, enter, planSmall } from './support/train';
import { answerDialogs, clickMenu, openByMenu, settled } from './support/window';

/** Chromium's own decoder of AAC exists only here, so what it makes of each file is compared here with the original. */

const fixture = (name: string): string => join(ROOT, 'main/audio/fixtures', name);
const bytesOf = (name: string): Buffer => readFileSync(fixture(name));

/** Where each frame of an ADTS file begins. */
function framesOf(adts: Buffer): number[] {
  const starts: number[] = [];
  for (let at = 0; at + 7 <= adts.length;) {
    starts.push(at);
    at += ((adts[at + 3]! & 3) << 11) | (adts[at + 4]! << 3) | (adts[at + 5]! >> 5);
  }
  return starts;
}

/** A copy whose frames have garbage instead of sound. */
function withGarbage(adts: Buffer, frames: readonly number[]): Buffer {
  const copy = Buffer.from(adts);
  const starts = framesOf(adts);
  for (const frame of frames) copy.fill(0xd7, starts[frame]! + 7, starts[frame + 1] ?? adts.length);
  return copy;
}

/** A file that takes some seconds to decode, in a folder of its own. */
async function longFile(): Promise<string> {
  const path = join(await temporaryFolder(), 'long.aac');
  writeFileSync(path, Buffer.concat(Array<Buffer>(3000).fill(bytesOf('mono.aac'))));
  return path;
}

/** Chooses a file to open, and does not wait for what comes of it. */
async function choose(app: ElectronApplication, path: string): Promise<void> {
  await answerDialogs(app, path);
  await clickMenu(app, 'File', 'Open…');
}

const pageCount = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ webContents }) => webContents.getAllWebContents().length);

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
    expect(longer).toBeGreaterThanOrEqual(0);
    expect(longer).toBeLessThanOrEqual(tail);
    for (const [channel, plane] of planes.entries()) {
      const at = (shift: number): number => snrDb(expected[channel]!, plane, lead + shift);
      expect(at(0)).toBeGreaterThan(least);
      expect(at(0)).toBeGreaterThan(Math.max(at(-1), at(1)));
    }
  }
  // The pages that decoded are gone.
  await expect.poll(() => pageCount(app)).toBe(1);
});

test('damage costs what was damaged, and what cannot be decoded is refused in words', async ({ start }) => {
  const { app, page, userData } = await start();
  await settled(page);
  const folder = await temporaryFolder();
  const file = (name: string, bytes: Buffer): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const mono = bytesOf('mono.aac');
  const frames = framesOf(mono);
  expect(frames).toHaveLength(17);

  await openByMenu(app, page, file('dented.aac', withGarbage(mono, [8])));
  await expect.poll(() => readdirSync(join(userData, 'decoded')).length).toBe(1);
  const [plane] = decodedSound(userData, 1);
  expect(plane).toHaveLength(17 * 1024);
  const [expected] = original(AAC_FIXTURES.find(({ file }) => file === 'mono.aac')!);
  expect(snrDb(expected!.subarray(0, 7 * 1024), plane!, 1024)).toBeGreaterThan(20);
  // Half of a frame comes out with the one behind it, so that one suffers too.
  expect(snrDb(expected!.subarray(9 * 1024), plane!, 10 * 1024)).toBeGreaterThan(20);
  expect(plane!.subarray(8 * 1024, 9 * 1024).every((value) => value === 0)).toBe(true);

  const spoilt = withGarbage(
    Buffer.concat(Array<Buffer>(5).fill(mono)),
    Array.from({ length: 85 }, (_, i) => i)
  );
  await choose(app, file('spoilt.aac', spoilt));
  await expect(page.getByTestId('notice')).toContainText(
    'its AAC sound is damaged, or of a kind that cannot be decoded'
  );
  await expect(page.getByTestId('clip-name')).toContainText('dented.aac');

  // The same packets under a header that says HE-AAC are decoded at twice the rate.
  const doubled = bytesOf('aac.m4a');
  doubled.set([0x2b, 0x8a, 0x08, 0, 0], doubled.indexOf(Buffer.from([0x13, 0x88, 0x56, 0xe5, 0])));
  await openByMenu(app, page, file('doubled.m4a', doubled));
  await expect.poll(() => readdirSync(join(userData, 'decoded')).length).toBe(1);
  // HE-AAC of one channel may become stereo at any time.
  const [left, right] = decodedSound(userData, 2);
  expect(left).toHaveLength(2 * 15_435);
  expect(right).toEqual(left);
  // It lags behind, which is left out, as the encoder's delay is.
  const coded = left!.filter((_, n) => n % 2 === 0);
  expect(snrDb(expected!, coded, 0)).toBeGreaterThan(20);
  await expect.poll(() => pageCount(app)).toBe(1);
});

test('the page that decodes has nothing but its port, and what happens to it happens to nobody else', async ({
  start
}) => {
  const { app, page, userData } = await start();
  await settled(page);
  const long = await longFile();
  await openByMenu(app, page, fixture('stereo.flac'));
  await app.evaluate(({ app }) => {
    app.once('web-contents-created', (_event, contents) => Object.assign(globalThis, { decoder: contents }));
  });
  await choose(app, long);
  await expect.poll(() => pageCount(app)).toBe(2);
  const found = await app.evaluate(async () => {
    const { decoder } = globalThis as unknown as {
      decoder: Electron.WebContents & { getLastWebPreferences(): Record<string, unknown> };
    };
    while (decoder.isLoading()) await new Promise((resolve) => setTimeout(resolve, 10));
    const names = ['api', 'require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'];
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = decoder.getLastWebPreferences();
    return {
      url: decoder.getURL(),
      names: (await decoder.executeJavaScript(`${JSON.stringify(names)}.filter((name) => name in window)`)) as string[],
      remote: (await decoder.executeJavaScript(
        "fetch('https://127.0.0.1/').then(() => 'reached', () => 'refused')"
      )) as string,
      preferences: { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag }
    };
  });
  expect(found).toEqual({
    url: 'app://bundle/decoder.html',
    names: [],
    remote: 'refused',
    preferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false
    }
  });

  await app.evaluate(() => {
    (globalThis as unknown as { decoder: Electron.WebContents }).decoder.forcefullyCrashRenderer();
  });
  await expect(page.getByTestId('notice')).toContainText('what decodes AAC ended while it was at work; open it again');
  await expect(page.getByTestId('clip-name')).toContainText('stereo.flac');
  await expect.poll(() => pageCount(app)).toBe(1);

  await choose(app, long);
  await expect.poll(() => pageCount(app)).toBe(2);
  await openByMenu(app, page, fixture('stereo.ogg'));
  await expect.poll(() => pageCount(app)).toBe(1);
  await expect.poll(() => readdirSync(join(userData, 'decoded')).length).toBe(1);
});

test('the last clip is there again after a start, and a window that is closed waits for no decoder', async ({
  start
}) => {
  const first = await start();
  await settled(first.page);
  await openByMenu(first.app, first.page, fixture('stereo.m4a'));
  await settled(first.page);
  await first.close();
  const { app, page } = await start({ userData: first.userData });
  await settled(page);
  await expect(page.getByTestId('clip-name')).toContainText('stereo.m4a');
  await choose(app, await longFile());
  await expect.poll(() => pageCount(app)).toBe(2);
  const ended = app.waitForEvent('close', { timeout: 5000 });
  await page.close();
  await ended;
});

test('a network learns from a clip of AAC, in an engine with a decoder of its own', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  await openByMenu(app, page, fixture('stereo.m4a'));
  await enter(page);
  await page.getByTestId('plan-data').selectOption('clip');
  await planSmall(page);
  await page.getByTestId('train').click();
  const standing = page.getByTestId('run').first().getByTestId('run-standing');
  await expect(standing).toHaveText('all epochs', { timeout: BEGIN_MS });
  expect(await pageCount(app)).toBe(1);
});
