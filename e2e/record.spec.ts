import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { writeWav } from '../main/audio/wav/write';
import { startApp, temporaryFolder, test, type StartOptions } from './support/launch';
import { answerDialogs, clickMenu, colourCount, openByMenu, pictureOf, settled } from './support/window';

const RATE = 44_100;
let folder: string;
let spoken: Float32Array;
let fake: StartOptions;

/** Two seconds of noise and a tone between silences: Chromium loses the first samples of such a file. */
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'record-'));
  let state = 1;
  const noise = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647 - 0.5;
  const start = RATE;
  spoken = Float32Array.from({ length: 6 * RATE }, (_, i) => {
    const at = i - start;
    return at < 0 || at >= 2 * RATE ? 0 : 0.3 * noise() + 0.3 * Math.sin((2 * Math.PI * 1000 * at) / RATE);
  });
  const path = join(folder, 'spoken.wav');
  await writeWav(path, { rate: RATE, channels: [spoken, spoken], encoding: 'float32' });
  fake = {
    args: ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${path}%noloop`]
  };
});
test.afterAll(() => rmSync(folder, { recursive: true }));

/** The first channel of a float WAV as the app writes it. */
function samplesOf(path: string): Float32Array {
  const bytes = readFileSync(path);
  const channels = bytes.readUInt16LE(22);
  const start = bytes.indexOf('data') + 8;
  const count = Math.floor((bytes.length - start) / 4 / channels);
  return Float32Array.from({ length: count }, (_, i) => bytes.readFloatLE(start + 4 * i * channels));
}

/** Where the sound begins: the first sample that is not silent. */
function onset(samples: Float32Array): number {
  return samples.findIndex((value) => Math.abs(value) > 1e-4);
}

function correlation(a: Float32Array, b: Float32Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += a[i]! * b[i]!;
    aa += a[i]! ** 2;
    bb += b[i]! ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}

async function record(page: Page, seconds: number): Promise<void> {
  const time = page.getByTestId('record-time');
  await expect
    .poll(async () => Number((await time.textContent())?.split(':')[1]), { timeout: 20_000, intervals: [50] })
    .toBeGreaterThan(seconds);
}

test('what the microphone hears is recorded, shown live, saved, and the same when it is opened again', async ({
  start
}) => {
  const { app, page, userData } = await start(fake);
  await settled(page);
  await clickMenu(app, 'File', 'Record or Stop');
  await expect(page.getByTestId('record-bar')).toHaveAttribute('data-phase', 'recording');
  await record(page, 2);
  const early = await pictureOf(page.getByTestId('live-network'));
  await record(page, 3.5);
  const late = await pictureOf(page.getByTestId('live-network'));
  expect(colourCount(late)).toBeGreaterThan(50);
  expect(late.data).not.toEqual(early.data);
  expect(colourCount(await pictureOf(page.getByTestId('live-reference')))).toBeGreaterThan(50);
  await expect(page.getByTestId('clip-light')).not.toHaveClass(/lit/);
  await page.getByTestId('channel-select').selectOption('channel 2');
  await page.getByTestId('rate-select').selectOption('16000');
  await expect(page.getByTestId('live')).toContainText('8 kHz');
  await page.getByTestId('room-train').click();
  await expect(page.getByTestId('record-bar')).toContainText('Recording');
  await page.getByTestId('room-listen').click();
  await page.getByTestId('record-stop').click();
  await expect(page.getByTestId('clip-name')).toHaveText(/^Recording \d{4}-\d\d-\d\d \d\d\.\d\d$/);
  await settled(page);
  await expect(page.getByTestId('take')).toContainText('is not saved');
  const [take] = readdirSync(join(userData, 'takes'));
  const recorded = samplesOf(join(userData, 'takes', take ?? ''));

  const [from, to] = [onset(spoken), onset(recorded)];
  expect(to).toBeGreaterThan(0);
  const count = 2 * RATE;
  expect(recorded.length).toBeGreaterThan(to + count);
  expect(correlation(spoken.subarray(from, from + count), recorded.subarray(to, to + count))).toBeGreaterThan(0.999);

  const saved = join(folder, 'saved.wav');
  await answerDialogs(app, saved);
  await clickMenu(app, 'File', 'Save Sound As…');
  await page.getByTestId('save-go').click();
  await expect(page.getByTestId('clip-name')).toHaveText('saved.wav');
  await expect(page.getByTestId('take')).toHaveCount(0);
  expect(readdirSync(join(userData, 'takes'))).toEqual([]);
  expect(samplesOf(saved)).toEqual(recorded);
});

test('a pause is left out, and opening another sound leaves the recording to be decided on', async ({ start }) => {
  const { app, page, userData } = await start(fake);
  await settled(page);
  await page.getByTestId('record').click();
  await record(page, 0.5);
  await page.getByTestId('record-pause').click();
  await expect(page.getByTestId('record-bar')).toHaveAttribute('data-phase', 'paused');
  const before = await page.getByTestId('record-time').textContent();
  await page.waitForTimeout(700);
  expect(await page.getByTestId('record-time').textContent()).toBe(before);
  await page.getByTestId('record-pause').click();
  await record(page, 1);
  await page.getByTestId('record').click();
  await expect(page.getByTestId('take')).toContainText('This recording of 0:01');
  await openByMenu(app, page, join(folder, 'spoken.wav'));
  await expect(page.getByTestId('take')).toContainText('was not saved');
  await page.getByTestId('take-discard').click();
  expect(readdirSync(join(userData, 'takes'))).toHaveLength(1);
  await page.getByTestId('take-discard').click();
  await expect(page.getByTestId('take')).toHaveCount(0);
  expect(readdirSync(join(userData, 'takes'))).toEqual([]);
  await expect(page.getByTestId('clip-name')).toHaveText('spoken.wav');
  await page.getByTestId('clip-menu').click();
  await expect(page.getByTestId('clip-row')).toHaveText([/spoken\.wav/, /clip\.wav/]);
});

test('a microphone that may not be used is told with what to do, and nothing is left behind', async ({ start }) => {
  const { app, page, userData } = await start(fake);
  await settled(page);
  await app.evaluate(({ session }) =>
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  );
  await page.getByTestId('record').click();
  await expect(page.getByTestId('notice')).toContainText('The microphone may not be used. Allow it for this app');
  await expect(page.getByTestId('record')).toHaveAttribute('data-phase', 'idle');
  await expect(page.getByTestId('record-bar')).toHaveCount(0);
  mkdirSync(join(userData, 'takes'), { recursive: true });
  expect(readdirSync(join(userData, 'takes'))).toEqual([]);
});

test('a microphone that is unplugged ends the recording, and what there is of it is kept', async ({ start }) => {
  const { page } = await start(fake);
  await settled(page);
  await page.evaluate(() => {
    const devices = navigator.mediaDevices;
    const open = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (asked) => {
      const stream = await open(asked);
      addEventListener('unplug', () => stream.getTracks().forEach((track) => track.stop()));
      return stream;
    };
  });
  await page.getByTestId('record').click();
  await record(page, 1);
  await page.evaluate(() => dispatchEvent(new Event('unplug')));
  await expect(page.getByTestId('notice')).toContainText('The microphone was disconnected.');
  await expect(page.getByTestId('take')).toContainText('This recording of 0:01');
});

test('what a killed app was recording is offered at the next start', async () => {
  const userData = await temporaryFolder();
  const first = await startApp({ ...fake, userData });
  await settled(first.page);
  await first.page.getByTestId('record').click();
  await record(first.page, 2);
  const gone = new Promise((resolve) => first.app.process().once('exit', resolve));
  first.app.process().kill('SIGKILL');
  await gone;

  const second = await startApp({ ...fake, userData });
  try {
    await settled(second.page);
    const take = second.page.getByTestId('take');
    await expect(take).toContainText(/A recording of 0:0[12]\.\d\d was not saved/);
    await second.page.getByTestId('take-keep').click();
    await expect(second.page.getByTestId('clip-name')).toHaveText(/^Recording /);
    await expect(take).toContainText('is not saved');
  } finally {
    await second.close();
    rmSync(userData, { recursive: true, force: true });
  }
});

test('an engine that ends meanwhile costs nothing of a recording', async ({ start }) => {
  const { page, userData } = await start(fake);
  await settled(page);
  await page.getByTestId('record').click();
  await record(page, 0.5);
  await page.evaluate(() => window.api.restartEngine({ role: 'analysis' }));
  await record(page, 4);
  await page.getByTestId('record-stop').click();
  await expect(page.getByTestId('clip-name')).toHaveText(/^Recording /, { timeout: 20_000 });
  const [take] = readdirSync(join(userData, 'takes'));
  const recorded = samplesOf(join(userData, 'takes', take ?? ''));
  const [from, to] = [onset(spoken), onset(recorded)];
  const count = 2 * RATE;
  expect(correlation(spoken.subarray(from, from + count), recorded.subarray(to, to + count))).toBeGreaterThan(0.999);
});
