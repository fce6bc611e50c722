import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { ROOT, temporaryFolder, test } from './support/launch';
import { inspectableCopy, makePackage, PACKAGE, PROGRAM, readFuses } from './support/package';
import { numberIn, settled } from './support/window';

test.skip(process.platform !== 'linux', 'only a Linux package is made');

const COPY = join(ROOT, 'dist', 'inspectable');
const PACKAGING_MS = 300_000;

test.beforeAll(async () => {
  test.setTimeout(PACKAGING_MS);
  await makePackage();
});
test.afterAll(() => rmSync(COPY, { recursive: true, force: true }));

test('every fuse is at its secure value', () => {
  const { GrantFileProtocolExtraPrivileges, WasmTrapHandlers, ...fuses } = readFuses(join(PACKAGE, PROGRAM));
  expect(fuses).toEqual({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false
  });
  // Electron 22 does not have these yet.
  expect(GrantFileProtocolExtraPrivileges ?? false).toBe(false);
  expect(WasmTrapHandlers ?? true).toBe(true);
});

test('what decodes sound comes with its notices', () => {
  const notices = readFileSync(join(PACKAGE, 'resources', 'licences', 'decoders.txt'), 'utf8');
  expect(notices).toContain('Redistributions in binary form must reproduce the above copyright');
  for (const part of ['libopus', 'opus-decoder', 'miniaudio', 'stb_vorbis', 'musl']) expect(notices).toContain(part);
});

test('the package starts as it is, and is no Node', async () => {
  const userData = await temporaryFolder();
  const log = join(userData, 'logs', 'app.log');
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--throw-deprecation' };
  const program = spawn(join(PACKAGE, PROGRAM), [...sandbox, `--user-data-dir=${userData}`], { env, stdio: 'ignore' });
  const ended = once(program, 'exit');
  const lines = (): string => (existsSync(log) ? readFileSync(log, 'utf8') : '');
  await expect.poll(lines, { timeout: 20_000 }).toContain('"source":"analysis engine"');
  await expect.poll(lines, { timeout: 20_000 }).toContain('"text":"ready"');
  program.kill();
  await ended;
  expect(lines()).not.toContain('"level":"error"');
  rmSync(userData, { recursive: true, force: true });
});

test('moved elsewhere, it opens the bundled clip through the bundled network', async ({ start }) => {
  const { app, page } = await start({ executable: await inspectableCopy(COPY) });
  await settled(page);
  expect(await app.evaluate(({ app }) => app.isPackaged)).toBe(true);
  const session = await page.evaluate(() => window.api.getSession(undefined));
  if (!session.ok) throw new Error(session.message);
  expect(session.value.clip).toMatchObject({ name: 'clip.wav' });
  expect(session.value.network).toMatchObject({ source: 'bundled' });
  expect(await numberIn(page.getByTestId('snr'))).toBeGreaterThan(125);
  const { analysis } = session.value.engines;
  const packed = join(PACKAGE, 'resources/app.asar.unpacked/node_modules/@tensorflow/tfjs-node-gpu/deps/lib');
  const native = existsSync(packed) ? /^tensorflow-/ : /^(wasm|cpu)$/;
  expect(analysis.phase === 'ready' && analysis.backend.backend).toMatch(native);
});
