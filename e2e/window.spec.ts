import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import { test } from './support/launch';
import { threeTones, writeWav } from './support/signals';
import { answerDialogs, clickMenu, numberIn, settled } from './support/window';

const RATE = 8000;
let folder: string;
let tones: string;

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'window-'));
  tones = join(folder, 'three tones.wav');
  writeWav(tones, threeTones(RATE, 3, [500, 1500, 3000]), RATE);
});
test.afterAll(() => rmSync(folder, { recursive: true }));

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function boxOf(element: Locator): Promise<Box> {
  const box = await element.boundingBox();
  if (!box) throw new Error('the element has no box');
  return box;
}

async function resize(app: ElectronApplication, page: Page, [width, height]: [number, number]): Promise<void> {
  await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size[0], size[1]), [
    width,
    height
  ] as const);
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width);
}

test('a dialog closes on Escape and on a click beside it, and keeps what is behind it', async ({ start }) => {
  const { app, page } = await start({ args: [tones] });
  await settled(page);
  const dialog = page.getByRole('dialog');
  const title = page.getByTestId('difference-title');
  await page.keyboard.press('?');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('d');
  await page.keyboard.press('End');
  await clickMenu(app, 'View', 'Difference Mode');
  await expect(title).toContainText('error |N');
  await expect(page.getByTestId('play-time')).toContainText('0:00.00');
  // A press inside leaves the focus nowhere in particular; Escape closes all the same.
  await dialog.getByRole('heading', { name: 'Keyboard shortcuts' }).click();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.keyboard.press('?');
  await expect(dialog).toBeVisible();
  await page.mouse.click(8, 300);
  await expect(dialog).toBeHidden();
  await page.keyboard.press('d');
  await expect(title).toContainText('ratio');
});

test('nothing of the toolbar is cut off in the smallest window', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  for (const width of [800, 961, 980, 981, 999, 1000, 1040, 1041, 1179]) {
    await resize(app, page, [width, 600]);
    const right = (): Promise<number> =>
      page
        .locator('header[aria-label=Toolbar]')
        .evaluate((bar) => Math.max(...[...bar.children].map((child) => child.getBoundingClientRect().right)));
    await expect.poll(right, `at ${width} px`).toBeLessThanOrEqual(width);
    await expect(page.getByTestId('panel-toggle')).toBeInViewport({ ratio: 1 });
  }
});

test('a long error stays in its box, and its button in reach', async ({ start }) => {
  const broken = join(folder, `${'a long name without end '.repeat(8)}.wav`);
  writeFileSync(broken, 'no sound');
  const { app, page } = await start({ args: [tones] });
  await settled(page);
  await resize(app, page, [800, 600]);
  await answerDialogs(app, broken);
  await clickMenu(app, 'File', 'Open…');
  const text = page.getByTestId('notice');
  await expect(text).toContainText('a long name');
  const inner = await boxOf(text);
  const outer = await boxOf(text.locator('..'));
  expect(inner.x + inner.width).toBeLessThan(outer.x + outer.width);
  expect(inner.height).toBeLessThan(64);
  await page.getByRole('button', { name: 'Dismiss' }).click({ timeout: 2000 });
  await expect(text).toBeHidden();
});

test('the readout follows a picture that moves below the pointer', async ({ start }) => {
  const { page } = await start({ args: [tones] });
  await settled(page);
  const box = await boxOf(page.getByTestId('network'));
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5);
  const frame = page.getByTestId('readout-frame');
  await expect.poll(() => numberIn(frame)).toBeGreaterThan(200);
  for (let i = 0; i < 4; i++) await page.mouse.wheel(0, -240);
  await expect(page.getByText('of what is visible')).toBeVisible();
  const before = await numberIn(frame);
  await page.keyboard.down('Shift');
  await page.mouse.wheel(0, 500);
  await page.keyboard.up('Shift');
  await expect.poll(() => numberIn(frame)).toBeGreaterThan(before + 5);
});

