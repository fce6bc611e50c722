import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import { colourTable } from '../../main/signal/scales/colour';

/** Clicks an item of the real application menu, by its labels from the top. */
export async function clickMenu(app: ElectronApplication, ...labels: string[]): Promise<void> {
  await app.evaluate(({ Menu, BrowserWindow }, path) => {
    let items = Menu.getApplicationMenu()?.items ?? [];
    let found = items.find(({ label }) => label === path[0]);
    for (const label of path.slice(1)) {
      items = found?.submenu?.items ?? [];
      found = items.find((item) => item.label === label);
    }
    if (!found) throw new Error(`no menu item ${path.join(' > ')}`);
    if (!found.enabled) throw new Error(`the menu item ${path.join(' > ')} is disabled`);
    (found.click as (...args: unknown[]) => void)(undefined, BrowserWindow.getAllWindows()[0], undefined);
  }, labels);
}

/** The next open or save dialog answers with this path, as if a person had chosen it; null closes it. */
export async function answerDialogs(app: ElectronApplication, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' });
  }, path);
}

/** Opens a file through File > Open… and waits until its name stands in the toolbar. */
export async function openByMenu(app: ElectronApplication, page: Page, path: string): Promise<void> {
  await answerDialogs(app, path);
  await clickMenu(app, 'File', 'Open…');
  const name = path.split('/').at(-1) ?? path;
  await expect(page.getByTestId('clip-name')).toContainText(name);
}

/** Marks a region in the waveform, from one share of its width to another. */
export async function dragAcross(page: Page, from: number, to: number): Promise<void> {
  const box = await page.getByTestId('waveform').boundingBox();
  if (!box) throw new Error('the waveform has no box');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  await page.mouse.move(box.x + (box.width * (from + to)) / 2, y, { steps: 4 });
  await page.mouse.move(box.x + box.width * to, y, { steps: 4 });
  await page.mouse.up();
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGBA, row by row. */
  readonly data: Uint8Array;
}

/** The pixels of a pane's canvas. */
export async function pictureOf(pane: Locator): Promise<Picture> {
  const { width, height, text } = await pane
    .locator('canvas')
    .first()
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const image = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
      let binary = '';
      for (const byte of image?.data ?? []) binary += String.fromCharCode(byte);
      return { width: canvas.width, height: canvas.height, text: btoa(binary) };
    });
  return { width, height, data: Uint8Array.from(Buffer.from(text, 'base64')) };
}

/** How many different colours a picture has: one for an empty pane. */
export function colourCount({ data }: Picture): number {
  const words = new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  return new Set(words).size;
}

const magma = colourTable('magma');

/** The value that a pixel's colour stands for on the magma scale; null where its colour is not on it. */
export function valueAt(picture: Picture, x: number, y: number, [low, high]: readonly [number, number]): number | null {
  const at = (Math.floor(y) * picture.width + Math.floor(x)) * 4;
  const [r, g, b] = picture.data.subarray(at, at + 3);
  for (let i = 0; i < 256; i++) {
    if (magma[3 * i] === r && magma[3 * i + 1] === g && magma[3 * i + 2] === b) return low + ((high - low) * i) / 255;
  }
  return null;
}

/** The number in an element's text. */
export async function numberIn(element: Locator): Promise<number> {
  const text = (await element.textContent()) ?? '';
  const match = /[-−]?\d[\d\s,.]*/.exec(text);
  return match ? Number(match[0].replace('−', '-').replace(/[\s,]/g, '')) : NaN;
}

/** Waits until the app shows a clip through a network: both engines' work is on the screen. */
export async function settled(page: Page): Promise<void> {
  const timeout = 20_000;
  await expect(page.getByTestId('engine-state')).toHaveAttribute('data-phase', 'ready', { timeout });
  await expect(page.getByTestId('snr')).toHaveAttribute('data-phase', 'measured', { timeout });
}
