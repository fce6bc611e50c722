import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type ElectronApplication, type Page } from '@playwright/test';
import { test } from './support/launch';
import { threeTones, wavBytes, writeWav } from './support/signals';
import { answerDialogs, clickMenu, dragAcross, openByMenu, pictureOf, settled, valueAt } from './support/window';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clips-'));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

const tones = threeTones(8000, 1, [500, 1500, 3000]);
const name = (page: Page) => page.getByTestId('clip-name');

/** Names in the list of clips, which is open. */
const listed = (page: Page): Promise<string[]> => page.getByTestId('clip-row').locator('.name').allTextContents();

function write(file: string): string {
  const path = join(folder, file);
  writeWav(path, tones, 8000);
  return path;
}

/** Start and end of the region in seconds, as the handles at its edges tell them. */
function edgesOfRegion(page: Page): Promise<number[]> {
  const edges = ['Start', 'End'].map(async (edge) => {
    const handle = page.getByRole('slider', { name: `${edge} of the region` });
    return Number(await handle.getAttribute('aria-valuenow'));
  });
  return Promise.all(edges);
}

/** The dialog to open files answers with several, as if a person had chosen them. */
async function chooseFiles(app: ElectronApplication, paths: readonly string[]): Promise<void> {
  await app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
  }, paths as string[]);
  await clickMenu(app, 'File', 'Open…');
}

/** The bin of the brightest row of the reference, in the middle of the clip. */
async function peakBin(page: Page): Promise<number> {
  const picture = await pictureOf(page.getByTestId('reference'));
  const column = Array.from({ length: picture.height }, (_, y) => valueAt(picture, picture.width / 2, y, [-100, 0]));
  const top = column.reduce<number>((best, value, y) => ((value ?? -400) > (column[best] ?? -400) ? y : best), 0);
  // Of a plateau of equal colours the middle counts.
  const rows = column.flatMap((value, y) => (value === column[top] ? [y] : []));
  const middle = ((rows[0] ?? 0) + (rows[rows.length - 1] ?? 0) + 1) / 2;
  return Math.round((1 - middle / picture.height) * 129 - 0.5);
}

test('a sine from the dialog is a clip whose peak lies in its bin', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  await clickMenu(app, 'File', 'New Test Signal…');
  const hz = page.getByTestId('signal-hz');
  await hz.fill('5000');
  await page.getByTestId('make-signal').click();
  await expect(page.getByRole('dialog')).toContainText('From 0 to 4000 Hz.');
  await expect(hz).toHaveValue('440');
  await expect(page.getByTestId('signal-preview').locator('canvas').first()).toBeAttached();
  await hz.fill('1000');
  await page.getByTestId('signal-seconds').fill('3');
  await page.getByTestId('make-signal').click();
  await expect(name(page)).toHaveText('sine 1000 Hz, 3 s');
  await settled(page);
  await expect(page.getByTestId('play-time')).toContainText('/ 0:03.00');
  await expect.poll(() => peakBin(page)).toBe(32);
});

test('every kind of signal is made', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  const kinds = ['two tones', 'sweep', 'four tones', 'impulse', 'white noise', 'pink noise', 'silence'];
  for (const kind of kinds) {
    await clickMenu(app, 'File', 'New Test Signal…');
    const value = kind === 'two tones' ? 'two-tones' : kind.replace(' ', '-');
    await page.getByTestId('signal-kind').selectOption(value);
    await page.getByTestId('make-signal').click();
    await expect(name(page)).toContainText(kind);
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await page.getByTestId('clip-menu').click();
  expect((await listed(page)).slice(0, 7).map((text) => text.split(/[,0-9]/)[0]?.trim())).toEqual([
    'silence',
    'pink noise',
    'white noise',
    'impulse at',
    'four tones',
    'sweep',
    'two tones'
  ]);
});

