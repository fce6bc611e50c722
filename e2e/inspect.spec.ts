import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { decode } from 'fast-png';
import { decodeNpy } from '../main/audio/npy';
import { frameMatrix } from '../main/signal/frame-matrix';
import { SEED_SPEC } from '../main/signal/stft';
import { test } from './support/launch';
import { enter, phase } from './support/train';
import { answerDialogs, clickMenu, colourCount, numberIn, pictureOf } from './support/window';

/** Least squares on two cores takes seconds; on a machine with other work, longer. */
const TRAINED_MS = 120_000;
const BINS = SEED_SPEC.nfft / 2 + 1;
const SAMPLES = 2048;

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'inspect-'));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

/** What the experiment did, in the window: its network trained, looked into, pruned, and its figures saved. */
test('the transform is found in the weights of dense-stft', async ({ start }) => {
  test.setTimeout(4 * TRAINED_MS);
  const { app, page } = await start();
  await enter(page);
  await page.getByTestId('plan-network').selectOption('dense-stft');
  await page.getByTestId('plan-method').selectOption('least-squares');
  await clickMenu(app, 'Model', 'Train');
  await expect(phase(page)).not.toHaveAttribute('data-phase', 'idle');
  await expect(phase(page)).toHaveAttribute('data-phase', 'idle', { timeout: TRAINED_MS });

  await clickMenu(app, 'View', 'Inspect');
  await expect(page.getByTestId('inspected')).toContainText('dense-stft');
  await slicesDiffer(page);
  await rowIsASinusoid(page);
  await outsideWeightsVanish(page);

  await answerDialogs(app, join(folder, 'map.npy'));
  await page.getByTestId('view-maps').click();
  await page.getByTestId('export-npy').click();
  await expect(page.getByTestId('notice')).toContainText('Saved map.npy');
  expectBinsOfFrame(decodeNpy(readFileSync(join(folder, 'map.npy'))), 20);
  await answerDialogs(app, join(folder, 'map.png'));
  await page.getByTestId('export-png-2').click();
  await expect(page.getByTestId('notice')).toContainText('Saved map.png');
  const picture = decode(readFileSync(join(folder, 'map.png')));
  expect(picture.width).toBeGreaterThan(1000);
  expect(new Set(picture.data).size).toBeGreaterThan(50);

  await pruneToBands(page);
  await answerDialogs(app, join(folder, 'pruned.checkpoint'));
  await page.getByTestId('trial-save').click();
  await expect(page.getByTestId('notice')).toContainText('pruned.checkpoint');

  await page.getByTestId('history-run').selectOption({ index: 1 });
  await scrub(page);
});

/** Steps through the frames: each has its band elsewhere. */
async function slicesDiffer(page: Page): Promise<void> {
  await page.getByTestId('view-maps').click();
  const number = page.getByTestId('slice-number');
  for (const slice of [1, 11, 21]) {
    await number.fill(String(slice));
    await number.press('Enter');
    await expect(number).toHaveValue(String(slice));
  }
  await expect.poll(async () => colourCount(await pictureOf(page.getByTestId('weight-maps')))).toBeGreaterThan(50);
}

async function rowIsASinusoid(page: Page): Promise<void> {
  await page.getByTestId('view-rows').click();
  await page.getByTestId('preset-5').click();
  await expect(page.getByTestId('row-title')).toContainText('bin 5');
  for (const part of ['real', 'imaginary']) {
    const numbers = page.getByTestId(`part-${part}`);
    await expect.poll(() => numberIn(numbers.getByTestId('correlation'))).toBeGreaterThanOrEqual(0.999999);
    await expect.poll(() => numberIn(numbers.getByTestId('residual'))).toBeLessThan(-100);
  }
  // What is zero by construction has no correlation.
  await page.getByTestId('row-number').fill('0');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('part-imaginary').getByTestId('correlation')).toHaveCount(0);
}

async function outsideWeightsVanish(page: Page): Promise<void> {
  await page.getByTestId('view-statistics').click();
  await expect(page.getByTestId('statistics-facts')).toContainText(/energy outside.*below 0\.001 %/);
  await expect(page.getByTestId('outliers').locator('button, tr').first()).toBeVisible();
}

/** The real and imaginary rows of a frame are those of the formula. */
function expectBinsOfFrame({ shape, data }: ReturnType<typeof decodeNpy>, frame: number): void {
  expect(shape).toEqual([2 * BINS, SAMPLES]);
  const ideal = frameMatrix(SEED_SPEC);
  let [energy, error] = [0, 0];
  for (let row = 0; row < 2 * BINS; row++) {
    for (let column = 0; column < SAMPLES; column++) {
      const n = column - frame * SEED_SPEC.hop;
      const exact = n >= 0 && n < SEED_SPEC.nperseg ? (ideal[n * 2 * BINS + row] ?? NaN) : 0;
      energy += exact ** 2;
      error += ((data[row * SAMPLES + column] ?? NaN) - exact) ** 2;
    }
  }
  expect(10 * Math.log10(error / energy)).toBeLessThan(-100);
}

/** Without the weights that vanish by construction, 12.5 % of all, the network is as good as before or better. */
async function pruneToBands(page: Page): Promise<void> {
  await page.getByTestId('trial-pruning').selectOption('bands');
  await expect(page.getByTestId('trial-zeros')).toContainText('87.', { timeout: 30_000 });
  const before = await numberIn(page.getByTestId('experiment').locator('.before'));
  const after = await numberIn(page.getByTestId('trial-after'));
  expect(before).toBeGreaterThan(115);
  expect(after).toBeGreaterThanOrEqual(before - 0.05);
}

/** From the start to the end of the run, and back to the network in use. */
async function scrub(page: Page): Promise<void> {
  const scrubber = page.getByTestId('scrubber');
  await expect(scrubber).toBeVisible();
  await scrubber.press('Home');
  await expect(page.getByTestId('looked-at')).toContainText('step 0', { timeout: 30_000 });
  await expect(scrubber).toHaveAttribute('aria-valuetext', /step 0, .*/);
  await page.getByTestId('view-rows').click();
  await page.getByTestId('preset-5').click();
  // A solver begins with weights that are all zero.
  await expect(page.getByTestId('part-real').getByTestId('part-note')).toContainText('zero', { timeout: 30_000 });
  await scrubber.press('End');
  await expect
    .poll(() => numberIn(page.getByTestId('part-real').getByTestId('correlation')), { timeout: 30_000 })
    .toBeGreaterThan(0.999);
  await page.getByTestId('looked-at').getByTestId('follow-network').click();
  await expect(page.getByTestId('looked-at')).toHaveCount(0);
}
