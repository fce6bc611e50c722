import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Resynthesis, Resynthesized } from '@contract';
import { openAudio } from '../../audio/open';
import { writeWav } from '../../audio/wav/write';
import { loadTensorFlow, type TensorFlow } from '../../learn/tensorflow';
import { AccuracySum } from '../../signal/accuracy';
import { frameMatrix } from '../../signal/frame-matrix';
import { inverseFrameMatrix } from '../../signal/inverse';
import { SEED_SPEC } from '../../signal/stft';
import { whiteNoise } from '../../signal/test-signals';
import type { JobContext } from '../page-port';
import { ClipStore } from './clip-store';
import { exportSound } from './export-sound';
import { Inverses } from './inverses';
import { Resyntheses } from './resyntheses';
import { SourceCache } from './source-cache';
import { WeightsInUse } from './weights-in-use';

const folder = mkdtempSync(join(tmpdir(), 'inverses-'));
const exact = Float32Array.from(inverseFrameMatrix(SEED_SPEC));
let tensorflow: TensorFlow;
let clips: ClipStore;
let weights: WeightsInUse;
let inverses: Inverses;
let rooms: Resyntheses;

const context = (change: Partial<JobContext> = {}): JobContext => ({
  signal: new AbortController().signal,
  giveWay: () => Promise.resolve(),
  progress: () => undefined,
  ...change
});

async function open(id: string, samples: Float64Array): Promise<void> {
  const path = join(folder, `${id}.wav`);
  await writeWav(path, { rate: 8000, channels: [samples], encoding: 'float32' });
  await clips.open({ id, path });
}

const noise = whiteNoise({ rate: 8000, seconds: 12.34, seed: 1, deviation: 0.1 });

beforeAll(async () => {
  tensorflow = await loadTensorFlow();
  clips = new ClipStore({ folder });
  weights = new WeightsInUse(tensorflow);
  inverses = new Inverses(tensorflow);
  const offers = { offer: () => Promise.resolve(randomUUID()), withdraw: () => undefined };
  rooms = new Resyntheses({ sources: new SourceCache(clips), weights, inverses, folder: join(folder, 'kept'), offers });
  weights.show({
    network: 'shared-frame',
    step: 1,
    snrDb: null,
    weights: Float32Array.from(frameMatrix(SEED_SPEC))
  });
  await open('noise', noise);
});
afterEach(() => inverses.useExact());
afterAll(async () => {
  await rooms.closeAll();
  weights.dispose();
  await clips.closeAll();
  rmSync(folder, { recursive: true });
});

const wanted = (of: Resynthesized, clip = 'noise') => ({ clip, channel: 'mix', rate: 8000, of }) as const;

async function sound(of: Resynthesized, clip?: string): Promise<Resynthesis & { values: Float32Array }> {
  const file = await rooms.make(wanted(of, clip), context());
  return { ...file.info, values: await file.read(0, file.info.samples) };
}

const use = (values: Float32Array, run = 'run'): void => inverses.use({ network: 'inverse', weights: values }, run);

/** Of `got`, up to one constant and without the ends. */
function snrDb(samples: ArrayLike<number>, got: ArrayLike<number>): number {
  const [from, to] = [200, got.length - 200];
  let offset = 0;
  for (let i = from; i < to; i++) offset += (samples[i]! - got[i]!) / (to - from);
  const shifted = Float64Array.from(got, (value) => value + offset);
  const sum = new AccuracySum();
  sum.add(samples, shifted, from, to);
  return sum.result.snrDb ?? NaN;
}

