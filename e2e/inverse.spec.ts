import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { startApp, test } from './support/launch';
import { threeTones, writeWav } from './support/signals';
import { answerDialogs, clickMenu, settled } from './support/window';

const RATE = 8000;
const samples = threeTones(RATE, 4, [500, 1500, 3000]);
let folder: string;
let tones: string;

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'inverse-'));
  tones = join(folder, 'three tones.wav');
  writeWav(tones, samples, RATE);
});
test.afterAll(() => rmSync(folder, { recursive: true }));

async function hears(page: Page, text: string | RegExp): Promise<void> {
  await expect(page.getByTestId('heard')).toHaveAttribute('data-phase', 'ready');
  await expect(page.getByTestId('heard-note')).toContainText(text);
}

/** Mono float32 samples of a WAV file whose data end it. */
function readFloatWav(path: string): Float32Array {
  const bytes = readFileSync(path);
  return new Float32Array(Uint8Array.from(bytes.subarray(bytes.indexOf('data') + 8)).buffer);
}

/** In dB, up to one constant and without the ends, which lie under few windows. */
function snrOf(original: ArrayLike<number>, got: ArrayLike<number>): number {
  const [from, to] = [200, got.length - 200];
  const differences = Array.from({ length: to - from }, (_, i) => got[from + i]! - original[from + i]!);
  const constant = differences.reduce((sum, value) => sum + value, 0) / differences.length;
  const error = differences.reduce((sum, value) => sum + (value - constant) ** 2, 0);
  const power = Array.from(original)
    .slice(from, to)
    .reduce((sum, value) => sum + value * value, 0);
  return 10 * Math.log10(power / error);
}

test('an inverse is learned on the spot, heard, saved and remembered; deleted, the exact one takes its place', async () => {
  const first = await startApp({ args: [tones] });
  const { app, page, userData } = first;
  await settled(page);
  await page.keyboard.press('n');
  await hears(page, /hearing the network.*SNR \d+\.\d dB · by the exact inverse/);
  await page.getByTestId('hear-menu').click();
  await expect(page.getByTestId('inverse').locator('option')).toHaveCount(1);
  await page.getByTestId('solve-inverse').click();
  await hears(page, /hearing the network.*SNR 1\d\d\.\d dB · by the learned inverse “inverse, least-squares 1”/);
  await expect(page.getByTestId('solve-inverse')).toHaveCount(0);
  await expect(page.getByTestId('inverse').locator('option:checked')).toHaveText(
    /^Learned, 1[23]\d\.\d dB: inverse, least-squares 1$/
  );

  const path = join(folder, 'learned.wav');
  await answerDialogs(app, path);
  await clickMenu(app, 'File', 'Save Sound As…');
  await page.getByTestId('save-go').click();
  await expect(page.getByText('Saved learned.wav.')).toBeVisible();
  // The 16 bits of the file are the samples that were analysed.
  const pcm = samples.map((value) => Math.round(value * 32767) / 32768);
  expect(snrOf(pcm, readFloatWav(path))).toBeGreaterThan(100);
  await first.close();

  const second = await startApp({ userData, args: [tones] });
  try {
    await settled(second.page);
    await second.page.keyboard.press('r');
    await hears(second.page, 'by the learned inverse');
    await second.page.getByTestId('hear-menu').click();
    await second.page.getByTestId('inverse').selectOption({ label: 'Exact inverse' });
    await hears(second.page, 'by the exact inverse');
    await second.page.getByTestId('inverse').selectOption({ index: 1 });
    await hears(second.page, 'by the learned inverse');
    await second.page.getByTestId('room-train').click();
    await second.page.getByTestId('run-more').click();
    await second.page.getByTestId('run-delete').click();
    await expect(second.page.getByText(/deleted with its run/)).toBeVisible();
    await second.page.getByTestId('room-listen').click();
    await hears(second.page, 'by the exact inverse');
  } finally {
    await second.close();
    rmSync(userData, { recursive: true, force: true });
  }
});
