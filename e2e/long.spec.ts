import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { test } from './support/launch';
import { wavBytes } from './support/signals';
import { colourCount, openByMenu, pictureOf, settled } from './support/window';

const RATE = 32_000;
const SECONDS = 300;
let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'long-'));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

interface Seen {
  readonly place: string;
  readonly detail: string;
}

/** Notes in the page what each picture becomes from now on. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: Seen[] = [];
    Reflect.set(globalThis, 'seen', seen);
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const { pane = 'waveform', detail = '' } = (target as HTMLElement).dataset;
        seen.push({ place: pane, detail });
      }
    }).observe(document.body, { subtree: true, attributeFilter: ['data-detail'] });
  });
}

async function detailsOf(page: Page, place: string): Promise<string[]> {
  const seen = (await page.evaluate(() => Reflect.get(globalThis, 'seen') as unknown)) as Seen[];
  const own = seen.filter((one) => one.place === place).map(({ detail }) => detail);
  return own.filter((detail, i) => detail !== own[i - 1]);
}

test('a long file is there at once as a sketch, says so, and is completed', async ({ start }) => {
  // A click every two seconds: the frames that a sketch is made of miss nearly all of them.
  const clicks = new Float32Array(SECONDS * RATE);
  for (let i = RATE; i < clicks.length; i += 2 * RATE) clicks[i] = 0.9;
  const path = join(folder, 'clicks.wav');
  writeFileSync(path, wavBytes(clicks, RATE));
  const { app, page } = await start();
  await settled(page);
  await watch(page);
  await openByMenu(app, page, path);
  const reference = page.getByTestId('reference');
  await expect(reference.locator('[data-detail="sketch"]')).toBeVisible();
  await expect(page.locator('footer')).toContainText('Completing the pictures');
  for (const pane of ['reference', 'network', 'difference']) {
    await expect(page.getByTestId(pane).locator('[data-detail="complete"]')).toBeVisible({ timeout: 40_000 });
    expect(await detailsOf(page, pane)).toEqual(['missing', 'sketch', 'complete']);
  }
  expect(await detailsOf(page, 'waveform')).toEqual(['missing', 'sketch', 'complete']);
  await expect(page.locator('footer')).not.toContainText('Completing the pictures');
  const picture = await pictureOf(reference);
  expect(colourCount(picture)).toBeGreaterThan(20);
  // Every click stands in its column now: as many bright stripes as there are clicks.
  const row = Math.floor(picture.height / 2) * picture.width * 4;
  const bright = Array.from({ length: picture.width }, (_, x) => (picture.data[row + 4 * x] ?? 0) > 128);
  const stripes = bright.filter((isBright, x) => isBright && !bright[x - 1]).length;
  expect(stripes).toBe(SECONDS / 2);
});
