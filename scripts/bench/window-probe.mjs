import { withWindow } from './in-window.mjs';

/**
 * Moves the crosshair and pans the panes, idle and while dense-stft trains, and prints as JSON how many milliseconds
 * each answer took: `{ idle: Answers, training: Answers, msPerStep }`.
 */
const COUNT = 100;
const START_MS = 60_000;

const measured = await withWindow(
  () => Promise.resolve([]),
  async (page) => {
    const idle = await page.evaluate(answers, COUNT);
    // As in the experiment: 15,000 examples, 256 a step.
    await page.evaluate(() => {
      return window.api.startTraining({ network: 'dense-stft', method: 'amsgrad', seed: 1 });
    });
    const step = page.getByTestId('training-step');
    await waitForStep(step, 3);
    const start = { step: await read(step), time: performance.now() };
    const training = await page.evaluate(answers, COUNT);
    const steps = (await read(step)) - start.step;
    const msPerStep = (performance.now() - start.time) / steps;
    return { idle, training, msPerStep };
  }
);
console.log(JSON.stringify(measured));

/** @param {import('playwright').Locator} step */
async function read(step) {
  return Number((await step.textContent())?.replace(/\D/g, ''));
}

/** @param {import('playwright').Locator} step @param {number} least */
async function waitForStep(step, least) {
  const end = performance.now() + START_MS;
  while (!((await read(step)) >= least)) {
    if (performance.now() > end) throw new Error('the training does not begin');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * Runs in the page. An answer is there when the readout shows another frame, or after a pan the level of the frame that
 * came under the pointer, and that has been painted.
 * @param {number} count
 * @returns {Promise<{ crosshair: number[], panning: number[] }>} milliseconds
 */
async function answers(count) {
  const pane = document.querySelector('[data-testid="reference"]');
  const field = pane?.querySelector('canvas')?.parentElement ?? pane;
  if (!field) throw new Error('there is no reference pane');
  const box = field.getBoundingClientRect();
  /** @param {string} id */
  const text = (id) => document.querySelector(`[data-testid="${id}"]`)?.textContent ?? '';
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  /** @param {number} x share of the width */
  const at = (x) => ({ bubbles: true, cancelable: true, clientX: box.left + x * box.width, clientY: box.top + 40 });
  /** @param {() => void} act @param {() => boolean} isThere */
  const time = async (act, isThere) => {
    const start = performance.now();
    act();
    while (!isThere() && performance.now() - start < 5000) await painted();
    await painted();
    return performance.now() - start;
  };
  /** @param {string} type @param {number} x */
  const point = (type, x) => field.dispatchEvent(new PointerEvent(type, { ...at(x), pointerType: 'mouse' }));
  const crosshair = [];
  for (let i = 0; i < count; i++) {
    const before = text('readout-frame');
    crosshair.push(
      await time(
        () => point('pointermove', 0.05 + 0.9 * ((i * 0.37) % 1)),
        () => text('readout-frame') !== before
      )
    );
    await painted();
  }
  // Close enough that a pan needs frames that were not computed yet.
  for (let i = 0; i < 12; i++) field.dispatchEvent(new WheelEvent('wheel', { ...at(0.5), deltaY: -120 }));
  const panning = [];
  for (let i = 0; i < count; i++) {
    const before = text('readout-frame');
    const forwards = Math.floor(i / 25) % 2 === 0;
    const pan = () => {
      field.dispatchEvent(new WheelEvent('wheel', { ...at(0.5), deltaY: forwards ? 120 : -120, shiftKey: true }));
      point('pointermove', 0.5);
    };
    panning.push(await time(pan, () => text('readout-frame') !== before && /\d/.test(text('readout-reference'))));
  }
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'f', bubbles: true }));
  return { crosshair, panning };
}
