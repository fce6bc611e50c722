import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Resynthesized } from '@contract';
import { SignalReader } from '../../audio/signal-reader';
import { writeWav } from '../../audio/wav/write';
import { loadTensorFlow, type TensorFlow } from '../../learn/tensorflow';
import { AccuracySum } from '../../signal/accuracy';
import { frameMatrix } from '../../signal/frame-matrix';
import { SEED_SPEC } from '../../signal/stft';
import { whiteNoise } from '../../signal/test-signals';
import type { JobContext } from '../page-port';
import { ClipStore } from './clip-store';
import type { SoundOffers } from './offered-sounds';
import { Resyntheses } from './resyntheses';
import { SourceCache } from './source-cache';
import { WeightsInUse } from './weights-in-use';

const folder = mkdtempSync(join(tmpdir(), 'resyntheses-'));
const kept = join(folder, 'kept');
const exact = Float32Array.from(frameMatrix(SEED_SPEC));
let tensorflow: TensorFlow;
let clips: ClipStore;
let weights: WeightsInUse;
let rooms: Resyntheses;
/** The ids of what can be played. */
let offered: string[] = [];
const offers: SoundOffers = {
  offer: ({ path }) => Promise.resolve((offered.push(path), path)),
  withdraw: (id) => void (offered = offered.filter((other) => other !== id))
};

function context(change: Partial<JobContext> = {}): JobContext {
  return {
    signal: new AbortController().signal,
    giveWay: () => Promise.resolve(),
    progress: () => undefined,
    ...change
  };
}

async function open(id: string, rate: number, channels: Float64Array[]): Promise<void> {
  const path = join(folder, `${id}.wav`);
  await writeWav(path, { rate, channels, encoding: 'float32' });
  await clips.open({ id, path });
}

const noise = (seconds: number, seed: number, rate = 8000): Float64Array =>
  whiteNoise({ rate, seconds, seed, deviation: 0.1 });

beforeAll(async () => {
  tensorflow = await loadTensorFlow();
  clips = new ClipStore({ folder });
  weights = new WeightsInUse(tensorflow);
  rooms = new Resyntheses({ sources: new SourceCache(clips), weights, folder: kept, offers });
  weights.show({ network: 'shared-frame', step: 1, snrDb: null, weights: exact });
  // More than one block of frames.
  await open('noise', 8000, [noise(12.34, 1)]);
});

afterAll(async () => {
  await rooms.closeAll();
  weights.dispose();
  await clips.closeAll();
  rmSync(folder, { recursive: true });
});

const wanted = (clip: string, of: Resynthesized, rate = 8000) => ({ clip, channel: 'mix', rate, of }) as const;

async function sound(clip: string, of: Resynthesized, rate = 8000): Promise<{ samples: Float32Array; gainDb: number }> {
  const file = await rooms.make(wanted(clip, of, rate), context());
  const { samples, gainDb } = file.info;
  return { samples: await file.read(0, samples), gainDb };
}

/** Where the last frame ends. */
const endOf = (samples: number): number => Math.floor((samples - 256) / 56) * 56 + 256;

/** SNR without the first sample, which no window reaches, and the one constant. */
function snrDb(exactSamples: ArrayLike<number>, got: ArrayLike<number>): number {
  const end = got.length;
  let offset = 0;
  for (let i = 1; i < end; i++) offset += (exactSamples[i]! - got[i]!) / (end - 1);
  const shifted = Float64Array.from({ length: end }, (_, i) => got[i]! + offset);
  const sum = new AccuracySum();
  sum.add(exactSamples, shifted, 1, end);
  return sum.result.snrDb ?? NaN;
}

