import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from './support/launch';
import { answerDialogs, clickMenu, numberIn, pictureOf, settled } from './support/window';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'learning-'));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

test('trains from the menu: the SNR rises while the network pane changes, and the result is saved and loaded', async ({
  start
}) => {
  const { app, page } = await start();
  await settled(page);
  const before = await pictureOf(page.getByTestId('network'));

  await clickMenu(app, 'Model', 'Train');
  const seen = new Set<number>();
  let morphed = 0;
  let last = before.data;
  await expect
    .poll(
      async () => {
        const snr = await numberIn(page.getByTestId('training-snr'));
        if (Number.isFinite(snr)) seen.add(snr);
        const picture = await pictureOf(page.getByTestId('network'));
        if (Buffer.compare(picture.data, last) !== 0) morphed += 1;
        last = picture.data;
        return snr;
      },
      { intervals: [30], timeout: 20_000 }
    )
    .toBeGreaterThan(120);
  const rising = [...seen];
  expect(rising.length).toBeGreaterThan(3);
  expect(Math.min(...rising)).toBeLessThan(100);
  expect(morphed).toBeGreaterThan(2);
  await expect(page.getByTestId('training-phase')).toHaveText('idle', { timeout: 20_000 });
  await expect(page.getByTestId('network-name')).toContainText('shared-frame');
  await settled(page);
  expect(await numberIn(page.getByTestId('snr'))).toBeGreaterThan(120);

  const path = join(folder, 'mine.checkpoint');
  await answerDialogs(app, path);
  await clickMenu(app, 'Model', 'Save Checkpoint As…');
  await expect.poll(() => readSize(path)).toBeGreaterThan(66_048 * 4);
  await clickMenu(app, 'Model', 'Use the Bundled Network');
  await expect(page.getByTestId('network-menu')).toContainText(/bundled/i);
  await clickMenu(app, 'Model', 'Load Checkpoint…');
  await expect(page.getByTestId('network-menu')).toContainText('mine.checkpoint');
  await settled(page);
  expect(await numberIn(page.getByTestId('snr'))).toBeGreaterThan(120);
});

test('a run is stopped, and its network stays', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  await page.getByTestId('train').click();
  await expect(page.getByTestId('stop')).toBeVisible();
  await clickMenu(app, 'Model', 'Stop');
  await expect(page.getByTestId('training-phase')).toHaveText('idle');
  const step = await numberIn(page.getByTestId('training-step'));
  // A run that nobody stops takes 60 steps.
  expect(step).toBeLessThan(55);
  await page.waitForTimeout(300);
  expect(await numberIn(page.getByTestId('training-step'))).toBe(step);
});

test('a broken checkpoint is refused with a reason, and the network in use stays', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  const good = readFileSync(join(import.meta.dirname, '../resources/networks/shared-frame.checkpoint'));
  const flipped = Buffer.from(good);
  flipped[good.length - 1000] = (flipped[good.length - 1000] ?? 0) ^ 1;
  const cases: [string, () => void][] = [
    ['flipped.checkpoint', () => writeFileSync(join(folder, 'flipped.checkpoint'), flipped)],
    [
      'short.checkpoint',
      () => {
        writeFileSync(join(folder, 'short.checkpoint'), good);
        truncateSync(join(folder, 'short.checkpoint'), 5000);
      }
    ],
    ['letter.checkpoint', () => writeFileSync(join(folder, 'letter.checkpoint'), 'Dear network,\n')]
  ];
  for (const [name, make] of cases) {
    make();
    await answerDialogs(app, join(folder, name));
    await clickMenu(app, 'Model', 'Load Checkpoint…');
    await expect(page.getByTestId('notice')).toContainText(name);
    await expect(page.getByTestId('notice')).toHaveAttribute('data-level', 'error');
    await expect(page.getByTestId('network-menu')).toContainText(/bundled/i);
  }
  expect(await numberIn(page.getByTestId('snr'))).toBeGreaterThan(125);
});

function readSize(path: string): number {
  try {
    return readFileSync(path).length;
  } catch {
    return 0;
  }
}
