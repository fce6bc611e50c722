import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { writeWav as writeFloatWav } from '../main/audio/wav/write';
import { startApp, test } from './support/launch';
import { tapLoudspeaker } from './support/loudspeaker';
import { threeTones, writeWav } from './support/signals';
import { answerDialogs, clickMenu, dragAcross, numberIn, settled } from './support/window';

const RATE = 8000;
const SECONDS = 6;
const samples = threeTones(RATE, SECONDS, [500, 1500, 3000]);
let folder: string;
let tones: string;

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hear-'));
  tones = join(folder, 'three tones.wav');
  writeWav(tones, samples, RATE);
});
test.afterAll(() => rmSync(folder, { recursive: true }));

async function timeOf(page: Page): Promise<number> {
  const [, minutes, seconds] = /(\d+):(\d+\.\d+)/.exec((await page.getByTestId('play-time').textContent()) ?? '') ?? [];
  return Number(minutes) * 60 + Number(seconds);
}

async function heard(page: Page, sound: string): Promise<void> {
  await expect(page.getByTestId('heard')).toHaveAttribute('data-sound', sound);
  await expect(page.getByTestId('heard')).toHaveAttribute('data-phase', 'ready');
}

/** Mono float32 samples of a WAV file whose data end it. */
function readFloatWav(path: string): { rate: number; samples: Float32Array } {
  const bytes = readFileSync(path);
  const at = bytes.indexOf('data') + 8;
  return { rate: bytes.readUInt32LE(24), samples: new Float32Array(Uint8Array.from(bytes.subarray(at)).buffer) };
}

function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return ab / Math.sqrt(aa * bb);
}

test('switching what is heard while it plays keeps the position', async ({ start }) => {
  const { app, page } = await start({ args: [tones] });
  await settled(page);
  await page.keyboard.press('Space');
  await expect.poll(() => timeOf(page)).toBeGreaterThan(0.3);
  let before = await timeOf(page);
  for (const [key, sound] of [
    ['r', 'reference'],
    ['n', 'network'],
    ['e', 'difference'],
    ['o', 'original']
  ] as const) {
    const asked = Date.now();
    await page.keyboard.press(key);
    await heard(page, sound);
    await expect(page.getByTestId('play')).toHaveAttribute('data-phase', 'playing');
    const now = await timeOf(page);
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now - before).toBeLessThan((Date.now() - asked) / 1000 + 0.5);
    before = now;
  }
  await expect.poll(() => timeOf(page)).toBeGreaterThan(before + 0.2);
  await expect(page.getByTestId('heard-note')).toHaveText('');
  await clickMenu(app, 'Playback', 'Source', 'Difference, Amplified');
  await heard(page, 'difference');
  await expect(page.getByTestId('heard-note')).toContainText('hearing the difference, amplified by');
  expect(await numberIn(page.getByTestId('heard-note'))).toBeGreaterThan(100);
});

test('a region is marked by dragging, looped, shown in every pane, and forgotten', async ({ start }) => {
  const { page } = await start({ args: [tones] });
  await settled(page);
  await dragAcross(page, 1 / 3, 1 / 2);
  await expect(page.getByTestId('region')).toHaveCount(4);
  await page.keyboard.press('l');
  await page.keyboard.press('Space');
  const times: number[] = [];
  for (let i = 0; i < 25; i++) {
    await page.waitForTimeout(100);
    times.push(await timeOf(page));
  }
  expect(Math.min(...times)).toBeGreaterThanOrEqual(1.98);
  expect(Math.max(...times)).toBeLessThanOrEqual(3.02);
  expect(times.some((time, i) => i > 0 && time < (times[i - 1] ?? 0))).toBe(true);
  await page.keyboard.press('Space');
  await page.keyboard.press('z');
  await expect(page.getByTestId('region').first()).toHaveCSS('left', '0px');
  await page.getByRole('slider', { name: 'End of the region' }).press('Shift+ArrowLeft');
  await expect(page.getByRole('slider', { name: 'End of the region' })).toHaveAttribute('aria-valuetext', /^2\.9/);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('region')).toHaveCount(0);
});

interface Moment {
  /** Seconds of the clip that the window shows. */
  readonly shown: number;
  /** Seconds of the AudioContext, less the way to the loudspeaker. */
  readonly clock: number;
  /** Seconds of the clip that came out of the loudspeaker, as its samples tell. */
  readonly heard: number;
}

