// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CallResults, ClipInfo, EngineMessage, Source } from '@contract';
import type { CallKind, EngineRequest } from '@contract/schemas';
import { EngineLink } from '../link/engine-link';
import { Hearing } from './hearing.svelte';
import { SILENT_TRANSPORT } from './test-devices';
import type { PcmSource, Transport } from './view-types';

const clip: ClipInfo = {
  id: 'one',
  name: 'one.wav',
  rate: 44_100,
  channels: 2,
  samples: 441_000,
  seconds: 10,
  encoding: 'PCM 16 bit'
};
const source: Source = { clip: 'one', channel: 'mix', rate: 8000 };

let jobs: { job: number; call: EngineRequest & { type: 'call' } }[];
let cancelled: number[];
let loaded: (PcmSource | null)[];
let swapped: PcmSource[];
let send: (message: EngineMessage) => void;
let hearing: Hearing;
let end: () => void;

beforeEach(() => {
  [jobs, cancelled, loaded, swapped] = [[], [], [], []];
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = ({ data }: MessageEvent<EngineRequest>) => {
    if (data.type === 'cancel') cancelled.push(data.job);
    else jobs.push({ job: data.job, call: data });
  };
  send = (message) => port2.postMessage(message);
  const engine = new EngineLink('analysis');
  engine.attach(port1);
  const transport: Transport = {
    ...SILENT_TRANSPORT,
    phase: 'playing',
    seconds: 1,
    load: (pcm) => loaded.push(pcm),
    swap: (pcm) => swapped.push(pcm)
  };
  hearing = new Hearing({ engine, transport });
  end = () => (hearing.dispose(), engine.drop(), port2.close());
  hearing.load(clip);
  hearing.useSource(source);
});
afterEach(() => {
  end();
  vi.unstubAllGlobals();
});

/** The next call of a kind, when it came. */
async function asked(kind: CallKind): Promise<number> {
  await vi.waitFor(() => expect(jobs.some(({ call }) => call.call.kind === kind)).toBe(true));
  const at = jobs.findIndex(({ call }) => call.call.kind === kind);
  return jobs.splice(at, 1)[0]?.job ?? 0;
}

function reply(job: number, value: CallResults[CallKind]): void {
  send({ type: 'reply', job, value });
}

const made = (id: string, revision: number | null) => ({ id, rate: 8000, samples: 80_000, gainDb: 3, revision });

test('a choice is heard when it is there; what was heard goes on until then', async () => {
  expect(loaded).toHaveLength(1);
  hearing.choose('reference');
  const job = await asked('resynthesize');
  send({ type: 'progress', job, done: 0.5 });
  await vi.waitFor(() => expect(hearing.state).toEqual({ phase: 'computing', done: 0.5 }));
  expect([hearing.chosen, hearing.heard]).toEqual(['reference', 'original']);
  reply(job, made('a', null));
  await vi.waitFor(() => expect(hearing.heard).toBe('reference'));
  expect(swapped.map(({ rate }) => rate)).toEqual([8000]);
  hearing.choose('original');
  expect([hearing.heard, hearing.made]).toEqual(['original', null]);
  expect(swapped.map(({ rate }) => rate)).toEqual([8000, 44_100]);
});

test('another choice ends the work on the one before', async () => {
  hearing.choose('network');
  const job = await asked('resynthesize');
  hearing.choose('original');
  await vi.waitFor(() => expect(cancelled).toEqual([job]));
  expect([hearing.heard, hearing.state.phase]).toEqual(['original', 'ready']);
  expect(swapped).toEqual([]);
});

test('the sound of a network follows its weights, that of the reference does not', async () => {
  hearing.weightsChanged(1);
  hearing.choose('reference');
  reply(await asked('resynthesize'), made('a', null));
  await vi.waitFor(() => expect(hearing.heard).toBe('reference'));
  hearing.weightsChanged(2);
  hearing.choose('network');
  reply(await asked('resynthesize'), made('b', 2));
  await vi.waitFor(() => expect(hearing.heard).toBe('network'));
  hearing.weightsChanged(2);
  expect(jobs).toEqual([]);
  // A pretended clock would start at 0, long before the sound was made.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  hearing.weightsChanged(3);
  hearing.weightsChanged(4);
  vi.runOnlyPendingTimers();
  vi.useRealTimers();
  reply(await asked('resynthesize'), made('c', 4));
  await vi.waitFor(() => expect(hearing.made?.id).toBe('c'));
  expect(jobs).toEqual([]);
});

test('where it cannot be made, the original is heard, and why is told', async () => {
  hearing.choose('network');
  const job = await asked('resynthesize');
  send({ type: 'fault', job, code: 'not-found', message: 'No network is loaded.' });
  await vi.waitFor(() => expect(hearing.state).toEqual({ phase: 'failed', reason: 'No network is loaded.' }));
  expect([hearing.chosen, hearing.heard]).toEqual(['network', 'original']);
});

test('a sound the engine keeps no more is made again while it is read', async () => {
  hearing.choose('reference');
  reply(await asked('resynthesize'), made('a', null));
  await vi.waitFor(() => expect(swapped).toHaveLength(1));
  const fetched: string[] = [];
  vi.stubGlobal('fetch', (address: string) => {
    fetched.push(address);
    const isKept = address.endsWith('b');
    return Promise.resolve(new Response(isKept ? Float32Array.of(0.5) : 'Gone.', { status: isKept ? 206 : 404 }));
  });
  const reading = swapped[0]?.read(5, 1);
  reply(await asked('resynthesize'), made('b', null));
  expect((await reading)?.values).toEqual(Float32Array.of(0.5));
  expect(fetched).toEqual(['app://bundle/sound/a', 'app://bundle/sound/b']);
});

test('another clip starts with its original, and the choice is made of it', async () => {
  hearing.choose('reference');
  reply(await asked('resynthesize'), made('a', null));
  await vi.waitFor(() => expect(hearing.heard).toBe('reference'));
  hearing.load({ ...clip, id: 'two' });
  expect([hearing.heard, hearing.chosen]).toEqual(['original', 'reference']);
  hearing.useSource({ ...source, clip: 'two' });
  await vi.waitFor(() => expect(jobs[0]?.call.call).toMatchObject({ kind: 'resynthesize', clip: 'two' }));
});
