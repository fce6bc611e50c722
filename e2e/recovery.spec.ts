import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { killEngine } from './support/engine-process';
import { ROOT, startApp, test, type RunningApp } from './support/launch';
import { threeTones, writeWav } from './support/signals';
import { answerDialogs, clickMenu, numberIn, openByMenu, settled } from './support/window';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recovery-'));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

function wav(name: string): string {
  const path = join(folder, name);
  writeWav(path, threeTones(8000, 1, [500, 1500, 3000]), 8000);
  return path;
}

function checkpoint(name: string): string {
  const path = join(folder, name);
  copyFileSync(join(ROOT, 'resources/networks/shared-frame.checkpoint'), path);
  return path;
}

async function loadByMenu({ app, page }: Pick<RunningApp, 'app' | 'page'>, path: string): Promise<void> {
  await answerDialogs(app, path);
  await clickMenu(app, 'Model', 'Load Checkpoint…');
  await expect(page.getByTestId('network-menu')).toContainText(path.split('/').at(-1) ?? path);
}

function hasClip(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const session = await window.api.getSession(undefined);
    return session.ok && session.value.clip !== null;
  });
}

test('an engine that dies during the start costs neither the clip nor the checkpoint of last time', async () => {
  const clip = wav('kept.wav');
  const network = checkpoint('kept.checkpoint');
  const first = await startApp();
  await settled(first.page);
  await openByMenu(first.app, first.page, clip);
  await loadByMenu(first, network);
  await first.close();

  const second = await startApp({ userData: first.userData });
  expect(await hasClip(second.page)).toBe(false);
  await killEngine(second.app, 'analysis');
  await settled(second.page);
  await expect(second.page.getByTestId('clip-name')).toContainText('kept.wav');
  await expect(second.page.getByTestId('network-menu')).toContainText('kept.checkpoint');
  await second.close();
  const saved: unknown = JSON.parse(readFileSync(join(first.userData, 'state.json'), 'utf8'));
  expect(saved).toMatchObject({ clip, checkpoint: network });
  rmSync(first.userData, { recursive: true });
});

test('a page that is loaded again while the engine restarts shows the clip when the engine has it', async ({
  start
}) => {
  const { app, page } = await start();
  await settled(page);
  await openByMenu(app, page, wav('reloaded.wav'));
  await settled(page);
  await killEngine(app, 'analysis');
  await page.reload();
  await settled(page);
  await expect(page.getByTestId('clip-name')).toContainText('reloaded.wav');
  await expect(page.getByText('not open any more')).toHaveCount(0);
});

test('where the checkpoint in use is gone, a fresh engine takes the bundled network and says so', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  const path = checkpoint('gone.checkpoint');
  await loadByMenu({ app, page }, path);
  await settled(page);
  rmSync(path);
  await killEngine(app, 'analysis');
  await expect(page.getByTestId('notice')).toContainText('gone.checkpoint', { timeout: 20_000 });
  await expect(page.getByTestId('notice')).toContainText('bundled network is in use');
  await expect(page.getByTestId('network-menu')).toContainText(/bundled/i);
  await settled(page);
  expect(await numberIn(page.getByTestId('snr'))).toBeGreaterThan(125);
});

test('an analysis engine that is replaced while a run starts shows the network of the run', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  await page.getByTestId('train').click();
  await expect(page.getByTestId('training-phase')).toHaveText('starting…');
  await killEngine(app, 'analysis');
  await expect(page.getByTestId('network-menu')).toContainText(/train/i, { timeout: 20_000 });
  await expect(page.getByTestId('training-phase')).toHaveText('idle', { timeout: 30_000 });
  await settled(page);
  expect(await numberIn(page.getByTestId('snr'))).toBeGreaterThan(120);
});

test('a training engine that is restarted on request takes its run up again', async ({ start }) => {
  const { page } = await start();
  await settled(page);
  await page.getByTestId('train').click();
  await expect(page.getByTestId('training-phase')).toHaveText(/seed/);
  await page.evaluate(() => window.api.restartEngine({ role: 'training' }));
  await expect(page.getByTestId('training-phase')).toHaveText('recovering…');
  await expect.poll(() => numberIn(page.getByTestId('training-snr')), { timeout: 30_000 }).toBeGreaterThan(120);
});

test('a run that is stopped while it starts ends as soon as it has begun', async ({ start }) => {
  const { page } = await start();
  await settled(page);
  await page.getByTestId('train').click();
  await expect(page.getByTestId('training-phase')).toHaveText('starting…');
  await page.getByTestId('stop').click();
  await expect(page.getByTestId('training-phase')).toHaveText('stopping');
  await expect(page.getByTestId('training-phase')).toHaveText('idle', { timeout: 20_000 });
  expect(await numberIn(page.getByTestId('training-step'))).toBeLessThan(5);
});