test('dragging moves the picture without seeking, a double click shows all of it', async ({ start }) => {
  const { page } = await start({ args: [tones] });
  await settled(page);
  const { x, y, width, height } = await boxOf(page.getByTestId('reference'));
  await page.mouse.move(x + width * 0.5, y + height * 0.5);
  for (let i = 0; i < 4; i++) await page.mouse.wheel(0, -240);
  await expect(page.getByText('of what is visible')).toBeVisible();
  const frame = page.getByTestId('readout-frame');
  const held = await numberIn(frame);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.3, y + height * 0.5, { steps: 5 });
  expect(Math.abs((await numberIn(frame)) - held)).toBeLessThanOrEqual(1);
  await page.mouse.up();
  await expect(page.getByTestId('play-time')).toContainText('0:00.00');
  await page.mouse.dblclick(x + width * 0.5, y + height * 0.5);
  await expect(page.getByText('of the whole clip')).toBeVisible();
});

test('the first hint moves no picture and does not come back', async ({ start }) => {
  const { page } = await start();
  await settled(page);
  const hint = page.getByTestId('hint');
  await expect(hint).toBeVisible();
  const before = await boxOf(page.getByTestId('reference'));
  await page.keyboard.press('Space');
  await expect(hint).toBeHidden();
  await page.keyboard.press('End');
  await expect(page.getByTestId('play')).toHaveAttribute('data-phase', 'stopped');
  expect(await boxOf(page.getByTestId('reference'))).toEqual(before);
  await page.reload();
  await settled(page);
  await expect(hint).toBeHidden();
});

test('a reload keeps the view, the position and the marked cell', async ({ start }) => {
  const { page } = await start({ args: [tones] });
  await settled(page);
  const { x, y, width, height } = await boxOf(page.getByTestId('difference'));
  await page.mouse.move(x + width * 0.5, y + height * 0.5);
  for (let i = 0; i < 4; i++) await page.mouse.wheel(0, -240);
  await page.mouse.click(x + width * 0.5, y + height * 0.5);
  await page.mouse.move(8, 300);
  await page.keyboard.press('3');
  await page.keyboard.press('ArrowRight');
  await settled(page);
  const state = (): Promise<(string | null)[]> =>
    Promise.all(['readout-frame', 'readout-bin', 'play-time', 'snr'].map((id) => page.getByTestId(id).textContent()));
  const before = await state();
  await page.reload();
  await settled(page);
  await expect(page.getByText('of what is visible')).toBeVisible();
  await expect.poll(state).toEqual(before);
  await expect(page.getByTestId('difference')).toBeFocused();
  // Escape forgets the cell, then leaves the pane.
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('readout-frame')).toHaveText('–');
  await expect(page.getByTestId('difference')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('difference')).not.toBeFocused();
});

test('Space plays after a click on a button, and presses one that Tab reached', async ({ start }) => {
  const { page } = await start({ args: [tones] });
  await settled(page);
  const play = page.getByTestId('play');
  await page.getByRole('button', { name: 'To the start' }).click();
  await page.keyboard.press('Space');
  await expect(play).toHaveAttribute('data-phase', 'playing');
  await page.keyboard.press('Space');
  await expect(play).toHaveAttribute('data-phase', 'paused');
  const toggle = page.getByTestId('panel-toggle');
  await expect(toggle).toHaveAttribute('aria-pressed', 'true');
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press('Tab');
    if (await toggle.evaluate((element) => element === document.activeElement)) break;
  }
  await page.keyboard.press('Space');
  await expect(toggle).toHaveAttribute('aria-pressed', 'false');
  await expect(play).toHaveAttribute('data-phase', 'paused');
});

test('the drawer takes the focus and gives it back on Escape', async ({ start }) => {
  const { app, page } = await start({ args: [tones] });
  await settled(page);
  await resize(app, page, [800, 600]);
  await expect(page.getByTestId('panel')).toBeHidden();
  await page.getByTestId('panel-toggle').click();
  await expect(page.getByTestId('panel')).toBeFocused();
  await expect(page.getByTestId('train')).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('panel')).toBeHidden();
  await expect(page.getByTestId('panel-toggle')).toBeFocused();
});
