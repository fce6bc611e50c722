import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { test } from './support/launch';
import { answerDialogs, clickMenu, numberIn, pictureOf, settled } from './support/window';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'training-'));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

const BEGIN_MS = 20_000;

async function enter(page: Page): Promise<void> {
  await settled(page);
  await page.getByTestId('room-train').click();
  await expect(page.getByTestId('plan-network')).toBeVisible();
}

async function type(field: Locator, value: number): Promise<void> {
  await field.fill(String(value));
  await field.blur();
}

/** Two steps through a small fixed set. */
async function planSmall(page: Page): Promise<void> {
  await page.getByTestId('plan-set').selectOption('fixed');
  await type(page.getByTestId('plan-examples'), 64);
  await type(page.getByTestId('plan-batch'), 32);
  await page.getByTestId('plan-end').selectOption('epochs');
  await type(page.getByTestId('plan-epochs'), 1);
}

/** Small steps without an end in sight. */
async function planLong(page: Page): Promise<void> {
  await type(page.getByTestId('plan-batch'), 64);
  await page.getByTestId('plan-end').selectOption('epochs');
  await type(page.getByTestId('plan-epochs'), 100_000);
}

const phase = (page: Page): Locator => page.getByTestId('training-phase');
const inPhase = async (page: Page, name: string): Promise<void> =>
  await expect(phase(page)).toHaveAttribute('data-phase', name, { timeout: BEGIN_MS });
const step = (page: Page): Promise<number> => numberIn(page.getByTestId('training-step'));

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
