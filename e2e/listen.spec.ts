import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from './support/launch';
import { frameMagnitudes, threeTones, writeWav } from './support/signals';
import { clickMenu, colourCount, numberIn, openByMenu, pictureOf, settled, valueAt } from './support/window';

const RATE = 8000;
const SECONDS = 3;
const TONES = [500, 1500, 3000] as const;
const samples = threeTones(RATE, SECONDS, TONES);
const quantised = Float64Array.from(samples, (value) => Math.round(value * 32767) / 32768);
const FRAMES = Math.floor((samples.length - 256) / 56) + 1;
let folder: string;
let tones: string;

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'listen-'));
  tones = join(folder, 'three tones.wav');
  writeWav(tones, samples, RATE);
});
test.afterAll(() => rmSync(folder, { recursive: true }));

/** The largest magnitude over all frames, and one cell in dB re it, both from the formula. */
function expectedDb(): (frame: number, bin: number) => number {
  let maximum = 0;
  for (let m = 0; m < FRAMES; m++) maximum = Math.max(maximum, ...frameMagnitudes(quantised, 56 * m));
  return (frame, bin) => 20 * Math.log10((frameMagnitudes(quantised, 56 * frame)[bin] ?? 0) / maximum);
}

test('first start: the sample clip, four pictures, the bundled network above 125 dB', async ({ start }) => {
  const { page } = await start();
  await settled(page);
  await expect(page.getByTestId('clip-name')).toContainText('clip.wav');
  for (const pane of ['reference', 'network', 'difference']) {
    await expect.poll(async () => colourCount(await pictureOf(page.getByTestId(pane)))).toBeGreaterThan(20);
  }
  await expect(page.getByTestId('waveform').locator('canvas').first()).toBeVisible();
  expect(await numberIn(page.getByTestId('snr'))).toBeGreaterThan(125);
  await expect(page.getByTestId('backend-badge')).toContainText(/(CPU|GPU).*TF \d+\.\d+.*fp32/);
});

test('a WAV opened by menu: the pixels are the spectrogram', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  await openByMenu(app, page, tones);
  await settled(page);
  const db = expectedDb();
  const seconds = samples.length / RATE;
  for (const pane of ['reference', 'network']) {
    // The first picture may still wait for tiles.
    await expect.poll(async () => valueAt(await pictureOf(page.getByTestId(pane)), 5, 5, [-100, 0])).not.toBeNull();
    const picture = await pictureOf(page.getByTestId(pane));
    for (const [i, hz] of TONES.entries()) {
      const time = ((i + 0.5) / 3) * seconds;
      const frame = Math.round((time * RATE - 128) / 56);
      const x = (time / seconds) * picture.width;
      for (const bin of [hz / 31.25, 60, 90]) {
        // Two pixels may share a bin: look at the middle of its row.
        const y = picture.height * (1 - (bin * 31.25) / (RATE / 2));
        const shown = valueAt(picture, x, y, [-100, 0]);
        const cells = [-1, 0, 1].map((d) => Math.max(-100, db(frame + d, bin)));
        expect(shown, `${pane} ${hz} Hz, bin ${bin}`).toBeGreaterThan(Math.min(...cells) - 1);
        expect(shown, `${pane} ${hz} Hz, bin ${bin}`).toBeLessThan(Math.max(...cells) + 1);
      }
    }
  }
});

test('the crosshair reads time, frequency and levels of the cell under it', async ({ start }) => {
  const { page } = await start({ args: [tones] });
  await settled(page);
  await expect(page.getByTestId('clip-name')).toContainText('three tones.wav');
  const box = await page.getByTestId('network').boundingBox();
  if (!box) throw new Error('the pane has no box');
  const seconds = samples.length / RATE;
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * (1 - 1500 / (RATE / 2)));
  await expect(page.getByTestId('readout-bin')).toHaveText('48');
  const frame = await numberIn(page.getByTestId('readout-frame'));
  expect(Math.abs(frame - ((seconds / 2) * RATE - 128) / 56)).toBeLessThanOrEqual(2);
  const reference = await numberIn(page.getByTestId('readout-reference'));
  expect(reference).toBeCloseTo(expectedDb()(frame, 48), 1);
  expect(await numberIn(page.getByTestId('readout-network'))).toBeCloseTo(reference, 1);
  expect(await numberIn(page.getByTestId('readout-error'))).toBeLessThan(-110);

  await page.keyboard.press('2');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('readout-frame')).toHaveText(String(frame + 1));
  await page.keyboard.press('ArrowUp');
  await expect(page.getByTestId('readout-bin')).toHaveText('49');
});

