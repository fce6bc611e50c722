import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { test } from './support/launch';
import { BEGIN_MS, enter, inPhase, phase, planLong, planSmall, step, type } from './support/train';
import { answerDialogs, clickMenu, pictureOf, settled } from './support/window';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'training-'));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

test('every network is trained from the room, and its run is kept', async ({ start }) => {
  const { page } = await start();
  await enter(page);
  const networks = await page.getByTestId('plan-network').locator('option').allTextContents();
  expect(networks).toEqual(expect.arrayContaining(['shared-frame', 'dense-stft', 'dft-128', 'inverse']));
  for (const [i, network] of networks.entries()) {
    await page.getByTestId('plan-network').selectOption(network.trim());
    if (network.trim() === 'dense-stft') await page.getByTestId('plan-method').selectOption('sgd');
    await planSmall(page);
    await page.getByTestId('train').click();
    const runs = page.getByTestId('run');
    await expect(runs).toHaveCount(i + 1);
    await expect(runs.first().getByTestId('run-standing')).toHaveText('all epochs', { timeout: BEGIN_MS });
    await expect(page.getByTestId('training-step')).toHaveText('2');
    await expect(runs.first()).toContainText(network.trim());
  }
});

test('a run is paused, stepped, changed, stopped, taken up again and begun anew', async ({ start }) => {
  const { app, page } = await start();
  await enter(page);
  await planLong(page);
  await page.getByTestId('train').click();
  await inPhase(page, 'training');
  await expect.poll(() => step(page)).toBeGreaterThan(2);

  await clickMenu(app, 'Model', 'Pause');
  await inPhase(page, 'paused');
  await expect(phase(page)).toContainText('Paused after step');
  const paused = await settledStep(page);
  await page.getByTestId('step').click();
  await expect.poll(() => step(page)).toBe(paused + 1);
  await clickMenu(app, 'Model', 'Step');
  await expect.poll(() => step(page)).toBe(paused + 2);

  await type(page.getByTestId('plan-learningRate'), 0.125);
  await page.getByTestId('continue').click();
  await inPhase(page, 'training');
  await expect(page.getByTestId('training-rate')).toHaveText('0.125');
  await type(page.getByTestId('plan-batch'), 128);
  await expect(page.getByTestId('training-batch')).toHaveText('128');
  await page.getByTestId('plan-method').selectOption('adam');
  await expect(phase(page)).toContainText('by Adam');
  await expect(page.getByTestId('plan-batch')).toHaveValue('2048');

  await clickMenu(app, 'Model', 'Stop');
  await inPhase(page, 'idle');
  await expect(phase(page)).toContainText('It was stopped.');
  const stopped = await step(page);
  await page.getByTestId('run-more').click();
  await page.getByTestId('run-continue').click();
  await inPhase(page, 'training');
  await expect.poll(() => step(page)).toBeGreaterThan(stopped);
  await page.getByTestId('stop').click();
  await inPhase(page, 'idle');
  await expect(page.getByTestId('run')).toHaveCount(1);

  const seed = await page.getByTestId('plan-seed').inputValue();
  await page.getByTestId('reset').click();
  await expect(page.getByTestId('run')).toHaveCount(2);
  await inPhase(page, 'training');
  await expect(page.getByTestId('plan-seed')).toHaveValue(seed);
  await clickMenu(app, 'Model', 'New Seed');
  await expect(page.getByTestId('run')).toHaveCount(3);
  await inPhase(page, 'training');
  await expect(page.getByTestId('plan-seed')).not.toHaveValue(seed);
  await page.getByTestId('stop').click();
  await inPhase(page, 'idle');
});

