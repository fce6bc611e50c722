import { readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FIXTURES, original } from '../audio/fixtures/original';
import { decodeNpy } from '../audio/npy';
import { writeWav } from '../audio/wav/write';
import { DESIGNS } from '../learn/networks';
import { loadTensorFlow } from '../learn/tensorflow';
import { Trainer } from '../learn/trainer';
import { saveCheckpoint } from '../library/checkpoints';
import { colourTable } from '../signal/scales/colour';
import { SEED_SPEC, Stft } from '../signal/stft';
import { fourTones, sampleClip, silence, whiteNoise } from '../signal/test-signals';
import { LAYOUT, pictureSize, plotBox } from './picture/layout';
import { complaint, run, temporaryFolder, type Folder, wav } from './test-bench';

let folder: Folder;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

const at = (...parts: string[]): string => folder.at(...parts);

interface Analysis {
  readonly metrics: Record<string, unknown>;
  readonly reference: Float32Array | Float64Array;
  readonly network: Float32Array | Float64Array;
  readonly difference: Float32Array | Float64Array;
}

async function analyse(path: string, ...options: string[]): Promise<Analysis> {
  const { code, out, errors } = await run(['analyze', path, '--out', at('out'), ...options]);
  expect([code, errors, out.length]).toEqual([0, [], 1]);
  expect((await readdir(at('out'))).sort()).toEqual([
    'difference.npy',
    'metrics.json',
    'network.npy',
    'reference.npy',
    'spectrograms.png'
  ]);
  const metrics = JSON.parse(out[0] ?? '') as Record<string, unknown>;
  expect(JSON.parse(await readFile(at('out', 'metrics.json'), 'utf8'))).toEqual(metrics);
  const load = async (name: string, dtype: string): Promise<Float32Array | Float64Array> => {
    const array = decodeNpy(await readFile(at('out', name)));
    expect(array).toMatchObject({ dtype, shape: [metrics['frames'], 129] });
    return array.data;
  };
  return {
    metrics,
    reference: await load('reference.npy', '<c8'),
    network: await load('network.npy', '<c8'),
    difference: await load('difference.npy', '<f4')
  };
}

describe('sounds of other kinds', () => {
  const fixture = (file: string): string => join(import.meta.dirname, '../audio/fixtures', file);

  it('gives of FLAC, AIFF and CAF exactly what it gives of the WAV that they were made of', async () => {
    for (const file of ['mono.oga', 'pcm16.aiff', 'pcm16.caf']) {
      const found = FIXTURES.find((known) => known.file === file);
      if (!found) throw new Error(`no ${file}`);
      const [samples] = original(found);
      const { metrics, reference } = await analyse(await wav(at('a.wav'), samples!, found.rate));
      const other = await analyse(fixture(file));
      expect(other.metrics).toEqual(metrics);
      expect(other.reference).toEqual(reference);
    }
  });

  it('takes MP3, Vorbis and Opus, and leaves nothing decoded behind', async () => {
    for (const file of ['variable.mp3', 'stereo.ogg', 'opus.webm']) {
      expect((await analyse(fixture(file))).metrics['snrDb']).toBeGreaterThan(120);
    }
    expect(await complaint('analyze', fixture('aac.m4a'), '--out', at('out'))).toMatch(
      /^1 analyze: Cannot open aac\.m4a: its sound is AAC, which only the app's window can decode; open it in the window .* convert it to FLAC, WAV, Opus or MP3 first\.$/
    );
    expect((await readdir(tmpdir())).filter((name) => name === `neural-spectrogram-${process.pid}`)).toEqual([]);
  });

  it('ends when it is interrupted while it decodes', async () => {
    const words = ['analyze', fixture('stereo.ogg'), '--out', at('out')];
    expect(await run(words, AbortSignal.abort())).toMatchObject({ code: 1, errors: ['analyze: interrupted'] });
  });
});

