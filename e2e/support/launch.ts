import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import type { AppApi } from '../../preload/contract';

declare global {
  interface Window {
    readonly api: AppApi;
  }
}

export const ROOT = resolve(import.meta.dirname, '../..');

export interface StartOptions {
  /** Folder of settings and log; a fresh one where none is given. */
  readonly userData?: string;
  /** Arguments of a person, such as a file to open. */
  readonly args?: readonly string[];
  /** A packaged app, instead of Electron with the project's folder. */
  readonly executable?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunningApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  /** Quits as a person would and resolves when the process is gone. */
  close(): Promise<void>;
}

/**
 * Without a loader of its own, which a package does not take, Playwright may look at a window in the moment its page
 * arrives, and then waits for ever.
 */
const ATTEMPTS = 3;
const ATTEMPT_MS = 15_000;

/** Starts the real app with a settings folder of its own and waits for its window. The caller closes it. */
export async function startApp(options: StartOptions = {}): Promise<RunningApp> {
  const userData = options.userData ?? (await temporaryFolder());
  const app = await launch(options, userData);
  return { app, page: await app.firstWindow(), userData, close: () => app.close() };
}

async function launch({ executable, args = [], env }: StartOptions, userData: string): Promise<ElectronApplication> {
  // Chromium's sandbox refuses to run as root; the page's isolation does not depend on it.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const program = executable === undefined ? [ROOT] : [];
  for (let attempt = 1; ; attempt++) {
    try {
      return await _electron.launch({
        ...(executable === undefined ? {} : { executablePath: executable }),
        args: [...program, ...sandbox, `--user-data-dir=${userData}`, ...args],
        env: { ...definedEnvironment(), ...env },
        timeout: ATTEMPT_MS
      });
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'neural-spectrogram-e2e-'));
}

interface Fixtures {
  /** What every start of a file or group has in common; set by `test.use`. */
  readonly defaults: StartOptions;
  readonly start: (options?: StartOptions) => Promise<RunningApp>;
}

/** Tests that start apps; those still running at the end are closed, and their folders removed. */
export const test = base.extend<Fixtures>({
  defaults: [{}, { option: true }],
  start: async ({ defaults }, use) => {
    const running: RunningApp[] = [];
    await use(async (options) => {
      const one = await startApp({ ...defaults, ...options });
      running.push(one);
      return one;
    });
    for (const one of running) {
      await one.close();
      await rm(one.userData, { recursive: true, force: true });
    }
  }
});

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]]
  );
  return Object.fromEntries(entries);
}
