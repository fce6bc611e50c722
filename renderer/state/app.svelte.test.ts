// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest';
import { COMMAND_NAMES, PORT_MESSAGE, success, TILE_COLUMNS } from '@contract';
import type {
  AppApi,
  AppEvent,
  CallResults,
  ClipInfo,
  EngineMessage,
  EngineRole,
  NetworkInfo,
  Session
} from '@contract';
import { DEFAULT_SETTINGS, type Call, type EngineRequest } from '@contract/schemas';
import { AppState } from './app.svelte';
import { SETTLE_MS } from './accuracy.svelte';
import { READ_MS } from './notices.svelte';
import { IDLE_RECORDER, SILENT_TRANSPORT } from './test-devices';
import { axesOf, settle, tileOf } from './test-grid';
import { PLAN, SHARED, runOf } from './training/test-run';
import type { Transport } from './view-types';

const clip: ClipInfo = {
  id: 'one',
  name: 'a.wav',
  rate: 8000,
  channels: 2,
  samples: 80_000,
  seconds: 10,
  encoding: 'PCM 16 bit'
};
const network: NetworkInfo = {
  name: 'shared-frame',
  checkpoint: null,
  source: 'bundled',
  revision: 1,
  parameters: 66_048,
  step: 50,
  snrDb: 130
};
const backend = { backend: 'tensorflow-cpu', tensorflowVersion: '2.16.2', device: 'CPU', reason: null } as const;
const session: Session = {
  clip,
  network,
  settings: DEFAULT_SETTINGS,
  engines: { analysis: { phase: 'ready', backend, pid: 1 }, training: { phase: 'idle' } },
  training: { phase: 'idle', last: null },
  runs: [],
  takes: [],
  recentClips: [],
  clipList: [],
  recentCheckpoints: [],
  inverse: null,
  system: { app: '1', electron: '1', chromium: '1', node: '1', endOfLife: null, platform: 'linux' },
  notices: [{ level: 'warning', text: 'The settings were set aside.' }]
};

let asked: Call[];
let refused = false;
let commands: [string, unknown][];
let tell: (event: AppEvent) => void;
let push: (message: EngineMessage) => void;
let app: AppState;
const ends: (() => void)[] = [];

function answer(call: Call): CallResults[Call['kind']] {
  switch (call.kind) {
    case 'describe':
      return axesOf(1427);
    case 'maximum':
      return { db: -12 };
    case 'tile':
    case 'sketch-tile':
      return tileOf(call.level, call.index);
    case 'measure':
      return { snrDb: 128, mse: 1e-17, maxAbsError: 1e-8, revision: 1 };
    case 'peaks':
    case 'sketch-peaks':
      return { columns: call.columns, complete: true, values: new Float32Array(call.columns * 2) };
    case 'probe':
      return { backend, product: [7, 10, 15, 22], relativeError: 1e-7 };
    case 'history':
      return { run: null, points: [] };
    case 'catalogue':
      return { networks: [SHARED] };
    case 'append-take':
      throw new Error('Nobody here records.');
    case 'inspected':
    case 'follow-network':
      return null;
    case 'weight-block':
    case 'weight-row':
    case 'weight-response':
    case 'weight-statistics':
    case 'recurrence':
    case 'show-moment':
    case 'chosen-rows':
    case 'experiment':
      throw new Error('Nobody here looks into weights.');
    case 'preview-signal':
      throw new Error('Nobody here makes signals.');
    case 'resynthesize':
      return {
        id: 'r',
        rate: 8000,
        samples: 80_000,
        gainDb: 0,
        revision: 1,
        inverse: null,
        snrDb: 128,
        isSilent: false
      };
    case 'solve-inverse':
      throw new Error('Nobody here solves an inverse.');
    case 'four-tones':
      throw new Error('Nobody here looks at the four tones.');
  }
}