test('runs are named, compared, saved as a table, deleted and brought back', async ({ start }) => {
  const { app, page } = await start();
  await enter(page);
  await expect(phase(page)).toContainText('Nothing was trained yet');
  await planSmall(page);
  await page.getByTestId('train').click();
  const runs = page.getByTestId('run');
  await expect(runs.first().getByTestId('run-standing')).toHaveText('all epochs', { timeout: BEGIN_MS });
  await runs.getByTestId('run-name').fill('my first');
  await page.keyboard.press('Enter');

  const table = join(folder, 'curve.csv');
  await answerDialogs(app, table);
  await page.getByTestId('export-curve').click();
  await expect(page.getByTestId('notice')).toContainText('curve.csv');
  // A header and two steps.
  expect(readFileSync(table, 'utf8').trim().split('\n')).toHaveLength(3);

  await clickMenu(app, 'Model', 'Compare Runs');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('table')).toContainText('shared-frame');
  await page.keyboard.press('Escape');

  await runs.getByTestId('run-more').click();
  await runs.getByTestId('run-delete').click();
  await expect(runs).toHaveCount(0);
  await clickMenu(app, 'Edit', 'Undo');
  await expect(runs.getByTestId('run-name')).toHaveValue('my first');
  await runs.getByTestId('overlay').click();
  await expect(runs.getByTestId('overlay')).toHaveAttribute('aria-pressed', 'true');
  await runs.getByTestId('run-continue').click();
  await inPhase(page, 'training');
  await page.getByTestId('stop').click();
  await inPhase(page, 'idle');
});

test('the four tones look the same through the bundled network', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  await clickMenu(app, 'Model', 'Four-Tone Test');
  const figure = page.getByTestId('four-tones-figure');
  await expect(figure).toContainText('dB');
  const { width, height, data } = await pictureOf(figure);
  expect(width * height).toBeGreaterThan(100_000);
  // The network's field lies to the right of the reference's by the same pixels in every row: find by how many.
  const words = new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  const rows = [Math.round(height * 0.3), Math.round(height * 0.75)];
  const differing = (shift: number): number =>
    rows.reduce((sum, y) => {
      let count = 0;
      for (let x = Math.round(width * 0.06); x < width * 0.4; x++) {
        if (words[y * width + x] !== words[y * width + x + shift]) count++;
      }
      return sum + count;
    }, 0);
  const shifts = Array.from({ length: Math.round(width * 0.15) }, (_, i) => Math.round(width * 0.38) + i);
  expect(Math.min(...shifts.map(differing))).toBeLessThan(8);
});

test('rooms are entered by keys and kept over a reload; nothing is cut off in a small window', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  await clickMenu(app, 'View', 'Train');
  await expect(page.getByRole('main', { name: 'Train' })).toBeFocused();
  await page.reload();
  await expect(page.getByTestId('plan-network')).toBeVisible();
  for (const [width, height] of [
    [1440, 900],
    [1000, 700],
    [800, 600]
  ] as const) {
    await app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size[0], size[1]),
      [width, height] as const
    );
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width);
    // The page folds its panel a moment after it knows its width.
    await expect.poll(() => overflowing(page), `at ${width} x ${height}`).toEqual([]);
    await expect(page.getByTestId('train')).toBeInViewport({ ratio: 1 });
  }
  await page.getByTestId('panel-toggle').click();
  await expect(page.getByTestId('compare')).toBeInViewport({ ratio: 1 });
});

/** The step when a run that was paused has come to rest. */
async function settledStep(page: Page): Promise<number> {
  let before = -1;
  await expect
    .poll(async () => {
      const now = await step(page);
      const rests = now === before;
      before = now;
      return rests;
    })
    .toBe(true);
  return before;
}

/** Elements whose content is wider than they are, where nobody can scroll it or reads that it was shortened. */
async function overflowing(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const meant = (element: Element): boolean => {
      const { overflowX, textOverflow, display } = getComputedStyle(element);
      if (display === 'inline' || overflowX === 'auto' || overflowX === 'scroll') return true;
      return textOverflow === 'ellipsis' || element.matches('input, select, option, svg *, .visually-hidden');
    };
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1 && !meant(element))
      .map((element) => `${element.tagName}.${element.className} ${element.scrollWidth} > ${element.clientWidth}`);
  });
}