test('the difference has two modes, switched with D', async ({ start }) => {
  const { page } = await start();
  await settled(page);
  await expect(page.getByTestId('difference-title')).toContainText('error');
  const before = await pictureOf(page.getByTestId('difference'));
  await page.keyboard.press('d');
  await expect(page.getByTestId('difference-title')).toContainText('ratio');
  await expect
    .poll(async () => Buffer.compare((await pictureOf(page.getByTestId('difference'))).data, before.data))
    .not.toBe(0);
});

test('plays, pauses and seeks, with the cursor in all panes', async ({ start }) => {
  const { page } = await start({ args: [tones] });
  await settled(page);
  const time = (): Promise<number> => page.getByTestId('play-time').textContent().then(secondsOf);
  expect(await time()).toBe(0);
  await page.keyboard.press('Space');
  await expect.poll(time).toBeGreaterThan(0.5);
  await page.keyboard.press('Space');
  const paused = await time();
  await page.waitForTimeout(300);
  expect(await time()).toBe(paused);
  const box = await page.getByTestId('reference').boundingBox();
  if (!box) throw new Error('the pane has no box');
  await page.mouse.click(box.x + box.width * (2 / 3), box.y + box.height / 2);
  await expect.poll(time).toBeCloseTo(2, 1);
  await page.keyboard.press('Home');
  await expect.poll(time).toBe(0);
  await page.keyboard.press('End');
  await expect.poll(time).toBeCloseTo(SECONDS, 1);
});

test('the analysis rate is chosen and shown', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  await clickMenu(app, 'View', 'Analysis Rate', '16 kHz');
  await expect(page.getByTestId('rate-select')).toHaveValue('16000');
  await settled(page);
  expect(await numberIn(page.getByTestId('snr'))).toBeGreaterThan(120);
  await expect.poll(async () => colourCount(await pictureOf(page.getByTestId('network')))).toBeGreaterThan(20);
});

test('zooms at the pointer, measures what is visible, and fits again', async ({ start }) => {
  const { page } = await start();
  await settled(page);
  const before = await pictureOf(page.getByTestId('reference'));
  const box = await page.getByTestId('reference').boundingBox();
  if (!box) throw new Error('the pane has no box');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let i = 0; i < 4; i++) await page.mouse.wheel(0, -240);
  await expect
    .poll(async () => Buffer.compare((await pictureOf(page.getByTestId('reference'))).data, before.data))
    .not.toBe(0);
  await expect(page.getByText('of what is visible')).toBeVisible();
  await settled(page);
  expect(await numberIn(page.getByTestId('snr'))).toBeGreaterThan(110);
  await page.keyboard.press('f');
  await expect(page.getByText('of the whole clip')).toBeVisible();
});

test('a silent file is shown as silent, with a dash for the SNR', async ({ start }) => {
  const silent = join(folder, 'silence.wav');
  writeWav(silent, new Float64Array(RATE), RATE);
  const { app, page } = await start();
  await settled(page);
  await openByMenu(app, page, silent);
  await expect(page.getByTestId('snr')).toHaveText(/^[–—-]$/);
  await expect(page.getByText('silent: nothing to show').first()).toBeVisible();
});

test('a file shorter than one frame says so', async ({ start }) => {
  const short = join(folder, 'short.wav');
  writeWav(short, new Float64Array(100).fill(0.1), RATE);
  const { app, page } = await start();
  await settled(page);
  await openByMenu(app, page, short);
  await expect(page.getByRole('alert')).toContainText(/one frame takes 256/);
  await expect(page.getByTestId('notice')).toHaveCount(0);
});

test('an odd name is shown as it is and nothing of it runs', async ({ start }) => {
  const odd = join(folder, '<img src=x onerror=alert(1)> & a very long name that goes on and on and on and on.wav');
  writeFileSync(odd, '');
  writeWav(odd, samples, RATE);
  const { app, page } = await start();
  await settled(page);
  await openByMenu(app, page, odd);
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
});

function secondsOf(text: string | null): number {
  const [minutes = '0', seconds = '0'] = (text ?? '').trim().split('/')[0]?.trim().split(':') ?? [];
  return Number(minutes) * 60 + Number(seconds);
}