test('a sound is saved as WAV, whole and in part, and PCM that would clip is refused', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  const path = write('original.wav');
  await openByMenu(app, page, path);
  await settled(page);
  const out = join(folder, 'saved.wav');
  await answerDialogs(app, out);
  await clickMenu(app, 'File', 'Save Sound As…');
  await page.getByTestId('save-encoding').selectOption('pcm16');
  await page.getByTestId('save-go').click();
  await expect(page.getByTestId('notice')).toContainText('Saved saved.wav.');
  expect(readFileSync(out).equals(wavBytes(tones, 8000))).toBe(true);

  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await answerDialogs(app, join(folder, 'part.wav'));
  await clickMenu(app, 'File', 'Save What Is Visible As…');
  await page.getByTestId('save-encoding').selectOption('pcm16');
  await page.getByTestId('save-go').click();
  await expect(page.getByTestId('notice')).toContainText('Saved part.wav.');
  const part = readFileSync(join(folder, 'part.wav')).subarray(44);
  expect(part.equals(wavBytes(tones, 8000).subarray(44 + 6000, 44 + 10_000))).toBe(true);

  await page.keyboard.press('f');
  await dragAcross(page, 0.25, 0.4);
  await answerDialogs(app, join(folder, 'selection.wav'));
  await clickMenu(app, 'File', 'Save Sound As…');
  await expect(page.getByTestId('save-part')).toHaveValue('selection');
  await page.getByTestId('save-encoding').selectOption('pcm16');
  await page.getByTestId('save-go').click();
  await expect(page.getByTestId('notice')).toContainText('Saved selection.wav.');
  const [from = NaN, to = NaN] = await edgesOfRegion(page);
  const selection = readFileSync(join(folder, 'selection.wav')).subarray(44);
  expect(from).toBeCloseTo(0.25, 1);
  expect(selection.length / 2).toBe(Math.round(to * 8000) - Math.round(from * 8000));
  const bytes = [from, to].map((seconds) => 44 + 2 * Math.round(seconds * 8000));
  expect(selection.equals(wavBytes(tones, 8000).subarray(...bytes))).toBe(true);
  await page.keyboard.press('Escape');

  await clickMenu(app, 'File', 'New Test Signal…');
  await page.getByTestId('signal-kind').selectOption('impulse');
  await page.getByTestId('make-signal').click();
  await expect(name(page)).toContainText('impulse');
  await clickMenu(app, 'File', 'Save Sound As…');
  await page.getByTestId('save-encoding').selectOption('pcm16');
  await page.getByTestId('save-go').click();
  await expect(page.getByTestId('notice')).toContainText('would clip');
});

test('of several files the first opens; clips are renamed, removed, brought back and found missing', async ({
  start
}) => {
  const { app, page } = await start();
  await settled(page);
  const files = ['one.wav', 'two.wav', 'three.wav'].map(write);
  await chooseFiles(app, files);
  await expect(name(page)).toHaveText('one.wav');
  await page.getByTestId('clip-menu').click();
  await expect.poll(() => listed(page)).toEqual(['one.wav', 'two.wav', 'three.wav', 'clip.wav']);
  const row = (text: string) => page.getByTestId('clip-row').filter({ hasText: text });
  await expect(row('one.wav')).toContainText('0:01.00 · 8 kHz · mono · PCM 16 bit · file');
  await expect(row('two.wav')).toContainText('0:01.00 · 8 kHz · mono · PCM 16 bit · file');

  await row('one.wav').getByTestId('clip-rename').click();
  await page.getByTestId('clip-new-name').fill('First');
  await page.keyboard.press('Enter');
  await expect(name(page)).toHaveText('First');

  await row('three.wav').getByTestId('clip-remove').click();
  await expect.poll(() => listed(page)).toEqual(['First', 'two.wav', 'clip.wav']);
  await page.getByTestId('undo-remove').click();
  await expect.poll(() => listed(page)).toEqual(['First', 'two.wav', 'three.wav', 'clip.wav']);

  rmSync(files[2] ?? '');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.emit('focus'));
  await expect(row('three.wav')).toContainText('no longer there');
  await expect(row('three.wav').getByTestId('clip-entry')).toBeDisabled();

  await row('two.wav').getByTestId('clip-entry').click();
  await expect(name(page)).toHaveText('two.wav');
  await expect(page.getByTestId('clip-row')).toHaveCount(0);
  await page.getByTestId('clip-menu').click();
  await row('two.wav').getByTestId('clip-remove').click();
  await expect(name(page)).toHaveText('First');
  await expect.poll(() => listed(page)).toEqual(['First', 'three.wav', 'clip.wav']);
});

test('several dropped files: the sounds among them, the first one open', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  const notes = join(folder, 'notes.txt');
  writeFileSync(notes, 'no sound');
  const files = [notes, write('left.wav'), write('right.wav')];
  const at = await page.evaluate(() => ({ x: innerWidth / 2, y: innerHeight / 2 }));
  await app.evaluate(
    async ({ BrowserWindow }, { at: place, files: paths }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (!contents) throw new Error('no window');
      contents.debugger.attach('1.3');
      const data = { items: [], files: paths, dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop']) {
        await contents.debugger.sendCommand('Input.dispatchDragEvent', { type, ...place, data });
      }
      contents.debugger.detach();
    },
    { at, files }
  );
  await expect(name(page)).toHaveText('left.wav');
  await page.getByTestId('clip-menu').click();
  expect((await listed(page)).slice(0, 2)).toEqual(['left.wav', 'right.wav']);
});

test('copied files are opened by pasting them', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  const files = [write('copied.wav'), write('too.wav')];
  const copied = await app.evaluate(
    ({ clipboard }, uris) => {
      const { writeBuffer } = clipboard as { writeBuffer?: (format: string, bytes: Buffer) => void };
      writeBuffer?.call(clipboard, 'text/uri-list', Buffer.from(uris.join('\r\n')));
      return writeBuffer !== undefined;
    },
    files.map((path) => `file://${path}`)
  );
  test.skip(!copied, 'only older Electrons can put files into the clipboard');
  await page.keyboard.press('Control+V');
  await expect(name(page)).toHaveText('copied.wav');
  await page.getByTestId('clip-menu').click();
  expect((await listed(page)).slice(0, 2)).toEqual(['copied.wav', 'too.wav']);
});
