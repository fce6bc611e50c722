import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { test } from './support/launch';
import { enter, phase } from './support/train';
import { answerDialogs, clickMenu, colourCount, numberIn, pictureOf } from './support/window';

const TRAINED_MS = 60_000;

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'moments-'));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

async function train(page: Page, network: string): Promise<void> {
  await enter(page);
  await page.getByTestId('plan-network').selectOption(network);
  await page.getByTestId('train').click();
  await expect(page.getByTestId('run')).toHaveCount(1);
  await expect(phase(page)).toHaveAttribute('data-phase', 'idle', { timeout: TRAINED_MS });
}

test('of a moment whose weights were given up, the rows that were kept are shown', async ({ start }) => {
  test.setTimeout(2 * TRAINED_MS);
  const { page, userData } = await start();
  await train(page, 'shared-frame');
  const [run = ''] = readdirSync(join(userData, 'runs')).filter((name) => /^[0-9a-f-]{36}$/.test(name));
  rmSync(join(userData, 'runs', run, 'history', '000000005.checkpoint'));

  await page.getByTestId('room-inspect').click();
  await page.getByTestId('history-run').selectOption({ index: 1 });
  await page.getByTestId('scrubber').focus();
  await page.keyboard.press('Home');
  for (let times = 0; times < 3; times++) await page.keyboard.press('.');
  await expect(page.getByTestId('moment-step')).toHaveText('5');
  await expect(page.getByTestId('looked-at')).toContainText('Of step 5, only some rows were kept.');
  await page.getByTestId('show-kept').click();
  await expect(page.getByTestId('row-title')).toContainText('bin 5, 156.25 Hz at 8 kHz, step 5');
  await expect(page.getByTestId('kept-note')).toContainText('Every other view shows step 2.');
  await page.getByTestId('kept-row').selectOption({ label: 'Bin 10, 312.5 Hz at 8 kHz' });
  await expect(page.getByTestId('row-title')).toContainText('bin 10');
  const correlation = page.getByTestId('part-real').getByTestId('correlation');
  const early = await numberIn(correlation);
  expect(early).toBeGreaterThan(0.1);
  expect(colourCount(await pictureOf(page.getByTestId('row-chart')))).toBeGreaterThan(10);
  await page.getByTestId('scrubber').focus();
  await page.keyboard.press('End');
  await expect(page.getByTestId('kept-note')).toHaveCount(0);
  await expect.poll(() => numberIn(correlation)).toBeGreaterThan(0.999999);
  expect(early).toBeLessThan(0.999999);
});

test('an experiment on a network without a spectrogram is saved, and its file leads to its weights', async ({
  start
}) => {
  test.setTimeout(2 * TRAINED_MS);
  const { app, page } = await start();
  await train(page, 'dft-128');
  await page.getByTestId('runs').getByTestId('run-more').first().click();
  await page.getByTestId('run-inspect').click();
  await expect(page.getByTestId('inspected')).toContainText('dft-128');
  await page.getByTestId('trial-precision').selectOption('float16');
  const after = await page.getByTestId('trial-after').textContent();
  const file = join(folder, 'rounded.checkpoint');
  await answerDialogs(app, file);
  await page.getByTestId('trial-save').click();
  await expect(page.getByTestId('notice')).toContainText('Saved rounded.checkpoint');
  await page.getByTestId('room-listen').click();
  for (let times = 0; times < 2; times++) {
    await answerDialogs(app, file);
    await clickMenu(app, 'Model', 'Load Checkpoint…');
    await expect(page.getByTestId('inspected')).toContainText(`a moment of rounded.checkpoint`);
    await expect(page.getByTestId('inspected')).toContainText(`${after} dB`);
  }
  await expect(page.getByTestId('notice')).toContainText('here are its weights');
  await page.getByTestId('view-statistics').click();
  await page.getByTestId('room-train').click();
  await expect(page.getByTestId('run')).toHaveCount(2);
});
