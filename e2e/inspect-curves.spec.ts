import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadImage } from '@napi-rs/canvas';
import { expect, type Page } from '@playwright/test';
import { test } from './support/launch';
import { answerDialogs, colourCount, numberIn, pictureOf, settled } from './support/window';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'inspect-'));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

async function enter(page: Page, view: string): Promise<void> {
  await settled(page);
  await page.getByTestId('room-inspect').click();
  await page.getByTestId(`view-${view}`).click();
}

/** A table of the given name as numbers by column. */
function readTable(path: string): Map<string, number[]> {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = (head.match(/"[^"]*"|[^,]+/g) ?? []).map((name) => name.replaceAll('"', ''));
  const rows = lines.map((line) => line.split(',').map((cell) => (cell === '' ? NaN : Number(cell))));
  return new Map(names.map((name, i) => [name, rows.map((row) => row[i] ?? NaN)]));
}

test('a row of the bundled network is the windowed sinusoid, and says so in numbers', async ({ start }) => {
  const { app, page } = await start();
  await enter(page, 'rows');
  await page.getByTestId('preset-5').click();
  await expect(page.getByTestId('row-title')).toContainText('bin 5, 156.25 Hz at 8 kHz');
  for (const part of ['real', 'imaginary']) {
    const words = page.getByTestId(`part-${part}`);
    expect(Number(await words.getByTestId('correlation').textContent())).toBeGreaterThan(0.999999);
    const residual = (await words.getByTestId('residual').textContent()) ?? '';
    expect(Number.parseFloat(residual.replace('−', '-'))).toBeLessThan(-100);
  }
  expect(colourCount(await pictureOf(page.getByTestId('row-chart')))).toBeGreaterThan(10);

  await page.getByTestId('row-part').getByText('Real').click();
  const table = join(folder, 'row.csv');
  await answerDialogs(app, table);
  await page.getByTestId('export-csv').click();
  await expect(page.getByTestId('notice')).toContainText('Saved row.csv.');
  const learned = readTable(table).get('learned, real (weight)') ?? [];
  expect(learned).toHaveLength(256);
  // The periodic Hann window is 1 at its middle: half of a whole number of periods away from the start.
  const scale = Math.sqrt(1 / (256 * 96));
  expect(Math.abs((learned[128] ?? NaN) - scale * Math.cos((2 * Math.PI * 5 * 128) / 256))).toBeLessThan(1e-7);

  const picture = join(folder, 'row.png');
  await answerDialogs(app, picture);
  await page.getByTestId('export-png-2').click();
  await expect.poll(() => existsSync(picture)).toBe(true);
  expect((await loadImage(picture)).width).toBe(2 * 960);
});

test('a part that is zero has no correlation, and all rows lead to each', async ({ start }) => {
  const { page } = await start();
  await enter(page, 'rows');
  await page.getByTestId('row-number').fill('128');
  await page.getByTestId('row-number').blur();
  await expect(page.getByTestId('part-imaginary').getByTestId('part-note')).toContainText('zero');
  await expect(page.getByTestId('part-imaginary').getByTestId('correlation')).toHaveCount(0);
  await page.getByTestId('row-all').getByText('All rows').click();
  await page.getByRole('button', { name: 'bin 10, 312.5 Hz at 8 kHz' }).click();
  await expect(page.getByTestId('row-title')).toContainText('bin 10');
  await page.getByTestId('row-chart').locator('[role="slider"]').press('Home');
  const slider = page.getByTestId('row-chart').locator('[role="slider"]');
  await expect(slider).toHaveAttribute('aria-valuetext', /^sample 0, ideal/);
});

test('the spectrum of a row has the side lobes of a Hann window, and the weights their statistics', async ({
  start
}) => {
  const { app, page } = await start();
  await enter(page, 'spectrum');
  await page.getByTestId('row-number').fill('20');
  await page.getByTestId('row-number').blur();
  await expect(page.getByTestId('spectrum-words')).toContainText('−31.5 dB learned, −31.5 dB ideal');
  await page.getByTestId('spectrum-filters').getByText('Filter bank').click();
  await expect.poll(async () => colourCount(await pictureOf(page.getByTestId('spectrum-chart')))).toBeGreaterThan(100);

  await page.getByTestId('view-statistics').click();
  await expect(page.getByTestId('statistics-verdict')).toContainText('to float32 rounding');
  await page.getByTestId('threshold').fill('140');
  await expect(page.getByTestId('threshold-words')).toContainText('100 % of the weights (66,048)');
  const table = join(folder, 'statistics.csv');
  await answerDialogs(app, table);
  await page.getByTestId('export-csv').click();
  await expect.poll(() => existsSync(table)).toBe(true);
  const shares = readTable(table).get('weights of this magnitude (%)') ?? [];
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeGreaterThan(95);
  await page.getByTestId('outliers').getByRole('button').first().click();
  await expect(page.getByTestId('row-title')).toBeVisible();
  expect(await numberIn(page.getByTestId('correlation').first())).toBeGreaterThan(0.999);
});
