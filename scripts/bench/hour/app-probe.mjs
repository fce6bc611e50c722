import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from 'playwright';
import { MemoryWatch } from './memory.mjs';

/**
 * Opens the sound of its argument in the app, pans and zooms while the rest of the file is still being read, and prints as
 * JSON a `HourInApp` of results.mjs.
 */
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const START_MS = 60_000;
const COMPLETE_MS = 300_000;
const MOVES = 500;

/** Where pictures are, by `data-detail` in the page. */
const PLACES = /** @type {const} */ (['waveform', 'reference', 'network', 'difference']);

/** @typedef {{ place: string, detail: string, at: number }} Seen what a picture became, at a time of the clock */

const path = process.argv[2] ?? '';
const userData = await mkdtemp(join(tmpdir(), 'neural-spectrogram-bench-'));
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const app = await _electron.launch({ args: [ROOT, ...sandbox, `--user-data-dir=${userData}`], timeout: START_MS });
const memory = new MemoryWatch(app.process().pid ?? 0);
try {
  const page = await app.firstWindow();
  await page.waitForSelector('[data-testid="snr"][data-phase="measured"]', { timeout: START_MS });
  await page.waitForTimeout(2000);
  const idle = memory.now();
  memory.reset();
  await page.evaluate(watchDetails);
  const start = await app.evaluate(({ dialog, Menu, BrowserWindow }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    const file = Menu.getApplicationMenu()?.items.find(({ label }) => label === 'File');
    const open = file?.submenu?.items.find(({ label }) => label === 'Open…');
    const now = Date.now();
    open?.click(undefined, BrowserWindow.getAllWindows()[0], undefined);
    return now;
  }, path);
  const seen = await untilSeen(page, (details) => Number.isFinite(milestones(details, start).overview));
  const frames = await page.evaluate(moveAbout, MOVES);
  await untilSeen(page, (details) => PLACES.every((place) => latest(details, place) === 'complete'));
  const complete = Date.now() - start;
  await page.waitForSelector('[data-testid="snr"][data-phase="measured"]', { timeout: COMPLETE_MS });
  await page.waitForSelector('footer progress', { state: 'detached', timeout: COMPLETE_MS });
  const measured = Date.now() - start;
  const [idleMiB, peakMiB] = [idle, memory.peak].map((bytes) => bytes / 2 ** 20);
  console.log(JSON.stringify({ ...milestones(seen, start), idleMiB, complete, measured, frames, peakMiB }));
} finally {
  memory.close();
  await app.close();
  await rm(userData, { recursive: true, force: true });
}

/**
 * When the pictures of the new clip were there; those of the one before it lack nothing until then.
 * @param {readonly Seen[]} details @param {number} start
 */
function milestones(details, start) {
  /** @param {string} place @param {readonly string[]} enough */
  const when = (place, enough) => {
    const own = details.filter((seen) => seen.place === place);
    const fresh = own.slice(own.findIndex(({ detail }) => detail === 'missing') + 1 || own.length);
    return (fresh.find(({ detail }) => enough.includes(detail))?.at ?? NaN) - start;
  };
  const panes = PLACES.slice(1).map((place) => when(place, ['sketch', 'complete']));
  return {
    picture: Math.max(when('waveform', ['sketch', 'complete']), panes[0] ?? NaN),
    overview: Math.max(when('waveform', ['complete']), ...panes)
  };
}

/** @param {readonly Seen[]} details @param {string} place */
function latest(details, place) {
  return details.filter((seen) => seen.place === place).at(-1)?.detail;
}

/**
 * @param {import('playwright').Page} page
 * @param {(details: readonly Seen[]) => boolean} isEnough
 * @returns {Promise<readonly Seen[]>}
 */
async function untilSeen(page, isEnough) {
  for (const end = Date.now() + COMPLETE_MS; Date.now() < end;) {
    /** @type {readonly Seen[]} */
    const details = await page.evaluate(() => Reflect.get(globalThis, 'details'));
    if (isEnough(details)) return details;
    await page.waitForTimeout(100);
  }
  throw new Error('the pictures are not complete');
}

/** Runs in the page: notes what each picture becomes from now on. */
function watchDetails() {
  /** @type {Seen[]} */
  const details = [];
  Reflect.set(globalThis, 'details', details);
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const { dataset } = /** @type {HTMLElement} */ (target);
      details.push({ place: dataset.pane ?? 'waveform', detail: dataset.detail ?? '', at: Date.now() });
    }
  }).observe(document.body, { subtree: true, attributeFilter: ['data-detail'] });
}

/**
 * Runs in the page: zooms in, pans, zooms out and pans, one turn of the wheel a picture.
 * @param {number} count
 * @returns {Promise<number[]>} ms from picture to picture
 */
async function moveAbout(count) {
  const field = document.querySelector('[data-testid="reference"]');
  if (!field) throw new Error('there is no reference pane');
  const { left, top, width } = field.getBoundingClientRect();
  /** @returns {Promise<number>} */
  const nextPicture = () => new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())));
  const times = [];
  let last = await nextPicture();
  for (let i = 0; i < count; i++) {
    const [part, way] = [Math.floor(i / 25) % 4, Math.floor(i / 50) % 2 === 0 ? -1 : 1];
    const at = { clientX: left + width * (0.3 + 0.4 * ((i * 0.37) % 1)), clientY: top + 40 };
    const turn = { ...at, deltaY: 120 * way, shiftKey: part % 2 === 1, bubbles: true, cancelable: true };
    field.dispatchEvent(new WheelEvent('wheel', turn));
    const now = await nextPicture();
    times.push(now - last);
    last = now;
  }
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'f', bubbles: true }));
  return times;
}