/** Runs in the page, until a clip that rises from 0 to 1 was played: a moment for every change of what is shown. */
async function listenTo(seconds: number): Promise<Moment[]> {
  const time = document.querySelector('[data-testid="play-time"]') ?? document.body;
  const play = document.querySelector('[data-testid="play"]');
  const moments: Moment[] = [];
  const observer = new MutationObserver(() => {
    const tap = window.loudspeaker;
    if (!tap || !(tap.context instanceof AudioContext)) return;
    const { currentTime, outputLatency } = tap.context;
    const samples = new Float32Array(tap.fftSize);
    tap.getFloatTimeDomainData(samples);
    const rendered = (samples.at(-1) ?? 0) * seconds;
    const shown = Number(/:(\d+\.\d+) /.exec(time.textContent ?? '')?.[1]);
    if (rendered > 0) moments.push({ shown, clock: currentTime - outputLatency, heard: rendered - outputLatency });
  });
  observer.observe(time, { childList: true, characterData: true, subtree: true });
  const until = async (phase: string): Promise<void> => {
    while (play?.getAttribute('data-phase') !== phase) await new Promise((resolve) => setTimeout(resolve, 50));
  };
  await until('playing');
  await until('stopped');
  observer.disconnect();
  return moments;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

test('the position that is shown is the one that is heard, and does not drift from the clock of the sound', async ({
  start
}) => {
  const rate = 44_100;
  const ramp = join(folder, 'ramp.wav');
  await writeFloatWav(ramp, {
    rate,
    channels: [Float32Array.from({ length: SECONDS * rate }, (_, i) => i / rate / SECONDS)],
    encoding: 'float32'
  });
  const { page } = await start({ args: [ramp] });
  await settled(page);
  await tapLoudspeaker(page);
  const listening = page.evaluate(listenTo, SECONDS);
  await page.getByTestId('play').click();
  const moments = await listening;
  expect(moments.length).toBeGreaterThan(20);
  expect(Math.abs(median(moments.map(({ shown, heard }) => shown - heard)))).toBeLessThan(0.02);
  const offsets = moments.map(({ shown, clock }) => shown - clock);
  const [early, late] = [offsets.slice(0, offsets.length >> 2), offsets.slice(-(offsets.length >> 2))];
  expect(Math.abs(median(late) - median(early))).toBeLessThan(0.02);
});

test('at half the speed the clock of the clip runs at half the pace; keys leap by a second', async ({ start }) => {
  const { page } = await start({ args: [tones] });
  await settled(page);
  for (const key of [',', ',']) await page.keyboard.press(key);
  await expect(page.getByTestId('heard-note')).toContainText('0.5× speed');
  await page.keyboard.press('Shift+ArrowRight');
  expect(await timeOf(page)).toBeCloseTo(1, 2);
  await page.keyboard.press('Space');
  await expect.poll(() => timeOf(page)).toBeGreaterThan(1.1);
  const [from, began] = [await timeOf(page), Date.now()];
  await page.waitForTimeout(1500);
  const [to, passed] = [await timeOf(page), (Date.now() - began) / 1000];
  expect((to - from) / passed).toBeGreaterThan(0.4);
  expect((to - from) / passed).toBeLessThan(0.6);
});

test('region, loop and sound outlast a reload; speed and following a restart', async () => {
  const first = await startApp({ args: [tones] });
  const { page, userData } = first;
  await settled(page);
  await dragAcross(page, 0.3, 0.5);
  for (const key of ['l', 'r', ',', 'c']) await page.keyboard.press(key);
  await heard(page, 'reference');
  await page.reload();
  await settled(page);
  await expect(page.getByTestId('region')).toHaveCount(4);
  await heard(page, 'reference');
  await page.getByTestId('hear-menu').click();
  await expect(page.getByTestId('loop')).toBeChecked();
  await first.close();
  const second = await startApp({ userData, args: [tones] });
  try {
    await settled(second.page);
    await expect(second.page.getByTestId('heard-note')).toHaveText('at 0.75× speed');
    await expect(second.page.getByTestId('region')).toHaveCount(0);
    await second.page.getByTestId('hear-menu').click();
    await expect(second.page.getByTestId('follow')).not.toBeChecked();
  } finally {
    await second.close();
    rmSync(userData, { recursive: true, force: true });
  }
});

test('what is heard is saved as WAV: the reference is the clip, up to a constant', async ({ start }) => {
  const { app, page } = await start({ args: [tones] });
  await settled(page);
  for (const [sound, least] of [
    ['Reference', 0.9999],
    ['Network', 0.9999]
  ] as const) {
    const path = join(folder, `${sound}.wav`);
    await clickMenu(app, 'Playback', 'Source', sound);
    await heard(page, sound.toLowerCase());
    await answerDialogs(app, path);
    await clickMenu(app, 'File', 'Save Sound As…');
    await page.getByTestId('save-go').click();
    await expect(page.getByText(`Saved ${sound}.wav.`)).toBeVisible();
    const saved = readFloatWav(path);
    expect(saved.rate).toBe(RATE);
    // From the first frame to the end of the last one.
    expect(saved.samples).toHaveLength(Math.floor((samples.length - 256) / 56) * 56 + 256);
    expect(correlation(samples.subarray(0, saved.samples.length), saved.samples)).toBeGreaterThan(least);
  }
});