/** Gives the page a port to an engine that answers at once. */
function connect(role: EngineRole): void {
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = ({ data }: MessageEvent<EngineRequest>) => {
    if (data.type !== 'call') return;
    asked.push(data.call);
    if (refused && data.call.kind === 'describe') {
      return port2.postMessage({ type: 'fault', job: data.job, code: 'bad-audio', message: 'It is too short.' });
    }
    port2.postMessage({ type: 'reply', job: data.job, value: answer(data.call) } satisfies EngineMessage);
  };
  push = (message) => port2.postMessage(message);
  ends.push(() => port2.close());
  const event = new MessageEvent('message', { data: { type: PORT_MESSAGE, role } });
  Object.defineProperties(event, { source: { value: window }, ports: { value: [port1] } });
  window.dispatchEvent(event);
}

function createApi(): AppApi {
  let settings = session.settings;
  const answers: Readonly<Record<string, (args: unknown) => unknown>> = {
    getSession: () => session,
    connectEngines: () => (connect('analysis'), null),
    changeSettings: (patch) => (settings = { ...settings, ...(patch as object) }),
    startTraining: () => ({ run: 'run-1' }),
    getCurve: () => ({ points: [] }),
    openHistory: () => ({ moments: [] })
  };
  const functions = COMMAND_NAMES.map((name) => [
    name,
    (args: unknown) => {
      commands.push([name, args]);
      return Promise.resolve(success(answers[name]?.(args) ?? null));
    }
  ]);
  const onEvent: AppApi['onEvent'] = (listener) => ((tell = listener), () => undefined);
  return { ...Object.fromEntries(functions), onEvent } as AppApi;
}

let paused = 0;
let sought: number[] = [];
const transport: Transport = {
  ...SILENT_TRANSPORT,
  pause: () => void paused++,
  seek: (seconds) => sought.push(seconds)
};

const calls = (kind: Call['kind']): Call[] => asked.filter((call) => call.kind === kind);

