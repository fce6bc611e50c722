import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeNpy } from '../audio/npy';
import { openAudio } from '../audio/open';
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

describe('learn by other methods', () => {
  const learn = (...words: string[]): string[] => ['learn', '--network', 'dft-128', ...words];

  it('goes on with a run as if it had not been interrupted', async () => {
    const words = ['--method', 'amsgrad', '--batch', '32', '--rate', '1e-2', '--seed', '3'];
    await run(learn(...words, '--epochs', '1', '--out', at('one')));
    const rest = await run(learn('--resume', at('one'), '--epochs', '2', '--out', at('two')));
    expect(rest).toMatchObject({ code: 0, errors: [] });
    expect(JSON.parse(rest.out[0] ?? '')).toMatchObject({ epoch: 2, step: 100 });
    await run(learn(...words, '--epochs', '2', '--out', at('whole')));
    const [two, whole] = [await readCheckpoint(at('two')), await readCheckpoint(at('whole'))];
    expect(two.weights).toEqual(whole.weights);
    expect(two.training?.slots).toEqual(whole.training?.slots);
    expect(two).toMatchObject({ method: 'amsgrad', batch: 32, learningRate: 0.01, seed: 3, snrDb: whole.snrDb });
  });

  it('solves', async () => {
    const { code, out } = await run(learn('--method', 'least-squares', '--epochs', '2', '--out', at('a')));
    expect(code).toBe(0);
    expect(JSON.parse(out[1] ?? '')).toMatchObject({ epoch: 2, step: 16 });
    expect((await readCheckpoint(at('a'))).snrDb).toBeGreaterThan(126);
  });

  it('saves the best weights and fails where the loss leaves all bounds', async () => {
    const { code, errors } = await run(learn('--rate', '50', '--out', at('a')));
    expect(code).toBe(1);
    expect(errors[0]).toMatch(
      /^learn: The loss is not finite at step \d+\. .*below 50\. .*a was saved at -?\d+\.\d dB/
    );
    const saved = await readCheckpoint(at('a'));
    expect(saved.training).toBeNull();
    expect(await complaint(...learn('--resume', at('a'), '--out', at('b')))).toMatch(
      /^1 learn: Cannot train dft-128: the checkpoint does not hold what continuing its run takes/
    );
  });

  it('refuses what does not go together', async () => {
    await run(learn('--epochs', '1', '--out', at('a')));
    const words = ['--resume', at('a'), '--out', at('b')];
    expect(await complaint('learn', '--network', 'shared-frame', ...words)).toMatch(
      /^1 learn: Cannot train shared-frame: the checkpoint holds dft-128/
    );
    expect(await complaint(...learn('--method', 'adam', ...words))).toMatch(/has method sgd, not adam/);
    expect(await complaint(...learn('--seed', '9', ...words))).toMatch(/has seed 1, not 9/);
    expect(await complaint(...learn('--method', 'magic', '--out', at('b')))).toMatch(
      /^2 .*--method takes sgd, amsgrad/
    );
    expect(await complaint(...learn('--rate', '0', '--out', at('b')))).toMatch(/^2 .*--rate takes a number from/);
  });
});

describe('evaluate', () => {
  it('measures a network on noise of any seed', async () => {
    const { code, out, errors } = await run(['evaluate', bundledCheckpoint()]);
    expect([code, errors, out.length]).toEqual([0, [], 1]);
    const facts = JSON.parse(out[0] ?? '') as Record<string, unknown>;
    expect(Object.keys(facts)).toEqual(['network', 'snrDb', 'mse', 'maxAbsError', 'examples', 'seed', 'backend']);
    expect(facts).toMatchObject({ network: 'shared-frame', examples: 512, backend: 'tensorflow-cpu' });
    expect(facts['snrDb']).toBeGreaterThan(128);
    expect(facts['mse']).toBeLessThan(1e-15);
    const other = JSON.parse((await run(['evaluate', bundledCheckpoint(), '--seed', '7'])).out[0] ?? '') as object;
    expect(other).toMatchObject({ seed: 7 });
    expect(other).not.toMatchObject({ mse: facts['mse'] });
  });

  it('refuses what is no checkpoint', async () => {
    expect(await complaint('evaluate', at('none'))).toMatch(/^1 evaluate: Cannot open none: there is no such file/);
    expect(await complaint('evaluate')).toMatch(/^2 evaluate: FILE\.checkpoint is missing/);
  });
});

