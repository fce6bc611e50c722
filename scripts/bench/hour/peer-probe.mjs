import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from 'playwright';
import { MemoryWatch } from './memory.mjs';

/**
 * Opens the sound of its argument in a page that has wavesurfer.js alone and decodes in the page, in the same Electron, and
 * prints as JSON a `HourInPeer` of results.mjs.
 */
const HERE = fileURLToPath(new URL('peer', import.meta.url));
const WAVESURFER = fileURLToPath(
  new URL('../../../node_modules/wavesurfer.js/dist/wavesurfer.esm.js', import.meta.url)
);
const START_MS = 60_000;
const READY_MS = 180_000;
const MOVES = 500;

const path = process.argv[2] ?? '';
const { server, url } = await serve(path);
const userData = await mkdtemp(join(tmpdir(), 'neural-spectrogram-bench-'));
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const args = [HERE, ...sandbox, `--user-data-dir=${userData}`, url];
const app = await _electron.launch({ args, timeout: START_MS });
const memory = new MemoryWatch(app.process().pid ?? 0);
try {
  const page = await app.firstWindow();
  await page.waitForFunction(() => 'surfer' in globalThis, null, { timeout: START_MS });
  await page.waitForTimeout(2000);
  const idle = memory.now();
  memory.reset();
  const start = Date.now();
  const failure = await Promise.race([
    page.evaluate(load).catch((error) => String(error)),
    new Promise((resolve) => page.once('crash', () => resolve('the page crashed'))),
    new Promise((resolve) => {
      setTimeout(() => resolve(`no waveform after ${READY_MS / 1000} s`), READY_MS).unref();
    })
  ]);
  const ready = Date.now() - start;
  const frames = failure === null ? await page.evaluate(moveAbout, MOVES) : [];
  const [idleMiB, peakMiB] = [idle, memory.peak].map((bytes) => bytes / 2 ** 20);
  console.log(JSON.stringify({ idleMiB, ready, failure, frames, peakMiB }));
} finally {
  memory.close();
  // A page that is busy for minutes would be waited for.
  app.process().kill('SIGKILL');
  server.close();
  server.closeAllConnections();
  // Processes that were ended may still be writing.
  await rm(userData, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
}

/** Serves the page and the sound to this machine alone. @param {string} sound */
async function serve(sound) {
  /** @type {Readonly<Record<string, readonly [string, string]>>} */
  const files = {
    '/': [join(HERE, 'page.html'), 'text/html'],
    '/wavesurfer.js': [WAVESURFER, 'text/javascript'],
    '/sound.wav': [sound, 'audio/wav']
  };
  const server = createServer(async (request, response) => {
    const [file, type] = files[request.url ?? ''] ?? [];
    if (!file || !type) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': type, 'content-length': (await stat(file)).size });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : null;
  return { server, url: `http://127.0.0.1:${port}/` };
}

/** Runs in the page. @returns {Promise<string | null>} why it failed */
async function load() {
  const surfer = Reflect.get(globalThis, 'surfer');
  try {
    // Decoded here; no media element, which would read the file a second time.
    const bytes = await (await fetch('/sound.wav')).blob();
    await new Promise((resolve, reject) => {
      surfer.once('ready', resolve);
      surfer.once('error', reject);
      surfer.loadBlob(bytes).catch(reject);
    });
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return null;
  } catch (error) {
    return String(error);
  }
}

/**
 * Runs in the page: the turns of the wheel that the app is given.
 * @param {number} count
 * @returns {Promise<number[]>} ms from picture to picture
 */
async function moveAbout(count) {
  const surfer = Reflect.get(globalThis, 'surfer');
  /** @returns {Promise<number>} */
  const nextPicture = () => new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())));
  const times = [];
  const least = surfer.getWidth() / surfer.getDuration();
  let pixelsPerSecond = least;
  let last = await nextPicture();
  for (let i = 0; i < count; i++) {
    const [part, way] = [Math.floor(i / 25) % 4, Math.floor(i / 50) % 2 === 0 ? -1 : 1];
    if (part % 2 === 1) surfer.setScroll(Math.max(0, surfer.getScroll() + way * 0.12 * surfer.getWidth()));
    else {
      pixelsPerSecond = Math.max(least, pixelsPerSecond * 1.25 ** (-1.2 * way));
      surfer.zoom(pixelsPerSecond);
    }
    const now = await nextPicture();
    times.push(now - last);
    last = now;
  }
  return times;
}