describe('analyze', () => {
  it.each([
    ['noise', whiteNoise({ rate: 8000, seconds: 10, seed: 4, deviation: 0.2 })],
    ['the bundled clip', sampleClip(8000)],
    ['the four tones, repeated', Float64Array.from({ length: 80_000 }, (_, i) => fourTones()[i % 2048] ?? 0)]
  ])('finds 125 dB and more on 10 s of %s', async (_, samples) => {
    const { metrics } = await analyse(await wav(at('a.wav'), samples));
    expect(metrics['snrDb']).toBeGreaterThan(125);
    expect(metrics).toMatchObject({ rate: 8000, frames: 1425, seconds: 10 });
    expect(Object.keys(metrics).sort()).toEqual([
      'backend',
      'frames',
      'maxAbsError',
      'mse',
      'rate',
      'seconds',
      'snrDb',
      'tensorflowVersion'
    ]);
  });

  it('writes arrays and metrics that agree with the reference and with each other', async () => {
    // Float WAV holds these samples exactly, and they are more than one block of 2048 frames.
    const samples = whiteNoise({ rate: 8000, seconds: 16, seed: 8 });
    const { metrics, reference, network, difference } = await analyse(await wav(at('a.wav'), samples), '--rate=native');
    const frames = Number(metrics['frames']);
    const exact = new Float64Array(frames * 258);
    new Stft(SEED_SPEC).transform(samples, frames, exact);
    expect(reference.every((value, i) => value === Math.fround(exact[i] ?? NaN))).toBe(true);
    let [power, error, maximum, largest] = [0, 0, 0, 0];
    for (let i = 0; i < reference.length; i++) {
      const off = network[i]! - reference[i]!;
      power += reference[i]! ** 2;
      error += off ** 2;
      largest = Math.max(largest, Math.abs(off));
      if (i % 2 === 1) maximum = Math.max(maximum, Math.hypot(reference[i - 1]!, reference[i]!));
    }
    expect(metrics['snrDb']).toBeCloseTo(10 * Math.log10(power / error), 9);
    expect(metrics['mse']).toBeCloseTo(error / reference.length, 25);
    expect(metrics['maxAbsError']).toBe(largest);
    const worst = Float64Array.from(difference).reduce((most, value, i) => {
      const magnitude = Math.hypot(network[2 * i]! - reference[2 * i]!, network[2 * i + 1]! - reference[2 * i + 1]!);
      return Math.max(most, Math.abs(value - Math.max(-200, 20 * Math.log10(magnitude / maximum))));
    }, 0);
    expect(worst).toBeLessThan(1e-4);
  });

  it('gives a silent file no SNR and the floor of the difference', async () => {
    const { metrics, difference } = await analyse(await wav(at('a.wav'), silence({ rate: 8000, seconds: 1 })));
    expect(metrics).toMatchObject({ snrDb: null, mse: 0, maxAbsError: 0 });
    expect(difference.every((value) => value === -200)).toBe(true);
  });

  it('analyses one channel, at the rate of the file where asked', async () => {
    const channels = [silence({ rate: 11_025, seconds: 0.5 }), whiteNoise({ rate: 11_025, seconds: 0.5, seed: 3 })];
    await writeWav(at('two.wav'), { rate: 11_025, channels, encoding: 'float32' });
    expect((await analyse(at('two.wav'), '--channel', '1')).metrics['snrDb']).toBeNull();
    const second = (await analyse(at('two.wav'), '--channel', '2', '--rate', 'native')).metrics;
    expect(second).toMatchObject({ rate: 11_025, frames: 94 });
    expect(second['snrDb']).toBeGreaterThan(125);
    expect((await analyse(at('two.wav'), '--rate', '16000')).metrics).toMatchObject({ rate: 16_000 });
  });

  it('draws the three heatmaps in their colours', async () => {
    const { reference } = await analyse(await wav(at('a.wav'), fourTones()));
    const { width, height, channels, data } = decode(await readFile(at('out', 'spectrograms.png')));
    expect({ width, height }).toEqual(pictureSize(3, 129));
    const colours = colourTable('magma');
    const pixel = (x: number, y: number): number[] =>
      [...data.subarray((y * width + x) * channels).subarray(0, 3)] as number[];
    const entry = (i: number): number[] => [...colours.subarray(3 * i, 3 * i + 3)];
    let unit = 0;
    for (let i = 0; i < reference.length; i += 2) unit = Math.max(unit, Math.hypot(reference[i]!, reference[i + 1]!));
    // Middle of the pixels of a frame and a bin, in the first two heatmaps.
    for (const [m, k] of [
      [2, 25],
      [2, 75],
      [12, 50],
      [30, 100],
      [5, 60]
    ] as const) {
      const magnitude = Math.hypot(reference[(m * 129 + k) * 2]!, reference[(m * 129 + k) * 2 + 1]!);
      const level = Math.min(0, Math.max(-100, 20 * Math.log10(magnitude / unit)));
      for (const pane of [0, 1]) {
        const box = plotBox(pane, 129);
        const x = box.x + Math.floor(((m + 0.5) * LAYOUT.plotWidth) / 33);
        expect(pixel(x, box.y + (128 - k) * 2 + 1)).toEqual(entry(Math.round(255 * (1 + level / 100))));
      }
    }
    const difference = plotBox(2, 129);
    expect(pixel(difference.x + 700, difference.y + 3)).toEqual(entry(0));
  });

  it('complains in one line that names the file, and writes nothing', async () => {
    const good = await wav(at('good.wav'), whiteNoise({ rate: 8000, seconds: 0.1, seed: 1 }));
    const short = await wav(at('short.wav'), whiteNoise({ rate: 8000, seconds: 255 / 8000, seed: 1 }));
    await writeFile(at('text.wav'), 'no sound at all');
    await writeFile(at('text.checkpoint'), 'no network either');
    const out = ['--out', at('out')];
    expect(await complaint('analyze', at('none.wav'), ...out)).toMatch(/^1 analyze: Cannot open none\.wav: /);
    expect(await complaint('analyze', at('text.wav'), ...out)).toMatch(/^1 analyze: Cannot open text\.wav: /);
    expect(await complaint('analyze', short, ...out)).toMatch(
      /^1 .*short\.wav: it has 255 samples at 8000 Hz, and one/
    );
    expect(await complaint('analyze', good, ...out, '--channel=2')).toBe(
      '1 analyze: Cannot read channel 2 of good.wav: it has one channel; choose one it has, or the mix.'
    );
    const network = ['--network', at('text.checkpoint')];
    expect(await complaint('analyze', good, ...out, ...network)).toMatch(/^1 analyze: Cannot open text\.checkpoint: /);
    expect(await readdir(at())).not.toContain('out');
    expect(await complaint('analyze', good, '--out', good)).toMatch(/^1 analyze: Cannot write into .*good\.wav: /);
    const stopped = new AbortController();
    stopped.abort();
    expect(await run(['analyze', good, ...out], stopped.signal)).toMatchObject({
      code: 1,
      errors: ['analyze: interrupted']
    });
    expect(await readdir(at('out'))).toEqual([]);
  });
});

