import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { writeWav } from '../main/audio/wav/write';
import { AHEAD_SECONDS } from '../renderer/playback/schedule';
import { engineProcess, killEngine } from './support/engine-process';
import { test } from './support/launch';
import { tapLoudspeaker } from './support/loudspeaker';
import { settled } from './support/window';

const RATE = 44_100;
/** Its samples take more bytes than one answer may have. */
const SECONDS = 30;
const STOPPED_MS = 5000;
let folder: string;
let ramp: string;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'playing-'));
  ramp = join(folder, 'ramp.wav');
  // Each sample tells which one it is.
  const samples = Float32Array.from({ length: SECONDS * RATE }, (_, i) => i / RATE / SECONDS);
  await writeWav(ramp, { rate: RATE, channels: [samples], encoding: 'float32' });
});
test.afterAll(() => rmSync(folder, { recursive: true }));

interface Moment {
  /** Seconds of the clip that come out of the loudspeaker, as its samples tell. */
  readonly heard: number;
  /** Seconds of the clock of the sound. */
  readonly clock: number;
}

/** Runs in the page: listens for a while, from the first sound on. */
async function listenTo({ seconds, milliseconds }: { seconds: number; milliseconds: number }): Promise<Moment[]> {
  const moments: Moment[] = [];
  for (let began = Infinity; performance.now() - began < milliseconds || began === Infinity;) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const tap = window.loudspeaker;
    if (!tap) continue;
    const samples = new Float32Array(tap.fftSize);
    tap.getFloatTimeDomainData(samples);
    const heard = (samples.at(-1) ?? 0) * seconds;
    if (heard > 0 && began === Infinity) began = performance.now();
    if (began !== Infinity) moments.push({ heard, clock: tap.context.currentTime });
  }
  return moments;
}

/** Nothing was missing: a block that came too late would have been silence first, and put off what follows. */
function expectUninterrupted(moments: readonly Moment[]): void {
  const late = moments.map(({ heard, clock }) => clock - heard);
  expect(Math.max(...late) - Math.min(...late)).toBeLessThan(0.25);
  expect(moments.at(-1)?.heard).toBeGreaterThan(AHEAD_SECONDS + 1);
}

interface Fetched {
  readonly status: number;
  readonly text: string;
}

/** @param range null for no such header */
async function fetched(page: Page, address: string, range: string | null): Promise<Fetched> {
  return await page.evaluate(
    async ([from, Range]) => {
      const answer = await fetch(from, Range === null ? {} : { headers: { Range } });
      return { status: answer.status, text: await answer.text() };
    },
    [address, range] as const
  );
}

/** The id of the open clip. */
async function openId(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const session = await window.api.getSession(undefined);
    return session.ok ? (session.value.clip?.id ?? '') : '';
  });
}

/** Plays and listens. */
async function listen(page: Page): Promise<Moment[]> {
  await tapLoudspeaker(page);
  await page.getByTestId('play').click();
  return await page.evaluate(listenTo, { seconds: SECONDS, milliseconds: STOPPED_MS });
}

test('playing goes on while the analysis engine stands still', async ({ start }) => {
  const { app, page } = await start({ args: [ramp] });
  await settled(page);
  const pid = await engineProcess(app, 'analysis');
  process.kill(pid, 'SIGSTOP');
  try {
    expectUninterrupted(await listen(page));
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await expect(page.getByTestId('play')).toHaveAttribute('data-phase', 'playing');
});

test('playing goes on while a killed engine is replaced', async ({ start }) => {
  const { app, page } = await start({ args: [ramp] });
  await settled(page);
  const listening = listen(page);
  await killEngine(app, 'analysis');
  expectUninterrupted(await listening);
  await settled(page);
  await expect(page.getByTestId('play')).toHaveAttribute('data-phase', 'playing');
});

test('a sound is served by its id alone, in ranges of a bounded size, and only while it is open', async ({ start }) => {
  const { page } = await start({ args: [ramp] });
  await settled(page);
  const id = await openId(page);
  const at = `app://bundle/sound/${id}`;
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect((await fetched(page, at, 'bytes=0-7')).status).toBe(206);
  expect((await fetched(page, at, 'bytes=0-4194303')).status).toBe(206);
  for (const range of [
    null,
    'bytes=a-b',
    'bytes=7-0',
    'bytes=99999999-',
    'bytes=0-1,4-5',
    'bytes=0-4194304',
    'bytes=0-'
  ]) {
    const { status, text } = await fetched(page, at, range);
    expect([range, status]).toEqual([range, 416]);
    expect(text).toContain('Ask for a range of at most 4194304 bytes');
  }
  const unknown = '00000000-0000-4000-8000-000000000000';
  const tricks = [
    '',
    `${id}/`,
    `${id}/..`,
    `../${id}`,
    `..%2fsound%2f${id}`,
    encodeURIComponent(ramp),
    ramp,
    '%2e%2e/x'
  ];
  for (const path of [unknown, ...tricks]) {
    expect([path, (await fetched(page, `app://bundle/sound/${path}`, 'bytes=0-7')).status]).toEqual([path, 404]);
  }
  await page.evaluate(() => window.api.openSampleClip(undefined));
  const closed = { status: 404, text: 'This sound is not open any more.' };
  await expect.poll(() => fetched(page, at, 'bytes=0-7')).toEqual(closed);
});

test('no other window may fetch a sound, even of the same origin', async ({ start }) => {
  const { app, page } = await start({ args: [ramp] });
  await settled(page);
  const id = await openId(page);
  for (const address of ['app://bundle/decoder.html', 'data:text/html,<p>stranger</p>']) {
    const outcome: unknown = await app.evaluate(
      async ({ BrowserWindow }, [place, sound]) => {
        const window = new BrowserWindow({ show: false });
        await window.loadURL(place);
        const ask = `fetch('app://bundle/sound/${sound}', { headers: { Range: 'bytes=0-7' } })`;
        const answer: unknown = await window.webContents.executeJavaScript(`${ask}.then((a) => a.status, () => 'no')`);
        window.destroy();
        return answer;
      },
      [address, id] as const
    );
    expect([address, outcome]).toEqual([address, 'no']);
  }
});
