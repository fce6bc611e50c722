import { expect } from '@playwright/test';
import { test } from './support/launch';
import { BEGIN_MS, inPhase } from './support/train';
import { colourCount, pictureOf, settled } from './support/window';

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
