import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { floatWave } from './float-wave.mjs';
import { withWindow } from './in-window.mjs';

/**
 * Plays a sound whose samples tell their own time, and prints as JSON what was shown of it: `Moment[]`.
 * @typedef {import('./sections/sound.mjs').Moment} Moment
 */
const RATE = 44_100;
const SECONDS = 62;

const moments = await withWindow(
  async (folder) => {
    const path = join(folder, 'ramp.wav');
    const ramp = Float32Array.from({ length: SECONDS * RATE }, (_, i) => i / RATE / SECONDS);
    await writeFile(path, floatWave(ramp, RATE));
    return [path];
  },
  async (page) => {
    const listening = page.evaluate(listen, SECONDS);
    await page.getByTestId('play').click();
    return await listening;
  }
);
console.log(JSON.stringify(moments));

/**
 * Runs in the page, until the sound has been played.
 * @param {number} seconds length of the sound
 * @returns {Promise<Moment[]>}
 */
async function listen(seconds) {
  const { connect } = AudioNode.prototype;
  /** @type {AnalyserNode | null} */
  let tap = null;
  /** @this {AudioNode} @param {AudioNode} to */
  const connectAndTap = function (to) {
    if (to === this.context.destination) {
      tap = this.context.createAnalyser();
      tap.fftSize = 32;
      Reflect.apply(connect, this, [tap]);
    }
    Reflect.apply(connect, this, [to]);
    return to;
  };
  AudioNode.prototype.connect = /** @type {typeof connect} */ (connectAndTap);
  const newest = new Float32Array(32);
  const time = document.querySelector('[data-testid="play-time"]');
  const play = document.querySelector('[data-testid="play"]');
  if (!time || !play) throw new Error('there is nothing that plays');
  /** @type {Moment[]} */
  const moments = [];
  const watch = () => {
    if (!tap || !(tap.context instanceof AudioContext)) return;
    const { currentTime, outputLatency } = tap.context;
    tap.getFloatTimeDomainData(newest);
    const [minutes = 0, rest = 0] = (time.textContent ?? '').split('/')[0]?.split(':').map(Number) ?? [];
    const rendered = (newest.at(-1) ?? 0) * seconds;
    if (rendered === 0) return;
    const [clock, heard] = [currentTime - outputLatency, rendered - outputLatency];
    moments.push({ shown: 60 * minutes + rest, clock, heard });
  };
  // A change is told at once, before anything else runs in the page.
  const observer = new MutationObserver(watch);
  observer.observe(time, { childList: true, characterData: true, subtree: true });
  const phase = () => play.getAttribute('data-phase');
  const next = () => new Promise((resolve) => setTimeout(resolve, 100));
  while (phase() !== 'playing') await next();
  while (phase() === 'playing') await next();
  observer.disconnect();
  return moments;
}
