import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from './lock.mjs';
import { Log } from './log.mjs';
import { failureLine, run } from './run.mjs';
import { firstThatWorks } from './sources.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const lockFile = (): string => join(root, '.setup/lock.json');
function putLock(pid: number, children: number[] = []): void {
  mkdirSync(join(root, '.setup'), { recursive: true });
  writeFileSync(lockFile(), JSON.stringify({ pid, children }));
}

/** The id of a process that has ended. */
async function deadId(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.once('close', resolve));
  return child.pid ?? -1;
}

describe('takeLock', () => {
  it('lets the second wait for the first, with a line', async () => {
    const said: string[] = [];
    const first = await takeLock({ root, say: () => {} });
    let second: (() => void) | null = null;
    const waiting = takeLock({ root, say: (text) => said.push(text), pollMs: 5 }).then((release) => (second = release));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(second).toBeNull();
    expect(said).toEqual([`another set-up of this project is at work (process ${process.pid}); waiting for it`]);
    first();
    (await waiting)();
    expect(existsSync(lockFile())).toBe(false);
  });

  it('takes over from a process that is gone, or from a broken file', async () => {
    putLock(await deadId());
    (await takeLock({ root, say: () => {} }))();
    writeFileSync(lockFile(), '{');
    (await takeLock({ root, say: () => {} }))();
    expect(existsSync(lockFile())).toBe(false);
  });

  it('waits for a program that a killed set-up left behind', async () => {
    const orphan = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 300)']);
    putLock(await deadId(), [orphan.pid ?? -1]);
    const said: string[] = [];
    const ended = new Promise((resolve) => orphan.once('exit', resolve));
    const started = Date.now();
    const release = await takeLock({ root, say: (text) => said.push(text), pollMs: 10 });
    expect(Date.now() - started).toBeGreaterThan(200);
    expect(await ended).toBe(0);
    expect(said[0]).toContain('a step of an interrupted set-up still runs');
    release();
  });
});

describe('run', () => {
  it('gives back exit code and output', async () => {
    const result = await run(process.execPath, ['-e', 'console.log("out"); console.error("err"); process.exit(3)']);
    expect(result).toEqual({ status: 3, signal: null, stdout: 'out\n', stderr: 'err\n', error: null });
  });

  it('reports a program that is not there', async () => {
    expect(await run('no-such-program', [])).toMatchObject({ status: null, error: 'no-such-program is not there' });
  });

  it('ends a program that takes too long', async () => {
    const result = await run(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { timeoutMs: 200 });
    expect(result).toMatchObject({ status: null, signal: 'SIGTERM', error: 'no end after 0 s' });
  });
});

describe('failureLine', () => {
  const failed = { status: 1, signal: null, stdout: '', stderr: '', error: null };

  it('takes the last line that tells, else the last, else the exit code', () => {
    expect(failureLine({ ...failed, stderr: 'Error: first\nError: second\n  at x\n' })).toBe('Error: second');
    expect(failureLine({ ...failed, stdout: 'a\nb\n' })).toBe('b');
    expect(failureLine(failed)).toBe('exit code 1');
    expect(failureLine({ ...failed, status: null, signal: 'SIGKILL' })).toBe('ended by SIGKILL');
  });
});

describe('firstThatWorks', () => {
  it('says one line a failure and stops at the first success', async () => {
    const lines: string[] = [];
    const log = new Log({ write: (text) => void lines.push(text) });
    const never = (): Promise<number> => Promise.reject(new Error('not reached'));
    const found = await firstThatWorks(log, 'Water', [
      { name: 'the tap', fetch: () => Promise.reject(new Error('dry\nand a stack')) },
      { name: 'the well', fetch: () => Promise.resolve(7) },
      { name: 'the sea', fetch: never }
    ]);
    expect(found).toEqual({ value: 7, source: 'the well', failures: ['the tap: dry'] });
    expect(lines).toEqual(['[set-up   0.0 s] Water not from the tap: dry\n']);
  });
});

describe('Log', () => {
  it('writes progress at most every ten seconds where there is no terminal', () => {
    let now = 0;
    const lines: string[] = [];
    const log = new Log({ write: (text) => void lines.push(text), now: () => now });
    log.say('start');
    for (now = 0; now <= 25_000; now += 1000) log.progress(`${now / 1000} s`);
    expect(lines).toEqual(['[set-up   0.0 s] start\n', '[set-up  10.0 s]   10 s\n', '[set-up  20.0 s]   20 s\n']);
  });
});
