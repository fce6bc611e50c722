import { expect, type Page } from '@playwright/test';
import type { CallResults, EngineMessage } from '../preload/contract';
import type { Call } from '../preload/contract/schemas';
import { killEngine } from './support/engine-process';
import { test } from './support/launch';
import { clickMenu, colourCount, numberIn, pictureOf, settled } from './support/window';

/** Puts a call to the analysis engine over a port of the test's own; answers the reply or fault. */
function ask(page: Page, call: Call): Promise<EngineMessage> {
  return page.evaluate(
    (question) =>
      new Promise<EngineMessage>((resolve) => {
        const listen = (event: MessageEvent<{ type: string; role: string }>): void => {
          const port = event.ports[0];
          if (event.data.type !== 'engine-port' || event.data.role !== 'analysis' || !port) return;
          removeEventListener('message', listen);
          port.addEventListener('message', ({ data }: MessageEvent<EngineMessage>) => {
            if ('job' in data && data.job === 999_999) resolve(data);
          });
          port.start();
          port.postMessage({ type: 'call', job: 999_999, call: question });
        };
        addEventListener('message', listen);
        void window.api.connectEngines(undefined);
      }),
    call
  );
}

test('the engine inside Electron computes with native TensorFlow in float32', async ({ start }) => {
  const { page } = await start();
  await settled(page);
  const answer = await ask(page, { kind: 'probe' });
  if (answer.type !== 'reply') throw new Error(JSON.stringify(answer));
  const { product, relativeError, backend } = answer.value as CallResults['probe'];
  expect(product).toEqual([7, 10, 15, 22]);
  expect(relativeError).toBeLessThan(1e-5);
  expect(backend.backend).toMatch(/^tensorflow-(cpu|gpu)$/);
  expect(backend.tensorflowVersion).toMatch(/^2\.\d+\.\d+/);
  await expect(page.getByTestId('backend-badge')).toContainText(
    `TF ${backend.tensorflowVersion.split('.').slice(0, 2).join('.')}`
  );
});

for (const [backend, name] of [
  ['wasm', 'WASM'],
  ['cpu', 'JavaScript']
] as const) {
  test(`without the native library the ${backend} backend serves, and the window says why`, async ({ start }) => {
    const { app, page } = await start({ env: { NEURAL_SPECTROGRAM_BACKEND: backend } });
    await settled(page);
    await expect(page.getByTestId('backend-badge')).toContainText(name);
    expect(await numberIn(page.getByTestId('snr'))).toBeGreaterThan(125);
    await clickMenu(app, 'Help', 'About');
    await expect(page.getByTestId('about')).toContainText(`NEURAL_SPECTROGRAM_BACKEND asks for ${backend}`);
  });
}

test('About tells what was found, and warns of an Electron past its end of life', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  await clickMenu(app, 'Help', 'About');
  const versions = await app.evaluate(() => process.versions);
  const about = page.getByTestId('about');
  for (const version of [versions.electron, versions['chrome'] ?? '', versions.node]) {
    await expect(about).toContainText(version);
  }
  await expect(about).toContainText(/CPU|GPU/);
  await expect(page.getByTestId('probe')).toContainText('[7, 10, 15, 22]');
  const old = Number.parseInt(versions.electron, 10) < 43;
  await expect(page.getByTestId('end-of-life')).toHaveCount(old ? 1 : 0);
  await page.keyboard.press('Escape');
  await expect(about).toHaveCount(0);
});

test('a call that cannot be answered ends in a fault, and the engine lives on', async ({ start }) => {
  const { page } = await start();
  await settled(page);
  const gone = { clip: 'gone', channel: 'mix', rate: 8000 } as const;
  expect(await ask(page, { kind: 'describe', ...gone })).toMatchObject({ type: 'fault', code: 'not-found' });
  expect(await ask(page, { kind: 'tile', ...gone, level: 0, index: 0 })).toMatchObject({
    type: 'fault',
    code: 'not-found'
  });
  expect(await ask(page, { kind: 'maximum', ...gone })).toMatchObject({ type: 'fault', code: 'not-found' });
  await expect(page.getByTestId('engine-state')).toHaveAttribute('data-phase', 'ready');
  expect(await ask(page, { kind: 'probe' })).toMatchObject({ type: 'reply' });
});

test('a killed engine comes back by itself with the clip and the network', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  const snr = await numberIn(page.getByTestId('snr'));
  await killEngine(app, 'analysis');
  await expect(page.getByTestId('engine-state')).not.toHaveAttribute('data-phase', 'ready');
  // The pictures stay while it restarts.
  expect(colourCount(await pictureOf(page.getByTestId('reference')))).toBeGreaterThan(20);
  await settled(page);
  expect(await numberIn(page.getByTestId('snr'))).toBe(snr);
  await clickMenu(app, 'View', 'Analysis Rate', '16 kHz');
  await expect.poll(async () => await numberIn(page.getByTestId('snr'))).not.toBe(snr);
});

test('the third crash within five minutes stops the engine and says so; a restart is one click', async ({ start }) => {
  const { app, page } = await start();
  for (let crash = 1; crash <= 3; crash++) {
    await settled(page);
    await killEngine(app, 'analysis');
    await expect(page.getByTestId('engine-state')).not.toHaveAttribute('data-phase', 'ready');
  }
  await expect(page.getByTestId('engine-state')).toHaveAttribute('data-phase', 'failed');
  await expect(page.getByText(/3 times within 5 minutes/).first()).toBeVisible();
  await page.getByTestId('restart-engine').click();
  await settled(page);
  await expect(page.getByTestId('clip-name')).toContainText('clip.wav');
});

test('a killed training engine leaves the pictures alone, and its run goes on by itself', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  await page.getByTestId('train').click();
  await expect(page.getByTestId('training-step')).not.toHaveText(/^[–—-]$/);
  await killEngine(app, 'training');
  await expect(page.getByTestId('training-phase')).not.toHaveText(/seed/);
  await expect(page.getByTestId('engine-state')).toHaveAttribute('data-phase', 'ready');
  await expect.poll(() => numberIn(page.getByTestId('training-snr')), { timeout: 20_000 }).toBeGreaterThan(120);
});

test('a reload of the page keeps clip, network, settings and the running training', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  await clickMenu(app, 'View', 'Analysis Rate', '16 kHz');
  await page.getByTestId('train').click();
  await expect.poll(() => numberIn(page.getByTestId('training-step'))).toBeGreaterThan(2);
  const step = await numberIn(page.getByTestId('training-step'));
  await page.reload();
  await settled(page);
  await expect(page.getByTestId('clip-name')).toContainText('clip.wav');
  await expect(page.getByTestId('rate-select')).toHaveValue('16000');
  await expect.poll(() => numberIn(page.getByTestId('training-step'))).toBeGreaterThanOrEqual(step);
  await expect.poll(() => numberIn(page.getByTestId('training-snr')), { timeout: 20_000 }).toBeGreaterThan(120);
});

test('a crashed page comes back in a new window', async ({ start }) => {
  const { app, page } = await start();
  await settled(page);
  const next = app.waitForEvent('window');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  const fresh = await next;
  await settled(fresh);
  await expect(fresh.getByTestId('clip-name')).toContainText('clip.wav');
});
