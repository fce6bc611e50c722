import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Log } from './log';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const line = { level: 'info', text: 'ready', source: 'analysis engine', pid: 42 } as const;

test('each line names time, level, process and pid', async () => {
  const log = new Log({ path: join(folder, 'logs', 'app.log'), echo: () => undefined });
  log.write(line);
  await log.flush();
  const [first = ''] = (await readFile(join(folder, 'logs', 'app.log'), 'utf8')).split('\n');
  expect(JSON.parse(first)).toMatchObject(line);
});

test('the terminal sees warnings and errors only', () => {
  const seen: string[] = [];
  const log = new Log({ path: join(folder, 'app.log'), echo: (text) => seen.push(text) });
  log.write(line);
  log.write({ ...line, level: 'error', text: 'gone' });
  expect(seen).toEqual(['[analysis engine 42] error: gone\n']);
});

test('the files stay bounded', async () => {
  const path = join(folder, 'app.log');
  const log = new Log({ path, echo: () => undefined, maxBytes: 1000 });
  for (let i = 0; i < 50; i++) {
    log.write({ ...line, text: `line ${i}` });
    await log.flush();
  }
  expect(await readdir(folder)).toEqual(['app.log', 'app.log.old']);
  expect((await stat(path)).size).toBeLessThanOrEqual(1000);
  expect((await stat(`${path}.old`)).size).toBeLessThanOrEqual(1000);
  expect(await readFile(path, 'utf8')).toContain('line 49');
});

test('a place that cannot be written is told once and harms nothing', async () => {
  const seen: string[] = [];
  const log = new Log({ path: join(folder, 'app.log', 'x', 'app.log'), echo: (text) => seen.push(text) });
  const blocked = new Log({ path: join(folder, 'app.log'), echo: () => undefined });
  blocked.write(line);
  await blocked.flush();
  log.write(line);
  await log.flush();
  expect(seen).toHaveLength(1);
  expect(seen[0]).toContain('the log cannot be written');
});

test('very long texts are cut', async () => {
  const path = join(folder, 'app.log');
  const log = new Log({ path, echo: () => undefined });
  log.write({ ...line, text: 'x'.repeat(100_000) });
  await log.flush();
  expect((await stat(path)).size).toBeLessThan(5000);
});
