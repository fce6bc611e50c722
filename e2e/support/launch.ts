import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
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

/** Starts the real app with a settings folder of its own and waits for its window. The caller closes it. */
export async function startApp(options: StartOptions = {}): Promise<RunningApp> {
  const userData = options.userData ?? (await temporaryFolder());
  // Chromium's sandbox refuses to run as root; the page's isolation does not depend on it.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath: options.executable ?? electronPath(),
    args: [
      ...(options.executable === undefined ? [ROOT] : []),
      ...sandbox,
      `--user-data-dir=${userData}`,
      ...(options.args ?? [])
    ],
    env: { ...definedEnvironment(), ...options.env }
  });
  return { app, page: await app.firstWindow(), userData, close: () => app.close() };
}

export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'neural-spectrogram-e2e-'));
}

/** Tests that start apps; those still running at the end are closed, and their folders removed. */
export const test = base.extend<{ start: (options?: StartOptions) => Promise<RunningApp> }>({
  start: async ({}, use) => {
    const running: RunningApp[] = [];
    await use(async (options) => {
      const one = await startApp(options);
      running.push(one);
      return one;
    });
    for (const one of running) {
      await one.close();
      await rm(one.userData, { recursive: true, force: true });
    }
  }
});

function electronPath(): string {
  const path: unknown = createRequire(join(ROOT, 'package.json'))('electron');
  if (typeof path !== 'string') throw new Error('Electron is not installed; run `npm start` or `npm test` once.');
  return path;
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]]
  );
  return Object.fromEntries(entries);
}