describe('export', () => {
  it('writes a model that evaluate measures like the checkpoint', async () => {
    const words = ['export', bundledCheckpoint(), '--format', 'layers-model', '--out', at('model.json')];
    expect(await run(words)).toEqual({ code: 0, out: [], errors: [] });
    expect((await readdir(folder.at())).sort()).toEqual(['model.json', 'weights.bin']);
    const measured = await run(['evaluate', at('model.json')]);
    expect(measured).toEqual(await run(['evaluate', bundledCheckpoint()]));
    expect(JSON.parse(measured.out[0] ?? '')).toMatchObject({ network: 'shared-frame' });
  });

  it('writes an array for NumPy', async () => {
    await run(['export', bundledCheckpoint(), '--format', 'npy', '--out', at('weights.npy')]);
    const { weights } = await readCheckpoint(bundledCheckpoint());
    expect(decodeNpy(await readFile(at('weights.npy')))).toEqual({ shape: [256, 258], dtype: '<f4', data: weights });
  });

  it('refuses unknown formats, and files and folders that are not there', async () => {
    const words = ['export', bundledCheckpoint(), '--format'];
    expect(await complaint(...words, 'onnx', '--out', at('a'))).toMatch(/^2 .*--format takes layers-model or npy, not/);
    expect(await complaint('export', bundledCheckpoint(), '--out', at('a'))).toMatch(/^2 export: --format is missing/);
    expect(await complaint(...words, 'npy')).toMatch(/^2 export: --out is missing/);
    expect(await complaint('export', at('none'), '--format', 'npy', '--out', at('a'))).toMatch(
      /^1 export: Cannot open none: there is no such file/
    );
    expect(await complaint(...words, 'npy', '--out', at('none', 'a.npy'))).toMatch(/^1 export: Cannot save a\.npy: /);
    expect(await readdir(folder.at())).toEqual([]);
  });
});

describe('sample', () => {
  it('writes the clip that comes with the app', async () => {
    expect(await run(['sample', '--out', at('clip.wav')])).toMatchObject({ code: 0, out: [], errors: [] });
    const file = await openAudio(at('clip.wav'), { folder: at() });
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
    expect((await run(['--help'])).out.join()).toMatch(/analyze.*learn.*evaluate.*export.*sample/s);
    for (const name of ['analyze', 'learn', 'evaluate', 'export', 'sample']) {
      expect(await run([name, '--help'])).toMatchObject({ code: 0, errors: [] });
    }
    expect(await complaint()).toMatch(
      /^2 error: no command given; commands are analyze, learn, evaluate, export, sample/
    );
    expect(await complaint('paint')).toMatch(/^2 error: there is no command paint/);
    expect(await complaint('analyze', '--out', 'x')).toMatch(/^2 analyze: FILE is missing \(usage: analyze FILE/);
    expect(await complaint('analyze', 'x.wav')).toMatch(/^2 analyze: --out is missing/);
    expect(await complaint('analyze', 'x.wav', '--out', 'o', '--rate', 'fast')).toMatch(
      /^2 .*--rate takes a whole number/
    );
    expect(await complaint('analyze', 'x.wav', '--out', 'o', '--channel', '0')).toMatch(/^2 .*--channel takes mix or/);
    expect(await complaint('learn', '--network', 'deep', '--out', 'x')).toMatch(
      /^2 .*--network takes shared-frame, dense-stft, recurrent, dft-128, butterfly, butterfly-256, inverse, not/
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
