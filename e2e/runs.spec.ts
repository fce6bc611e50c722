import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { test } from './support/launch';
import { enter, inPhase, planLong, planSmall, step } from './support/train';
import { answerDialogs, clickMenu, numberIn, settled } from './support/window';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runs-'));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

/** Ends the training engine as a crash does. */
async function kill(page: Page): Promise<void> {
  const session = await page.evaluate(() => window.api.getSession(undefined));
  const engine = session.ok ? session.value.engines.training : null;
  if (engine?.phase !== 'ready') throw new Error('no training engine');
  process.kill(engine.pid, 'SIGKILL');
}

async function curveOf(page: Page): Promise<number[]> {
  return await page.evaluate(async () => {
    const session = await window.api.getSession(undefined);
    const run = session.ok ? session.value.runs[0]?.id : undefined;
    if (run === undefined) return [];
    const curve = await window.api.getCurve({ run, afterStep: 0 });
    return curve.ok ? curve.value.points.map((point) => point.step) : [];
  });
}

const checkpoints = (userData: string): string[] => {
  const runs = join(userData, 'runs');
  const [run] = readdirSync(runs);
  return run === undefined ? [] : readdirSync(join(runs, run)).filter((name) => name.startsWith('step-'));
};

test('a run whose engine is killed goes on from its last checkpoint, and its curve has no gap', async ({ start }) => {
  const { page, userData } = await start();
  await enter(page);
  await planLong(page);
  await page.getByTestId('train').click();
  await inPhase(page, 'training');
  await expect.poll(() => checkpoints(userData).length).toBeGreaterThan(0);
  const before = await step(page);
  await kill(page);
  await expect(page.getByTestId('notice')).toContainText('The run goes on from its last checkpoint');
  await inPhase(page, 'training');
  await expect.poll(() => step(page), { timeout: 20_000 }).toBeGreaterThan(before + 20);
  await page.getByTestId('stop').click();
  await inPhase(page, 'idle');
  await expect(page.getByTestId('run')).toHaveCount(1);
  const steps = await curveOf(page);
  expect(steps.length).toBeGreaterThan(before);
  expect(steps).toEqual(steps.map((_, i) => i + 1));
});

test('a run that is under way when the app is closed is continued after the next start', async ({ start }) => {
  const first = await start();
  await enter(first.page);
  await planLong(first.page);
  await first.page.getByTestId('train').click();
  await inPhase(first.page, 'training');
  await expect.poll(() => step(first.page)).toBeGreaterThan(20);
  await first.close();

  const { page } = await start({ userData: first.userData });
  await settled(page);
  // What was shown last is shown again: the best weights of the run.
  await enter(page);
  await expect(page.getByTestId('run')).toHaveCount(1);
  await page.getByTestId('run-more').click();
  await page.getByTestId('run-continue').click();
  await inPhase(page, 'training');
  await expect.poll(() => step(page), { timeout: 20_000 }).toBeGreaterThan(30);
  await page.getByTestId('stop').click();
  await inPhase(page, 'idle');
  const steps = await curveOf(page);
  expect(steps).toEqual(steps.map((_, i) => i + 1));
});

test('a network that was trained and saved has the same SNR after the next start', async ({ start }) => {
  const path = join(folder, 'mine.checkpoint');
  const first = await start();
  await enter(first.page);
  await clickMenu(first.app, 'Model', 'Train');
  await inPhase(first.page, 'training');
  await inPhase(first.page, 'idle');
  await first.page.getByTestId('room-listen').click();
  await settled(first.page);
  const snr = await numberIn(first.page.getByTestId('snr'));
  expect(snr).toBeGreaterThan(120);
  await answerDialogs(first.app, path);
  await clickMenu(first.app, 'Model', 'Save Checkpoint As…');
  await expect.poll(() => statSync(path, { throwIfNoEntry: false })?.size ?? 0).toBeGreaterThan(66_048 * 4);
  await clickMenu(first.app, 'Model', 'Use the Bundled Network');
  await expect(first.page.getByTestId('network-menu')).toContainText(/bundled/i);
  await first.close();

  const { app, page } = await start({ userData: first.userData });
  await settled(page);
  await expect(page.getByTestId('network-menu')).toContainText(/bundled/i);
  await answerDialogs(app, path);
  await clickMenu(app, 'Model', 'Load Checkpoint…');
  await expect(page.getByTestId('network-menu')).toContainText('mine.checkpoint');
  await settled(page);
  expect(await numberIn(page.getByTestId('snr'))).toBe(snr);
});

test('a network that makes no spectrogram is saved, and loaded to be looked into and into the list of runs', async ({
  start
}) => {
  const path = join(folder, 'dft.checkpoint');
  const { app, page } = await start();
  await enter(page);
  await page.getByTestId('plan-network').selectOption('dft-128');
  await planSmall(page);
  await page.getByTestId('train').click();
  await expect(page.getByTestId('run').first().getByTestId('run-standing')).toHaveText('all epochs', {
    timeout: 20_000
  });
  await answerDialogs(app, path);
  await clickMenu(app, 'Model', 'Save Checkpoint');
  await expect(page.getByTestId('notice')).toContainText('Saved dft.checkpoint');
  await clickMenu(app, 'Model', 'Load Checkpoint…');
  await expect(page.getByTestId('notice')).toContainText('It is in the list of runs, too.');
  await expect(page.getByTestId('inspected')).toContainText('dft-128');
  await page.getByTestId('room-train').click();
  await expect(page.getByTestId('run')).toHaveCount(2);
  await expect(page.getByTestId('run').first()).toContainText('dft-128');
});

test('weights are exported for other programs, and a model of TensorFlow.js is opened', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  const snr = await numberIn(page.getByTestId('snr'));
  await answerDialogs(app, join(folder, 'weights.npy'));
  await clickMenu(app, 'Model', 'Export Weights as NPY…');
  await expect
    .poll(() => statSync(join(folder, 'weights.npy'), { throwIfNoEntry: false })?.size)
    .toBe(128 + 66_048 * 4);
  await answerDialogs(app, join(folder, 'model.json'));
  await clickMenu(app, 'Model', 'Export for TensorFlow.js…');
  await expect(page.getByTestId('notice')).toContainText('Saved model.json');
  await clickMenu(app, 'Model', 'Load Checkpoint…');
  await expect(page.getByTestId('network-menu')).toContainText('model.json');
  await settled(page);
  expect(await numberIn(page.getByTestId('snr'))).toBe(snr);
});
