import { expect, type ElectronApplication } from '@playwright/test';

/** The id of an engine's process, as soon as it runs. */
export async function engineProcess(app: ElectronApplication, engine: 'analysis' | 'training'): Promise<number> {
  const find = (): Promise<number> =>
    app.evaluate(
      ({ app: electron }, service) =>
        electron.getAppMetrics().find(({ serviceName, name }) => [serviceName, name].includes(service))?.pid ?? 0,
      `${engine} engine`
    );
  await expect.poll(find, { intervals: [10] }).toBeGreaterThan(0);
  return await find();
}

/** Ends an engine's process as the operating system would. */
export async function killEngine(app: ElectronApplication, engine: 'analysis' | 'training'): Promise<void> {
  process.kill(await engineProcess(app, engine), 'SIGKILL');
}
