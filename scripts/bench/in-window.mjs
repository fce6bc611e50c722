import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from 'playwright';
import { placesOf } from '../setup/machine.mjs';
import { hasDisplay } from '../setup/prepare.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_MS = 60_000;

/**
 * Builds the app and runs a program that measures its window, on a display of its own where there is none.
 * @param {import('../setup/machine.mjs').Machine} machine
 * @param {string} probe name of the program beside this file
 * @returns {Promise<string | null>} the last line it prints; null where no window opens
 */
export async function measureInWindow(machine, probe) {
  const { root, env, platform } = machine;
  const build = join(placesOf(root).modules, 'electron-vite', 'bin', 'electron-vite.js');
  await machine.run(process.execPath, [build, 'build'], { cwd: root, env });
  const command = [process.execPath, fileURLToPath(new URL(probe, import.meta.url))];
  const shown = hasDisplay(platform, env) ? command : ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24', ...command];
  const { status, stdout } = await machine.run(shown[0] ?? '', shown.slice(1), { cwd: root, env });
  return status === 0 ? (stdout.trim().split('\n').at(-1) ?? '') : null;
}

/**
 * Starts the app with settings of its own, hands over its window when a network has been measured on a sound, and ends it.
 * @template T
 * @param {(folder: string) => Promise<readonly string[]>} argumentsIn makes files in a folder that is removed at the end
 * @param {(page: import('playwright').Page) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withWindow(argumentsIn, use) {
  const folder = await mkdtemp(join(tmpdir(), 'neural-spectrogram-bench-'));
  try {
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const args = [ROOT, ...sandbox, `--user-data-dir=${join(folder, 'user-data')}`, ...(await argumentsIn(folder))];
    const app = await _electron.launch({ args, timeout: START_MS });
    try {
      const page = await app.firstWindow();
      await page.waitForSelector('[data-testid="snr"][data-phase="measured"]', { timeout: START_MS });
      return await use(page);
    } finally {
      await app.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
