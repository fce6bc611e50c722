import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '@playwright/test';
import { ROOT, temporaryFolder, test } from './support/launch';
import { answerDialogs, clickMenu, colourCount, openByMenu, pictureOf, settled } from './support/window';

const fixture = (name: string): string => join(ROOT, 'main/audio/fixtures', name);

test('one sound of every kind opens in the real engine, and its decoded samples go when it is closed', async ({
  start
}) => {
  const { app, page, userData, close } = await start();
  await settled(page);
  const decoded = join(userData, 'decoded');
  const kinds = ['stereo.flac', 'constant.mp3', 'stereo.ogg', 'stereo.opus', 'opus.webm', 'vorbis.webm', 'mono.oga'];
  for (const name of kinds) {
    await openByMenu(app, page, fixture(name));
    await settled(page);
    await expect(page.getByTestId('clip-name')).toContainText(name);
    expect(colourCount(await pictureOf(page.getByTestId('reference')))).toBeGreaterThan(20);
    await expect.poll(() => readdirSync(decoded).length).toBe(1);
  }
  for (const name of ['pcm24.aiff', 'pcm16.caf']) {
    await openByMenu(app, page, fixture(name));
    await settled(page);
    await expect.poll(() => readdirSync(decoded).length).toBe(0);
  }
  await openByMenu(app, page, fixture('stereo.opus'));
  await close();
  expect(existsSync(decoded) ? readdirSync(decoded) : []).toEqual([]);
});

test('the content counts, not the name, and what cannot be decoded says what to do', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  const folder = await temporaryFolder();
  copyFileSync(fixture('stereo.opus'), join(folder, 'renamed.wav'));
  await openByMenu(app, page, join(folder, 'renamed.wav'));
  await expect(page.getByTestId('clip-name')).toContainText('renamed.wav');
  writeFileSync(join(folder, 'old.aac'), 'ADIF');
  await answerDialogs(app, join(folder, 'old.aac'));
  await clickMenu(app, 'File', 'Open…');
  await expect(page.getByTestId('notice')).toContainText('convert it to FLAC, WAV, Opus or MP3 first');
  await expect(page.getByTestId('clip-name')).toContainText('renamed.wav');
});

test('the opening of a long file can be ended, and the clip before it stays', async ({ start }) => {
  const { app, page, userData } = await start();
  await settled(page);
  const long = join(await temporaryFolder(), 'long.mp3');
  const part = readFileSync(fixture('variable.mp3'));
  writeFileSync(long, Buffer.concat(Array.from({ length: 10_000 }, () => part)));
  await answerDialogs(app, long);
  await clickMenu(app, 'File', 'Open…');
  await expect(page.getByText('Opening long.mp3')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Opening long.mp3')).toHaveCount(0);
  await expect(page.getByTestId('clip-name')).toContainText('clip.wav');
  await expect(page.getByTestId('notice')).toHaveCount(0);
  expect(readdirSync(join(userData, 'decoded'))).toEqual([]);
  rmSync(dirname(long), { recursive: true });
});