describe('a learned inverse', () => {
  it('of exact weights gives what the exact inverse gives, within float32', async () => {
    for (const of of ['reference', 'network'] as const) {
      const byExact = await sound(of);
      expect(byExact.inverse).toBeNull();
      use(exact);
      const learned = await sound(of);
      inverses.useExact();
      expect(learned.inverse).toBe('run');
      expect(learned.samples).toBe(byExact.samples);
      expect(learned.gainDb).toBe(0);
      expect(snrDb(byExact.values, learned.values)).toBeGreaterThan(105);
      expect(learned.snrDb).toBeCloseTo(snrDb(noise, learned.values), 0);
      expect(learned.snrDb).toBeGreaterThan(105);
    }
  });

  it('that is a little wrong makes a sound that is a little wrong: its errors in the means are held back', async () => {
    const errors = whiteNoise({ rate: exact.length, seconds: 1, seed: 2 });
    const power = exact.reduce((sum, value) => sum + value * value, 0) / exact.length;
    use(exact.map((value, i) => value + 1e-2 * Math.sqrt(power) * errors[i]!));
    const { snrDb: snr, gainDb } = await sound('reference');
    expect(snr).toBeGreaterThan(38);
    expect(snr).toBeLessThan(45);
    expect(gainDb).toBe(0);
  });

  it('that is too quiet is heard as loud as the sound was, also of the reference', async () => {
    use(exact.map((value) => 0.1 * value));
    const { values, gainDb, snrDb: snr } = await sound('reference');
    expect(gainDb).toBeGreaterThan(19);
    expect(gainDb).toBeLessThan(20.5);
    // What is missing, before that gain, is nine tenths of it.
    expect(snr).toBeGreaterThan(0.8);
    expect(snr).toBeLessThan(1);
    const power = (samples: ArrayLike<number>): number =>
      Array.from(samples).reduce((sum, value) => sum + value * value, 0);
    expect(10 * Math.log10(power(values) / power(noise))).toBeCloseTo(0, 0);
  });

  it('of zeros gives silence, and it is told; silence itself is no loss', async () => {
    use(new Float32Array(exact.length));
    const { values, ...info } = await sound('network');
    expect(values.every((value) => value === 0)).toBe(true);
    expect(info).toMatchObject({ isSilent: true, gainDb: 0, inverse: 'run' });
    expect(info.snrDb).toBeCloseTo(0, 6);
    await open('silence', new Float64Array(4000));
    use(exact);
    expect(await sound('network', 'silence')).toMatchObject({ isSilent: false, snrDb: null });
  });

  it('amplifies the errors of a network too, which have no SNR', async () => {
    use(exact);
    const { snrDb: snr, gainDb } = await sound('difference');
    expect(snr).toBeNull();
    expect(gainDb).toBeGreaterThan(105);
  });

  it('is refused where its weights are not finite or belong to another network; the one before it stays', () => {
    use(exact, 'before');
    const lost = exact.slice();
    lost[1000] = NaN;
    expect(() => use(lost)).toThrow(/not finite/);
    expect(() => inverses.use({ network: 'shared-frame', weights: exact }, 'run')).toThrow(
      /shared-frame does not lead/
    );
    expect(inverses.current?.run).toBe('before');
  });

  it('has its own sounds, made anew where its weights are others, and leaves nothing on the backend', async () => {
    const byExact = await sound('reference');
    const before = tensorflow.tf.memory().numTensors;
    use(exact);
    const first = await sound('reference');
    expect((await sound('reference')).id).toBe(first.id);
    use(exact);
    expect((await sound('reference')).id).not.toBe(first.id);
    expect(tensorflow.tf.memory().numTensors).toBe(before);
    inverses.useExact();
    expect((await sound('reference')).id).toBe(byExact.id);
  });
});

describe('an inverse solved by least squares', () => {
  it('is found to the limit of float32, heard, exported and read back', async () => {
    const shares: number[] = [];
    const before = tensorflow.tf.memory().numTensors;
    const { snrDb: snr } = await inverses.solve(context({ progress: (done) => void shares.push(done) }));
    expect(tensorflow.tf.memory().numTensors).toBe(before);
    expect(snr).toBeGreaterThan(128);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    inverses.use(inverses.solved, 'solved');
    const path = join(folder, 'network.wav');
    const order = {
      kind: 'export-sound',
      saving: 's',
      sound: 'network',
      encoding: 'float32',
      path,
      part: null
    } as const;
    await exportSound(
      { clips, resyntheses: rooms },
      { ...order, clip: 'noise', channel: 'mix', rate: 8000 },
      context()
    );
    const file = await openAudio(path, { folder });
    expect(snrDb(noise, await file.readChannel(0, file.samples, 'mix'))).toBeGreaterThan(105);
    await file.close();
  });

  it('can be cancelled, and only one is solved at a time', async () => {
    const other = new Inverses(tensorflow);
    const abort = new AbortController();
    const solving = other.solve(context({ signal: abort.signal, progress: () => abort.abort() }));
    await expect(other.solve(context())).rejects.toMatchObject({ code: 'busy' });
    await expect(solving).rejects.toMatchObject({ code: 'cancelled' });
    expect(() => other.solved).toThrow(/No inverse was solved/);
  });
});