/** Milliseconds as so many turns in which messages come in: on a busy machine time alone lets in none. */
async function rest(ms = 30): Promise<void> {
  for (let turn = 0; turn < ms; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
}

async function begin(): Promise<void> {
  app = new AppState({
    api: createApi(),
    target: window,
    transport,
    recorder: () => IDLE_RECORDER,
    onMenu: () => undefined
  });
  await app.start();
  await expect.poll(() => app.spectra.tiles?.maximumDb).toBe(-12);
  await rest();
}

beforeEach(async () => {
  asked = [];
  refused = false;
  commands = [];
  paused = 0;
  sought = [];
  sessionStorage.clear();
  await begin();
});
afterEach(() => {
  app.dispose();
  ends.splice(0).forEach((end) => end());
});

test('starts with the session: axes, maximum and accuracy of the whole clip', async () => {
  expect(app.notices.current?.text).toBe('The settings were set aside.');
  expect(calls('describe')).toEqual([{ kind: 'describe', clip: 'one', channel: 'mix', rate: 8000 }]);
  expect(app.spectra.tiles?.maximumDb).toBe(-12);
  expect(app.view.range).toEqual({ startSeconds: 0, endSeconds: 10, lowHz: 0, highHz: 4000 });
  expect(app.probe?.product).toEqual([7, 10, 15, 22]);
  await rest(SETTLE_MS + 30);
  expect(calls('measure')).toEqual([
    expect.objectContaining({ startFrame: 0, endFrame: 1427, startBin: 0, endBin: 129 })
  ]);
  expect(app.accuracy.result?.snrDb).toBe(128);
});

test('another rate opens another source and keeps the times in view', async () => {
  app.view.zoomTime(0.5, 0);
  app.change({ rate: 16000 });
  await rest();
  expect(calls('describe').map((call) => 'rate' in call && call.rate)).toEqual([8000, 16000]);
  expect(app.view.range).toMatchObject({ startSeconds: 0, endSeconds: 5 });
  app.change({ range: [-80, 0] });
  await rest();
  expect(calls('describe')).toHaveLength(2);
});

test('new weights make tiles stale and repeat the measurement', async () => {
  await rest(SETTLE_MS + 30);
  app.spectra.tiles?.tile(0, 0);
  await rest();
  push({ type: 'network', network: { ...network, source: 'training', revision: 2, step: 3 } });
  await rest();
  expect(app.session.network?.step).toBe(3);
  app.spectra.tiles?.tile(0, 0);
  await rest();
  expect(calls('tile')).toHaveLength(2);
  expect(calls('measure')).toHaveLength(2);
  tell({ type: 'network', network: { ...network, revision: 1 }, recentCheckpoints: [] });
  expect(app.session.network?.revision).toBe(2);
});

test('a lost engine is waited for and asked again; the view stays', async () => {
  app.view.zoomTime(0.5, 0);
  tell({ type: 'engine', role: 'analysis', state: { phase: 'restarting', reason: 'It ended.' } });
  expect(app.engines.analysis.connected).toBe(false);
  app.spectra.tiles?.tile(0, 2);
  expect(calls('tile')).toHaveLength(0);
  const before = app.spectra.tiles;
  connect('analysis');
  await settle();
  await expect.poll(() => calls('tile')).toEqual([expect.objectContaining({ level: 0, index: 2 })]);
  expect(app.spectra.tiles).toBe(before);
  expect(app.view.range.endSeconds).toBe(5);
});

test('the readout asks for single frames', async () => {
  app.readout.point({ x: (0.016 + TILE_COLUMNS * 0.007) / 10, y: 0 });
  expect(app.readout.values).toBeNull();
  await expect.poll(() => app.readout.values?.referenceDb).toBe(-200);
  expect(calls('tile')).toEqual([expect.objectContaining({ level: 0, index: 1 })]);
});

test('training begins by the recipe, and its curve is empty', async () => {
  await app.bench.train();
  const [, args] = commands.find(([name]) => name === 'startTraining') ?? [];
  expect(args).toMatchObject({ network: 'shared-frame', method: 'sgd', seed: expect.any(Number) as number });
  expect([app.bench.curve.run, app.bench.curve.points]).toEqual(['run-1', []]);
});

test('what main says of settings is not taken while own changes are on their way', async () => {
  app.change({ volume: 0.25 });
  tell({ type: 'settings', settings: DEFAULT_SETTINGS });
  expect(app.session.settings?.volume).toBe(0.25);
  await rest();
  tell({ type: 'settings', settings: { ...DEFAULT_SETTINGS, volume: 0.75 } });
  expect(app.session.settings?.volume).toBe(0.75);
});

test('playing stops with the engine that reads the sound', async () => {
  paused = 0;
  tell({ type: 'engine', role: 'analysis', state: { phase: 'restarting', reason: 'It ended.' } });
  await settle();
  expect(paused).toBe(0);
  tell({ type: 'engine', role: 'analysis', state: { phase: 'failed', reason: 'It ended.' } });
  await settle();
  expect(paused).toBe(1);
});

test('after a reload view, position, marked cell, region, loop and sound are those of before', async () => {
  app.view.zoomTime(0.2, 5);
  app.readout.pin({ seconds: 4.5, hz: 437.5 });
  app.playing.select(4, 5);
  app.playing.toggleLoop();
  app.hearing.choose('reference');
  const { range } = app.view;
  window.dispatchEvent(new Event('pagehide'));
  app.dispose();
  await begin();
  expect(app.view.range).toEqual(range);
  expect(app.readout.pinned).toMatchObject({ bin: 14 });
  expect(sought).toEqual([4, 0]);
  expect(app.playing.region).toEqual({ startSeconds: 4, endSeconds: 5 });
  expect([app.playing.looping, app.hearing.chosen]).toEqual([true, 'reference']);
});

test('speed and following are those of the settings, also where these are restored', async () => {
  app.playing.setSpeed(0.5);
  app.playing.follow(false);
  await rest();
  expect(app.session.settings).toMatchObject({ speed: 0.5, following: false });
  tell({ type: 'settings', settings: DEFAULT_SETTINGS });
  await rest();
  expect([app.playing.speed, app.playing.following]).toEqual([1, true]);
});

test('what the next run trains is that of the settings, and what a person chooses is remembered there', async () => {
  tell({ type: 'settings', settings: { ...DEFAULT_SETTINGS, nextRun: { network: 'butterfly', method: 'adam' } } });
  await rest();
  expect([app.bench.draft.network, app.bench.draft.method]).toEqual(['butterfly', 'adam']);
  app.bench.draft.useNetwork('dense-stft');
  await rest();
  expect(app.session.settings?.nextRun).toEqual({ network: 'dense-stft', method: 'amsgrad' });
});

test('what is chosen while a run is under way does not change its plan', async () => {
  tell({ type: 'training', training: { phase: 'training', run: 'a', plan: PLAN } });
  tell({ type: 'settings', settings: { ...DEFAULT_SETTINGS, nextRun: { network: 'inverse', method: 'sgd' } } });
  await rest();
  expect(app.bench.draft.network).toBe(PLAN.network);
});

test('a clip that is called otherwise is no other clip', async () => {
  app.playing.select(4, 5);
  tell({ type: 'clip', clip: { ...clip, name: 'My voice' }, recentClips: [] });
  await rest();
  expect(app.playing.region).toEqual({ startSeconds: 4, endSeconds: 5 });
  tell({ type: 'clip', clip: { ...clip, id: 'two' }, recentClips: [] });
  await rest();
  expect(app.playing.region).toBeNull();
});

test('hostile memory of a view changes nothing', async () => {
  app.dispose();
  sessionStorage.setItem('look', '{"clip":"one","range":{"startSeconds":5,"endSeconds":1e9}}');
  await begin();
  expect(app.view.range).toEqual({ startSeconds: 0, endSeconds: 10, lowHz: 0, highHz: 4000 });
  expect(sought).toEqual([]);
});

test('training ends the hint of the first start', async () => {
  expect(app.session.settings?.hintSeen).toBe(false);
  tell({ type: 'training', training: { phase: 'training', run: 'a', plan: PLAN } });
  expect(app.bench.curve.run).toBe('a');
  await rest();
  expect(commands).toContainEqual(['changeSettings', { hintSeen: true }]);
});

test('a checkpoint that is only looked into leads to its weights', async () => {
  tell({ type: 'runs', runs: [runOf('a')] });
  tell({ type: 'look-into', run: 'a' });
  await rest();
  expect([app.layout.room, app.inspector.history.run]).toEqual(['inspect', 'a']);
  expect(commands.at(-1)).toEqual(['openHistory', { run: 'a' }]);
});

test('who begins a run looks at it, not at a moment of another one', async () => {
  await app.inspector.history.open('a');
  expect(calls('follow-network')).toEqual([]);
  tell({ type: 'training', training: { phase: 'starting', run: 'b', network: 'shared-frame', seed: 1 } });
  await expect.poll(() => calls('follow-network').length).toBe(1);
  expect(app.inspector.history.run).toBeNull();
});

test.each<[string, boolean, AppEvent]>([
  ['a clip', true, { type: 'clip', clip, recentClips: [] }],
  ['a loaded network', true, { type: 'network', network: { ...network, source: 'file' }, recentCheckpoints: [] }],
  ['weights of a run', false, { type: 'network', network: { ...network, source: 'training' }, recentCheckpoints: [] }],
  ['an engine that is ready', true, { type: 'engine', role: 'analysis', state: { phase: 'ready', backend, pid: 2 } }],
  ['an engine that starts', false, { type: 'engine', role: 'training', state: { phase: 'starting' } }],
  ['a run that ended', true, { type: 'training', training: { phase: 'idle', last: null } }],
  ['a run that failed', false, { type: 'training', training: { phase: 'failed', run: null, reason: 'It ended.' } }]
])('%s ends an error of before: %s', (_what, ends, event) => {
  app.notices.show({ level: 'error', text: 'broken' }, performance.now() - READ_MS);
  tell(event);
  expect(app.notices.current === null).toBe(ends);
});

test('that a sound cannot be analysed is told where its pictures are not', async () => {
  app.notices.dismiss();
  refused = true;
  app.change({ rate: 16_000 });
  await expect.poll(() => app.spectra.state.phase).toBe('failed');
  expect(app.notices.current).toBeNull();
  app.layout.enter('train');
  app.change({ rate: 44_100 });
  await expect.poll(() => app.notices.current?.text).toBe('It is too short.');
});
