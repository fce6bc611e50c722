import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { decode, type DecodedPng } from 'fast-png';
import { decodeNpy } from '../main/audio/npy';
import { frameMatrix } from '../main/signal/frame-matrix';
import { SEED_SPEC } from '../main/signal/stft';
import { test, type RunningApp } from './support/launch';
import { BEGIN_MS, enter, inPhase, planSmall } from './support/train';
import { answerDialogs, clickMenu, settled } from './support/window';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'figures-'));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

/** Presses a button that saves a file of this name, and reads the file. */
async function saved({ app, page }: RunningApp, button: string, name: string): Promise<Buffer> {
  const path = join(folder, name);
  await answerDialogs(app, path);
  await page.getByTestId(button).first().click();
  await expect(page.getByTestId('notice')).toContainText(`Saved ${name}`, { timeout: BEGIN_MS });
  return readFileSync(path);
}

/** How many different colours a picture has. */
function coloursOf({ data, channels }: DecodedPng): number {
  const colours = new Set<number>();
  for (let i = 0; i < data.length; i += channels)
    colours.add((data[i] ?? 0) * 65_536 + (data[i + 1] ?? 0) * 256 + (data[i + 2] ?? 0));
  return colours.size;
}

async function figureOf(running: RunningApp, lesson: string, scale: number): Promise<DecodedPng> {
  const card = running.page.getByTestId(`lesson-${lesson}`);
  await card.scrollIntoViewIfNeeded();
  await card.getByTestId('save-figure').click();
  return decode(await saved(running, `figure-png-${scale}`, `${lesson}-${scale}.png`));
}

test('every figure of the Learn cards is saved as it looks, at any scale', async ({ start }) => {
  const running = await start();
  await settled(running.page);
  await clickMenu(running.app, 'View', 'Learn');
  for (const lesson of ['spectrogram', 'layer', 'noise', 'rows', 'bands', 'sharing', 'rounding']) {
    expect(coloursOf(await figureOf(running, lesson, 1))).toBeGreaterThan(10);
  }
  const [small, large] = [await figureOf(running, 'rows', 1), await figureOf(running, 'rows', 4)];
  expect([large.width / small.width, large.height / small.height]).toEqual([4, 4]);
});

async function inspectHistory(page: Page): Promise<void> {
  await page.getByTestId('room-inspect').click();
  await page.getByTestId('history-run').selectOption({ index: 1 });
  await expect(page.getByTestId('moment-step')).toHaveText('2');
}

test('the curve of a history and a part of a row are saved as picture and as numbers', async ({ start }) => {
  const running = await start();
  const { page } = running;
  await enter(page);
  await planSmall(page);
  await page.getByTestId('train').click();
  await inPhase(page, 'idle');
  await inspectHistory(page);

  const picture = decode(await saved(running, 'history-png-2', 'history.png'));
  expect(picture.width).toBe(2 * 960);
  expect(coloursOf(picture)).toBeGreaterThan(10);
  const [head = '', ...lines] = (await saved(running, 'history-csv', 'history.csv')).toString().trimEnd().split('\n');
  expect(head).toMatch(/^step,epoch,SNR \(dB\),/);
  expect(lines.map((line) => Number(line.split(',')[0]))).toEqual([0, 1, 2]);
  expect(lines.every((line) => Number.isFinite(Number(line.split(',')[2])))).toBe(true);

  await page.getByTestId('follow-network').click();
  await clickMenu(running.app, 'Model', 'Use the Bundled Network');
  await page.getByTestId('view-rows').click();
  await page.getByTestId('preset-10').click();
  await page.getByTestId('row-part').getByText('Imaginary').click();
  await expect(page.getByTestId('inspected')).toContainText('bundled');
  const { shape, data } = decodeNpy(await saved(running, 'export-npy', 'row.npy'));
  expect(shape).toEqual([1, SEED_SPEC.nperseg]);
  const bins = SEED_SPEC.nfft / 2 + 1;
  const ideal = frameMatrix(SEED_SPEC);
  data.forEach((weight, n) => expect(weight).toBeCloseTo(ideal[n * 2 * bins + bins + 10] ?? NaN, 7));
});
