import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWav } from '../audio/wav/open';
import { readCheckpoint, saveCheckpoint } from '../library/checkpoints';
import { bundledCheckpoint } from './app-root';
import { complaint, run, temporaryFolder, type Folder } from './test-bench';

let folder: Folder;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

const at = (...parts: string[]): string => folder.at(...parts);

describe('learn', () => {
  const learn = (...words: string[]): string[] => [
    'learn',
    '--network',
    'shared-frame',
    '--out',
    at('a.checkpoint'),
    ...words
  ];

  it('prints one JSON line an epoch and saves what it learnt', async () => {
    const { code, out, errors } = await run(learn('--seed', '5', '--until-db', '100'));
    expect([code, errors]).toEqual([0, []]);
    const lines = out.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 10],
      [2, lines[1]?.['step']]
    ]);
    expect(Object.keys(lines[0] ?? {}).sort()).toEqual(
      ['backend', 'epoch', 'mse', 'msPerStep', 'seconds', 'snrDb', 'step'].sort()
    );
    expect(lines[1]?.['snrDb']).toBeGreaterThan(100);
    const saved = await readCheckpoint(at('a.checkpoint'));
    expect(saved).toMatchObject({
      network: 'shared-frame',
      seed: 5,
      snrDb: lines[1]?.['snrDb'],
      step: lines[1]?.['step']
    });
  });

  it('saves but fails where the epochs end before the SNR is reached', async () => {
    const { code, out, errors } = await run(learn('--epochs', '1', '--until-db', '100'));
    expect([code, out.length]).toEqual([1, 1]);
    expect(errors[0]).toMatch(/a\.checkpoint was saved at \d\d\.\d dB, short of the 100 dB asked for/);
    expect((await readCheckpoint(at('a.checkpoint'))).step).toBe(10);
  });

  it('saves what it has when interrupted', async () => {
    const stop = new AbortController();
    const done = run(learn(), stop.signal);
    stop.abort();
    expect((await done).code).toBe(0);
    expect((await readCheckpoint(at('a.checkpoint'))).step).toBe(0);
  });

  it('looks for the folder before it trains', async () => {
    const words = ['learn', '--network', 'shared-frame', '--out', at('none', 'a.checkpoint')];
    expect(await complaint(...words)).toMatch(/^1 learn: Cannot save .*a\.checkpoint: there is no folder/);
  });
});

describe('sample', () => {
  it('writes the clip that comes with the app', async () => {
    expect(await run(['sample', '--out', at('clip.wav')])).toMatchObject({ code: 0, out: [], errors: [] });
    const file = await openWav(at('clip.wav'));
    expect(file).toMatchObject({ rate: 44_100, channels: 1, samples: 441_000, encoding: 'PCM 16 bit' });
    await file.close();
    const made = await readFile(at('clip.wav'));
    const bundled = await readFile(join(bundledCheckpoint(), '../../clip.wav'));
    expect(made).toHaveLength(bundled.length);
    // Another engine may round a sine differently in its last bit.
    let largest = 0;
    for (let i = 44; i < made.length; i += 2) {
      largest = Math.max(largest, Math.abs(made.readInt16LE(i) - bundled.readInt16LE(i)));
    }
    expect(largest).toBeLessThanOrEqual(1);
  });
});

describe('the command line', () => {
  it('answers --help and refuses what it does not know, with exit code 2', async () => {
    expect((await run(['--help'])).out.join()).toMatch(/analyze.*learn.*sample/s);
    for (const name of ['analyze', 'learn', 'sample']) {
      expect(await run([name, '--help'])).toMatchObject({ code: 0, errors: [] });
    }
    expect(await complaint()).toMatch(/^2 error: no command given; commands are analyze, learn, sample/);
    expect(await complaint('paint')).toMatch(/^2 error: there is no command paint/);
    expect(await complaint('analyze', '--out', 'x')).toMatch(/^2 analyze: FILE\.wav is missing \(usage: analyze FILE/);
    expect(await complaint('analyze', 'x.wav')).toMatch(/^2 analyze: --out is missing/);
    expect(await complaint('analyze', 'x.wav', '--out', 'o', '--rate', 'fast')).toMatch(
      /^2 .*--rate takes a whole number/
    );
    expect(await complaint('analyze', 'x.wav', '--out', 'o', '--channel', '0')).toMatch(/^2 .*--channel takes mix or/);
    expect(await complaint('learn', '--network', 'deep', '--out', 'x')).toMatch(
      /^2 .*--network takes shared-frame, not/
    );
    expect(await complaint('learn', '--network', 'shared-frame', '--out', 'x', '--seed', '-1')).toMatch(/^2 .*--seed/);
  });

  it('keeps its complaints on one line whatever a file is called', async () => {
    expect(await complaint('analyze', at('two\nlines.wav'), '--out', at('out'))).toMatch(/^1 .*two.lines\.wav/);
  });
});

describe('the checkpoint that comes with the app', () => {
  it('was measured above 128 dB on held-out noise, and can be continued', async () => {
    const checkpoint = await readCheckpoint(bundledCheckpoint());
    expect(checkpoint).toMatchObject({ network: 'shared-frame', seed: 1 });
    expect(checkpoint.snrDb).toBeGreaterThan(128);
    expect(checkpoint.training).not.toBeNull();
    await saveCheckpoint(at('copy'), checkpoint);
    expect((await readFile(at('copy'))).equals(await readFile(bundledCheckpoint()))).toBe(true);
  });
});
