import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from './support/launch';
import { BEGIN_MS, inPhase } from './support/train';
import { answerDialogs, clickMenu, colourCount, numberIn, pictureOf, settled } from './support/window';

test('Learn: seven cards set the app up, say there what to look at, and lead back', async ({ start }) => {
  const { page } = await start();
  await settled(page);
  await page.getByTestId('room-learn').click();
  const cards = page.locator('article');
  await expect(cards).toHaveCount(7);
  await expect(page.getByText('Generating Spectrograms with Neural Networks')).toBeAttached();

  await page.getByTestId('show-spectrogram').click();
  await expect(page.getByTestId('lesson')).toContainText('What a spectrogram is');
  expect(colourCount(await pictureOf(page.getByTestId('reference')))).toBeGreaterThan(50);
  await page.getByTestId('back-to-learn').click();
  await expect(page.getByTestId('lesson')).toHaveCount(0);

  await page.getByTestId('show-rows').click();
  await expect(page.getByRole('main', { name: 'Inspect' })).toBeVisible();
  await expect(page.getByTestId('view-rows')).toHaveAttribute('aria-pressed', 'true');

  await page.getByTestId('back-to-learn').click();
  await page.getByTestId('show-layer').click();
  await inPhase(page, 'idle');
  await expect
    .poll(async () => Number(await page.getByTestId('training-snr').textContent()), { timeout: BEGIN_MS })
    .toBeGreaterThan(120);
  await expect(page.getByTestId('lesson')).toContainText('rises out of the noise');
});

test('History and experiments: a run from noise to exact, weights tried, told in Listen, taken back and saved', async ({
  start
}) => {
  const { app, page, userData } = await start();
  await settled(page);
  await page.getByTestId('train').click();
  await page.getByTestId('room-inspect').click();
  const run = page.getByTestId('history-run');
  await expect(run.locator('option')).toHaveCount(2, { timeout: BEGIN_MS });
  await page.getByTestId('room-train').click();
  await expect
    .poll(async () => await numberIn(page.getByTestId('training-snr')), { timeout: BEGIN_MS })
    .toBeGreaterThan(125);
  await page.getByTestId('stop').click();
  await inPhase(page, 'idle');

  await page.getByTestId('room-inspect').click();
  await run.selectOption({ index: 1 });
  const scrubber = page.getByTestId('scrubber');
  await expect.poll(() => numberIn(page.getByTestId('moment-snr'))).toBeGreaterThan(120);
  await scrubber.focus();
  await page.keyboard.press('Home');
  await expect(page.getByTestId('moment-step')).toHaveText('0');
  await expect(page.getByTestId('looked-at')).toContainText('Looking at step 0 of');
  await page.keyboard.press('Space');
  await expect(page.getByTestId('history-play')).toContainText('Stop');
  await expect(page.getByTestId('history-play')).toContainText('Play', { timeout: 20_000 });
  await page.keyboard.press('Home');
  await page.getByTestId('room-listen').click();
  await expect.poll(() => numberIn(page.getByTestId('snr'))).toBeLessThan(0);
  await page.getByTestId('follow-network').click();
  await expect.poll(() => numberIn(page.getByTestId('snr'))).toBeGreaterThan(120);

  await page.getByTestId('room-inspect').click();
  await page.getByTestId('trial-precision').selectOption('tf32');
  await expect.poll(() => numberIn(page.getByTestId('trial-after'))).toBeCloseTo(73.7, 0);
  await page.getByTestId('room-listen').click();
  await expect(page.getByTestId('looked-at')).toContainText('rounded to TF32');
  await expect.poll(() => numberIn(page.getByTestId('snr'))).toBeLessThan(80);
  const file = join(userData, 'rounded.checkpoint');
  await answerDialogs(app, file);
  await page.getByTestId('room-inspect').click();
  await page.getByTestId('trial-save').click();
  await expect.poll(() => existsSync(file)).toBe(true);
  await clickMenu(app, 'Edit', 'Undo');
  await expect(page.getByTestId('looked-at')).toHaveCount(0);
});
