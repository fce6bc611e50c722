import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type ElectronApplication } from '@playwright/test';
import { startApp, temporaryFolder, test } from './support/launch';
import { threeTones, wavBytes, writeWav } from './support/signals';
import { answerDialogs, clickMenu, colourCount, numberIn, openByMenu, pictureOf, settled } from './support/window';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

const tones = threeTones(8000, 1, [500, 1500, 3000]);
const good = (): Buffer => wavBytes(tones, 8000);

function changed(change: (bytes: Buffer) => void): Buffer {
  const bytes = good();
  change(bytes);
  return bytes;
}

function floats(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(44 + values.length * 4);
  good().copy(bytes, 0, 0, 44);
  bytes.writeUInt16LE(3, 20);
  bytes.writeUInt32LE(32_000, 28);
  bytes.writeUInt16LE(4, 32);
  bytes.writeUInt16LE(32, 34);
  bytes.writeUInt32LE(values.length * 4, 40);
  values.forEach((value, i) => bytes.writeFloatLE(value, 44 + 4 * i));
  return bytes;
}

const broken: Readonly<Record<string, Buffer>> = {
  'empty.wav': Buffer.alloc(0),
  'cut header.wav': good().subarray(0, 30),
  'zero channels.wav': changed((bytes) => bytes.writeUInt16LE(0, 22)),
  'zero bits.wav': changed((bytes) => bytes.writeUInt16LE(0, 34)),
  'no rate.wav': changed((bytes) => bytes.writeUInt32LE(0, 24)),
  'no fmt.wav': changed((bytes) => bytes.write('junk', 12)),
  'nan.wav': floats([0.1, NaN, 0.2]),
  'infinite.wav': floats([0.1, Infinity, 0.2]),
  'letter.wav': Buffer.from('Dear Sir or Madam,\nthis is a text.\n'.repeat(10))
};

for (const [name, bytes] of Object.entries(broken)) {
  test.describe('broken files', () => {
    test(`${name} is refused by name, and the open clip stays`, async ({ start }) => {
      writeFileSync(join(folder, name), bytes);
      const { app, page } = await start();
      await settled(page);
      const snr = await numberIn(page.getByTestId('snr'));
      await answerDialogs(app, join(folder, name));
      await clickMenu(app, 'File', 'Open…');
      await expect(page.getByTestId('notice')).toContainText(name, { timeout: 2000 });
      await expect(page.getByTestId('notice')).toHaveAttribute('data-level', 'error');
      await expect(page.getByTestId('clip-name')).toContainText('clip.wav');
      expect(await numberIn(page.getByTestId('snr'))).toBe(snr);
      expect(colourCount(await pictureOf(page.getByTestId('reference')))).toBeGreaterThan(20);
    });
  });
}

test('a file of unknown length and odd chunks opens', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  const odd = Buffer.concat([good().subarray(0, 36), Buffer.from('LIST\x03\x00\x00\x00abc\x00'), good().subarray(36)]);
  odd.writeUInt32LE(0xffffffff, 52);
  writeFileSync(join(folder, 'streamed.wav'), odd);
  await openByMenu(app, page, join(folder, 'streamed.wav'));
  await settled(page);
  await expect(page.getByTestId('play-time')).toContainText('/ 0:01.00');
});

test('recent files open again, and missing ones are greyed', async ({ start }) => {
  const first = join(folder, 'first.wav');
  const second = join(folder, 'second.wav');
  writeWav(first, tones, 8000);
  writeWav(second, tones, 8000);
  const { app, page } = await start();
  await settled(page);
  await openByMenu(app, page, first);
  await openByMenu(app, page, second);
  await clickMenu(app, 'File', 'Open Recent', 'first.wav');
  await expect(page.getByTestId('clip-name')).toContainText('first.wav');
  rmSync(second);
  await openByMenu(app, page, first);
  await expect.poll(() => recentEntries(app)).toContainEqual(['second.wav', false]);
});

test('a dropped file opens', async ({ start }) => {
  const dropped = join(folder, 'dropped.wav');
  writeWav(dropped, tones, 8000);
  const { app, page } = await start();
  await settled(page);
  const size = await page.evaluate(() => ({ x: innerWidth / 2, y: innerHeight / 2 }));
  await app.evaluate(
    async ({ BrowserWindow }, { at, path }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (!contents) throw new Error('no window');
      contents.debugger.attach('1.3');
      const data = { items: [], files: [path], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop']) {
        await contents.debugger.sendCommand('Input.dispatchDragEvent', { type, ...at, data });
      }
      contents.debugger.detach();
    },
    { at: size, path: dropped }
  );
  await expect(page.getByTestId('clip-name')).toContainText('dropped.wav');
});

test('what was open and chosen is there at the next start', async () => {
  const path = join(folder, 'kept.wav');
  writeWav(path, tones, 8000);
  const first = await startApp();
  await settled(first.page);
  await openByMenu(first.app, first.page, path);
  await clickMenu(first.app, 'View', 'Analysis Rate', '16 kHz');
  await clickMenu(first.app, 'View', 'Colours', 'Viridis');
  await clickMenu(first.app, 'Model', 'Network', 'dense-stft');
  await clickMenu(first.app, 'Model', 'Method', 'Least squares');
  await first.page.keyboard.press('d');
  await expect(first.page.getByTestId('difference-title')).toContainText('ratio');
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1100, 720));
  await settled(first.page);
  await first.close();

  const second = await startApp({ userData: first.userData });
  await settled(second.page);
  await expect(second.page.getByTestId('clip-name')).toContainText('kept.wav');
  await expect(second.page.getByTestId('rate-select')).toHaveValue('16000');
  await expect(second.page.getByTestId('difference-title')).toContainText('ratio');
  const size = await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize());
  expect(size).toEqual([1100, 720]);
  await clickMenu(second.app, 'View', 'Train');
  await expect(second.page.getByTestId('plan-network')).toHaveValue('dense-stft');
  await expect(second.page.getByTestId('plan-method')).toHaveValue('least-squares');
  await second.close();
  rmSync(first.userData, { recursive: true });
});

test('a broken settings file is set aside with a note', async ({ start }) => {
  const userData = await temporaryFolder();
  const broken = '{"settings": {"rate": "fast"';
  writeFileSync(join(userData, 'state.json'), broken);
  const { page } = await start({ userData });
  await settled(page);
  await expect(page.getByTestId('notice')).toContainText(/set aside/i);
  await expect(page.getByTestId('rate-select')).toHaveValue('8000');
  const aside = readdirSync(userData).find((name) => name.startsWith('state.broken-'));
  expect(readFileSync(join(userData, aside ?? ''), 'utf8')).toBe(broken);
});

function recentEntries(app: ElectronApplication): Promise<[string, boolean][]> {
  return app.evaluate(({ Menu }) => {
    const file = Menu.getApplicationMenu()?.items.find(({ label }) => label === 'File');
    const recent = file?.submenu?.items.find(({ label }) => label === 'Open Recent');
    return (recent?.submenu?.items ?? []).map(({ label, enabled }): [string, boolean] => [label, enabled]);
  });
}
