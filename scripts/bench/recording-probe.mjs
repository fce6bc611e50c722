import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { floatWave } from './float-wave.mjs';
import { withWindow } from './in-window.mjs';

/**
 * Records bursts of noise from a fake microphone, and prints as JSON how many milliseconds after the first sample of
 * each the panes showed it: `{ reference: number[], network: number[], difference: number[] }`.
 * @typedef {object} Heard
 * @property {number[]} onsets when each burst began, in milliseconds of the microphone's clock
 * @property {number} offset what the page's clock is ahead of that
 */
const RATE = 44_100;
const FILE_SECONDS = 12;
const COUNT = 60;

const lags = await withWindow(
  async (folder) => {
    const path = join(folder, 'bursts.wav');
    await writeFile(path, floatWave(bursts(), RATE));
    return ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${path}`];
  },
  async (page) => {
    await page.evaluate(listen);
    await page.getByTestId('record').click();
    await page.waitForSelector('[data-testid="live-difference"] canvas');
    return await page.evaluate(look, COUNT);
  }
);
console.log(JSON.stringify(lags));

/** A tenth of a second of noise every half second or a little later, so that no rhythm of the app meets it. */
function bursts() {
  const samples = new Float32Array(FILE_SECONDS * RATE);
  let state = 1;
  const random = () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  for (let start = 0.5; start < FILE_SECONDS - 0.6; start += 0.5 + 0.1 * random()) {
    const from = Math.round(start * RATE);
    for (let i = 0; i < 0.1 * RATE; i++) samples[from + i] = random() - 0.5;
  }
  return samples;
}

/**
 * Runs in the page before it records: `heard` of the window tells from then on when bursts began. The microphone stamps
 * its pieces by a clock of its own; the piece that came fastest after its end tells how far the two clocks are apart.
 */
function listen() {
  /** @typedef {{ readonly readable: ReadableStream<AudioData> }} Processor */
  const page = /** @type {{ MediaStreamTrackProcessor: new (init: object) => Processor, heard: Heard }} */ (
    /** @type {unknown} */ (window)
  );
  /** @type {Heard} */
  const heard = { onsets: [], offset: Infinity };
  let silence = 0;
  /** @param {AudioData} piece */
  const note = (piece) => {
    const samples = new Float32Array(piece.numberOfFrames);
    piece.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
    const start = piece.timestamp / 1000;
    heard.offset = Math.min(heard.offset, performance.now() - start - piece.duration / 1000);
    samples.forEach((value, i) => {
      if (Math.abs(value) < 1e-3) silence++;
      else {
        if (silence > 0.2 * piece.sampleRate) heard.onsets.push(start + (1000 * i) / piece.sampleRate);
        silence = 0;
      }
    });
  };
  const Original = page.MediaStreamTrackProcessor;
  page.MediaStreamTrackProcessor = class {
    /** @param {object} init */
    constructor(init) {
      /** @type {TransformStream<AudioData, AudioData>} */
      const watched = new TransformStream({
        transform(piece, controller) {
          note(piece);
          controller.enqueue(piece);
        }
      });
      this.readable = new Original(init).readable.pipeThrough(watched);
    }
  };
  page.heard = heard;
}

/**
 * Runs in the page while it records. A burst is shown when colours appear in the last quarter of a second of the eight
 * that are on show, which the burst before has left by then.
 * @param {number} count bursts that are waited for
 */
async function look(count) {
  const { heard } = /** @type {{ heard: Heard }} */ (/** @type {unknown} */ (window));
  const panes = ['reference', 'network', 'difference'].map((name) => {
    const canvas = document.querySelector(`[data-testid="live-${name}"] canvas`);
    if (!(canvas instanceof HTMLCanvasElement)) throw new Error(`there is no pane ${name}`);
    return { name, canvas, lit: true, shown: /** @type {number[]} */ ([]) };
  });
  /** @param {HTMLCanvasElement} canvas */
  const isLit = (canvas) => {
    const width = Math.ceil((canvas.width * 0.25) / 8);
    const image = canvas.getContext('2d')?.getImageData(canvas.width - width, 0, width, canvas.height);
    const pixels = new Uint32Array(image?.data.buffer ?? new ArrayBuffer(0));
    // Where there is nothing yet, the canvas is transparent.
    return new Set(pixels.filter((pixel) => pixel >>> 24 === 255)).size > 1;
  };
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  // The view moves from when the recording is longer than it.
  await new Promise((resolve) => setTimeout(resolve, 9000));
  while (panes.some(({ shown }) => shown.length < count)) {
    await painted();
    for (const pane of panes) {
      const lit = isLit(pane.canvas);
      if (lit && !pane.lit) pane.shown.push(performance.now());
      pane.lit = lit;
    }
  }
  const onsets = heard.onsets.map((at) => at + heard.offset);
  /** @param {number} shown */
  const lag = (shown) => shown - Math.max(...onsets.filter((onset) => onset < shown));
  return Object.fromEntries(panes.map(({ name, shown }) => [name, shown.map(lag)]));
}
