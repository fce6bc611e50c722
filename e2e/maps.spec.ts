import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { decodeNpy } from '../main/audio/npy';
import { frameMatrix } from '../main/signal/frame-matrix';
import { SEED_SPEC } from '../main/signal/stft';
import { test } from './support/launch';
import { BEGIN_MS } from './support/train';
import { answerDialogs, clickMenu, colourCount, numberIn, pictureOf, settled } from './support/window';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'maps-'));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** A weight of the readout; digits of its power of ten included. */
async function weight(page: Page, reading: 'learned' | 'ideal' | 'residual'): Promise<number> {
  return Number((await page.getByTestId(`weight-${reading}`).textContent())?.replace('−', '-'));
}

/** Weight of sample `sample` in the real part of a bin, by the formula. */
function exact(bin: number, sample: number): number {
  const { nperseg } = SEED_SPEC;
  const columns = 2 * (nperseg / 2 + 1);
  return frameMatrix(SEED_SPEC)[sample * columns + bin] ?? NaN;
}

test('the map of the bundled network is seen, zoomed, read and saved', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  await clickMenu(app, 'View', 'Inspect');
  const maps = page.getByTestId('weight-maps');
  await expect(page.getByTestId('inspected')).toContainText('shared-frame');
  await expect.poll(async () => colourCount(await pictureOf(maps))).toBeGreaterThan(100);

  const field = page.getByTestId('map-field');
  await expect(field).toHaveCount(1);
  const box = await field.boundingBox();
  if (!box) throw new Error('the map has no box');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 4);
  for (let i = 0; i < 8; i++) await page.mouse.wheel(0, -200);
  await expect(page.getByTestId('fit-map')).toBeVisible();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 4);
  await page.mouse.move(1, 300);
  const rows = page.getByTestId('weight-place').locator('dd');
  const bin = await numberIn(rows.nth(0));
  const sample = await numberIn(rows.nth(1));
  await expect.poll(() => weight(page, 'ideal')).toBeCloseTo(exact(bin, sample), 7);
  expect(Math.abs(await weight(page, 'residual'))).toBeLessThan(1e-7);

  await maps.focus();
  await press(page, 'ArrowRight', 'ArrowUp');
  await expect(rows.nth(1)).toHaveText(String(sample + 1));
  await expect.poll(() => weight(page, 'ideal')).toBeCloseTo(exact(bin - 1, sample + 1), 7);
  await press(page, 'f');
  await expect(page.getByTestId('fit-map')).toHaveCount(0);

  const png = join(folder, 'map.png');
  await answerDialogs(app, png);
  await page.getByTestId('export-png-2').click();
  await expect.poll(() => existsSync(png), { timeout: 15_000 }).toBe(true);
  const header = readFileSync(png).subarray(0, 24);
  expect([header.toString('latin1', 1, 4), header.readUInt32BE(16)]).toEqual(['PNG', 2400]);

  const npy = join(folder, 'map.npy');
  await answerDialogs(app, npy);
  await page.getByTestId('export-npy').click();
  await expect.poll(() => existsSync(npy), { timeout: 15_000 }).toBe(true);
  const { shape, data } = decodeNpy(readFileSync(npy));
  expect(shape).toEqual([258, 256]);
  expect(data[(bin - 1) * 256 + sample + 1]).toBeCloseTo(exact(bin - 1, sample + 1), 7);
});

test('the 33 slices of the experiment’s network are stepped and played through while it trains', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  await clickMenu(app, 'View', 'Inspect');
  await page.evaluate(() =>
    window.api.startTraining({ network: 'dense-stft', method: 'amsgrad', seed: 1, data: 'noise' })
  );
  await expect(page.getByTestId('inspected')).toContainText('dense-stft', { timeout: BEGIN_MS });
  await expect(page.getByTestId('map-field')).toHaveCount(4);
  const heading = page.getByRole('heading', { level: 2 }).first();
  await expect(heading).toContainText('slices 1, 11, 21 and 31 of 33');
  await expect(page.getByTestId('outside-energy')).toContainText('dB', { timeout: BEGIN_MS });
  await clickMenu(app, 'Model', 'Stop');

  await press(page, 'PageDown', '>', 'PageUp');
  await expect(heading).toContainText('slices 2, 12, 22 and 32 of 33');
  await page.getByTestId('map-together').getByText('One').click();
  await expect(page.getByTestId('map-field')).toHaveCount(1);
  await page.getByTestId('slice-number').fill('33');
  await page.getByTestId('slice-number').press('Enter');
  await expect(heading).toContainText('slice 33 of 33');

  await page.getByTestId('play-slices').click();
  await expect(heading).not.toContainText('slice 33 of 33');
  await page.getByTestId('play-slices').click();
  await page.getByTestId('map-reading').getByText('Ideal').click();
  await expect(heading).toContainText('Ideal weights');
  await expect.poll(async () => colourCount(await pictureOf(page.getByTestId('weight-maps')))).toBeGreaterThan(100);
});