describe('a resynthesis', () => {
  it('of the reference is the clip, to what float32 holds', async () => {
    const { samples, gainDb } = await sound('noise', 'reference');
    const { file } = clips.get('noise');
    expect(samples).toHaveLength(endOf(file.samples));
    expect(gainDb).toBe(0);
    expect(snrDb(await file.readChannel(0, file.samples, 'mix'), samples)).toBeGreaterThan(140);
  });

  it('of exact weights is that of the reference within float32, and the difference is as much quieter', async () => {
    const reference = await sound('noise', 'reference');
    const network = await sound('noise', 'network');
    // The ends lie under windows that weigh next to nothing.
    const inner = (samples: Float32Array): Float32Array => samples.subarray(56, -112);
    expect(snrDb(inner(reference.samples), inner(network.samples))).toBeGreaterThan(110);
    expect(network.gainDb).toBe(0);
    const difference = await sound('noise', 'difference');
    expect(difference.gainDb).toBeGreaterThan(110);
    expect(difference.gainDb).toBeLessThan(145);
    const level = (samples: Float32Array): number => samples.reduce((sum, value) => sum + value * value, 0);
    expect(Math.abs(10 * Math.log10(level(difference.samples) / level(reference.samples)))).toBeLessThan(0.5);
  });

  it('of a network that knows little is as loud as the reference, and never beyond full scale', async () => {
    const poor = exact.map((value, i) => 0.01 * value + 2e-6 * Math.sin(i * i));
    weights.show({ network: 'shared-frame', step: 2, snrDb: null, weights: poor });
    const { samples, gainDb } = await sound('noise', 'network');
    weights.show({ network: 'shared-frame', step: 3, snrDb: null, weights: exact });
    expect(gainDb).toBeGreaterThan(30);
    expect(gainDb).toBeLessThan(40.1);
    const peak = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(peak).toBeLessThanOrEqual(0.991);
    expect(peak).toBeGreaterThan(0.2);
  });

  it('of a network that diverged is refused', async () => {
    const lost = exact.slice();
    lost[1000] = NaN;
    weights.show({ network: 'shared-frame', step: 2, snrDb: null, weights: lost });
    await expect(rooms.make(wanted('noise', 'network'), context())).rejects.toThrow(/not finite/);
    weights.show({ network: 'shared-frame', step: 3, snrDb: null, weights: exact });
  });

  it('lies at the analysis rate', async () => {
    await open('stereo', 44_100, [noise(2, 3, 44_100), noise(2, 4, 44_100)]);
    const { samples } = await sound('stereo', 'reference', 16_000);
    const reader = new SignalReader(clips.get('stereo').file, { channel: 'mix', rate: 16_000 });
    expect(samples).toHaveLength(endOf(reader.samples));
    expect(snrDb(await reader.read(0, reader.samples), samples)).toBeGreaterThan(130);
  });

  it('of silence is silence, whatever the gain might be', async () => {
    await open('silence', 8000, [new Float64Array(4000)]);
    for (const of of ['reference', 'network', 'difference'] as const) {
      const { samples, gainDb } = await sound('silence', of);
      expect(gainDb).toBe(0);
      expect(samples.every((value) => value === 0)).toBe(true);
    }
  });

  it('of a single frame is that frame, and of less there is none', async () => {
    await open('frame', 8000, [noise(300 / 8000, 5)]);
    const { samples } = await sound('frame', 'reference');
    expect(samples).toHaveLength(256);
    const { file } = clips.get('frame');
    expect(snrDb(await file.readChannel(0, 256, 'mix'), samples)).toBeGreaterThan(100);
    await open('short', 8000, [noise(200 / 8000, 6)]);
    await expect(rooms.make(wanted('short', 'reference'), context())).rejects.toThrow(/one frame takes 256/);
  });
});

describe('the sounds kept', () => {
  it('are computed once for each clip, spectrogram and revision', async () => {
    const first = await rooms.make(wanted('noise', 'network'), context());
    expect(await rooms.make(wanted('noise', 'network'), context())).toBe(first);
    weights.show({ network: 'shared-frame', step: 4, snrDb: null, weights: exact });
    const second = await rooms.make(wanted('noise', 'network'), context());
    expect(second).not.toBe(first);
    expect(second.info.revision).toBe((first.info.revision ?? 0) + 1);
  });

  it('are a few, but one that is read stays; files go with them', async () => {
    await rooms.closeAll();
    await open('other', 8000, [noise(1, 8)]);
    await rooms.during(wanted('other', 'reference'), context(), async (file) => {
      for (let step = 0; step < 6; step++) {
        weights.show({ network: 'shared-frame', step, snrDb: null, weights: exact });
        await rooms.make(wanted('other', 'network'), context());
      }
      expect(await file.read(0, 1)).toHaveLength(1);
    });
    expect(readdirSync(kept)).toHaveLength(4);
    const { info } = await rooms.make(wanted('other', 'reference'), context());
    await rooms.forget('other');
    expect(offered).not.toContain(info.id);
    expect(offered).toHaveLength(readdirSync(kept).length);
  });

  it('leave nothing behind where they are cancelled', async () => {
    const abort = new AbortController();
    const shares: number[] = [];
    const progress = (done: number): void => {
      shares.push(done);
      abort.abort();
    };
    await expect(
      rooms.make(wanted('noise', 'reference'), context({ signal: abort.signal, progress }))
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(shares).toHaveLength(1);
    expect(readdirSync(kept)).toHaveLength(0);
  });

  it('answer a part, and refuse what lies behind the end', async () => {
    const file = await rooms.make(wanted('noise', 'reference'), context());
    const { info } = file;
    const [whole, part] = [await file.read(0, info.samples), await file.read(1000, 10)];
    expect([...part]).toEqual([...whole.subarray(1000, 1010)]);
    await expect(file.read(info.samples - 1, 2)).rejects.toThrow(`ends at sample ${info.samples}`);
    const pcm = file.asPcm('noise');
    expect([...(await pcm.readChannel(1000, 10, 'mix'))]).toEqual([...part]);
  });
});