describe('analyze with other networks', () => {
  it('cuts the sound into segments for dense-stft', async () => {
    const trainer = new Trainer(await loadTensorFlow(), { network: 'dense-stft', method: 'least-squares', seed: 1 });
    const weights = Float32Array.from(DESIGNS['dense-stft'].idealWeights());
    await saveCheckpoint(at('dense'), { ...trainer.checkpoint(), weights, training: null });
    trainer.dispose();
    const samples = whiteNoise({ rate: 8000, seconds: 20, seed: 4 });
    const { metrics } = await analyse(await wav(at('a.wav'), samples), '--network', at('dense'));
    expect(metrics['snrDb']).toBeGreaterThan(126);
    expect(metrics).toMatchObject({ frames: 2853 });
  });

  it('refuses a network that was not made for sound, and writes nothing', async () => {
    const trainer = new Trainer(await loadTensorFlow(), { network: 'dft-128', seed: 1 });
    await saveCheckpoint(at('dft'), trainer.checkpoint());
    trainer.dispose();
    const path = await wav(at('a.wav'), whiteNoise({ rate: 8000, seconds: 1, seed: 4 }));
    expect(await complaint('analyze', path, '--network', at('dft'), '--out', at('out'))).toMatch(
      /^1 analyze: Cannot analyse with dft: dft-128 cannot make a spectrogram/
    );
    expect((await readdir(at())).sort()).toEqual(['a.wav', 'dft']);
  });
});
