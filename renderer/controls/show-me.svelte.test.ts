// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CallResults, InspectedNetwork, RunFacts, Session } from '@contract';
import type { Call, CallKind } from '@contract/schemas';
import { FRAME_MAP } from '../state/inspect/test-curves';
import { inspectedOf } from '../state/inspect/test-inspected';
import { DENSE, DFT, LEAST_SQUARES, PLAN, runOf, SHARED } from '../state/training/test-run';
import { perform } from './actions';
import { LESSON_NAMES, LESSON_WORDS } from './lessons';
import { promiseOf, showMe } from './show-me';
import { appOf, arrived, type TestApp } from './test-app';

let looked: InspectedNetwork | null;
let room: TestApp;

const shared = inspectedOf({ network: 'shared-frame', parameters: 66_048, maps: [FRAME_MAP] });
const dense = inspectedOf({ maps: [{ ...FRAME_MAP, id: 'frames', slices: 33 }] });
const dft = inspectedOf({ network: 'dft-128', maps: [{ ...FRAME_MAP, id: 'matrix', filters: false }] });

function answer(call: Call): CallResults[CallKind] | null {
  if (call.kind === 'catalogue')
    return { networks: [SHARED, { ...DENSE, recipes: [...DENSE.recipes, LEAST_SQUARES] }, DFT] };
  if (call.kind === 'inspected' || call.kind === 'follow-network') return looked;
  if (call.kind !== 'experiment' || !looked) return null;
  const { experiment } = call;
  return { ...looked, experiment: experiment && { ...experiment, zeros: 1, beforeDb: 130, afterDb: 73.7 } };
}

async function start(inspected: InspectedNetwork | null = shared, session: Partial<Session> = {}): Promise<void> {
  looked = inspected;
  const main = { startTraining: () => ({ run: 'new' }), getCurve: () => ({ points: [] }) };
  room = await appOf({ answer, session, main });
}

beforeEach(() => sessionStorage.clear());
afterEach(() => room.close());

const FACTS: RunFacts = {
  step: 15,
  epoch: 1,
  snrDb: 126,
  seconds: 5,
  msPerStep: 300,
  secondsTo60: 5,
  secondsTo120: 5,
  transformMs: 1,
  parameters: 17_436_672,
  backend: 'tensorflow-cpu',
  tensorflowVersion: '2.16.2'
};

/** Commands that do something: looking and remembering do not. */
const asked = (): string[] =>
  room.commands.map(([name]) => name).filter((name) => !/^(get|connect|changeSettings)/.test(name));
const experiments = (): unknown[] =>
  room.calls.flatMap((call) => (call.kind === 'experiment' ? [call.experiment] : []));
const underWay = { phase: 'training', run: 'a', plan: PLAN } as const;

test('every lesson has a title, words, and says what its button does', async () => {
  await start();
  for (const lesson of LESSON_NAMES) {
    const { title, paragraphs } = LESSON_WORDS[lesson];
    expect(title).not.toBe('');
    expect(paragraphs.length).toBeGreaterThan(0);
    expect(promiseOf(room.app, lesson)).toMatch(/^[A-Z].*\.$/);
  }
});

test('a lesson says in the other room what to look at, until the Learn room is back', async () => {
  await start();
  room.app.layout.enter('learn');
  await showMe(room.app, 'spectrogram');
  expect(room.app.layout.room).toBe('listen');
  expect(room.app.layout.lesson).toMatchObject({ title: 'What a spectrogram is' });
  room.app.layout.enter('learn');
  expect(room.app.layout.lesson).toBeNull();
});

test('spectrogram: opens the sample only where no sound is open', async () => {
  await start();
  await showMe(room.app, 'spectrogram');
  expect(asked()).toEqual(['openSampleClip']);
});

test('layer: trains the shared network by its recipe, and shows the room where that is seen', async () => {
  await start();
  room.app.bench.draft.useData('tones');
  await showMe(room.app, 'layer');
  expect(room.app.layout.room).toBe('train');
  const [, choice] = room.commands.find(([name]) => name === 'startTraining') ?? [];
  expect(choice).toMatchObject({ network: 'shared-frame', method: 'sgd', data: 'noise', epochs: null });
});

test('noise: trains on speech for four epochs', async () => {
  await start();
  await showMe(room.app, 'noise');
  const [, choice] = room.commands.find(([name]) => name === 'startTraining') ?? [];
  expect(choice).toMatchObject({ network: 'shared-frame', data: 'speech', epochs: 4 });
});

test('a run under way goes on; the plan of the lesson waits for its end', async () => {
  await start(shared, { training: { ...underWay, plan: { ...PLAN, network: 'dense-stft' } } });
  expect(promiseOf(room.app, 'noise')).toContain('the one under way goes on');
  await showMe(room.app, 'noise');
  expect(asked()).toEqual([]);
  expect([room.app.bench.draft.network, room.app.layout.room]).toEqual(['dense-stft', 'train']);
  room.tell({ type: 'training', training: { phase: 'idle', last: { run: 'a', end: 'stopped' } } });
  expect(room.app.bench.draft.plan).toMatchObject({ network: 'shared-frame', data: 'speech', epochs: 4 });
});

test('rows: goes to bin 5 of the map whose rows are filters', async () => {
  await start(dense);
  await showMe(room.app, 'rows');
  const { inspector, layout } = room.app;
  expect([layout.room, inspector.view, inspector.map?.id, inspector.slice, inspector.row]).toEqual([
    'inspect',
    'rows',
    'frames',
    10,
    5
  ]);
  expect(asked()).toEqual([]);
});

test('rows: a network without filters makes room for the bundled one', async () => {
  await start(dft);
  await showMe(room.app, 'rows');
  expect(asked()).toEqual(['useBundledNetwork']);
  expect(room.app.layout.room).toBe('inspect');
});

test('a lesson that needs another network than the one in training says so and changes nothing', async () => {
  await start(dft, { training: underWay });
  room.app.layout.enter('learn');
  await showMe(room.app, 'rows');
  expect([asked(), room.app.layout.room, room.app.layout.lesson]).toEqual([[], 'learn', null]);
  expect(room.app.notices.current?.text).toContain('needs another network');
});

test('bands: prunes the large network where it is looked at, and shows the panel', async () => {
  await start(dense);
  room.app.layout.resize(900);
  await showMe(room.app, 'bands');
  await arrived();
  expect(experiments()).toEqual([{ pruning: { kind: 'bands' }, precision: 'float32' }]);
  expect([room.app.layout.room, room.app.inspector.view, room.app.layout.drawer]).toEqual(['inspect', 'maps', true]);
});

test('bands: uses a run of the large network where there is one', async () => {
  await start(shared, { runs: [runOf('a', { plan: { ...PLAN, network: 'dense-stft' }, facts: FACTS })] });
  expect(promiseOf(room.app, 'bands')).toContain('Uses your run');
  await showMe(room.app, 'bands');
  await arrived();
  expect(room.commands).toContainEqual(['useRun', { run: 'a' }]);
  expect(experiments()).toHaveLength(1);
});

test('bands: else trains it by least squares, and shows its maps', async () => {
  await start();
  await showMe(room.app, 'bands');
  const [, choice] = room.commands.find(([name]) => name === 'startTraining') ?? [];
  expect(choice).toMatchObject({ network: 'dense-stft', method: 'least-squares' });
  expect(experiments()).toEqual([]);
  expect([room.app.layout.room, room.app.inspector.view]).toEqual(['inspect', 'maps']);
});

test('rounding and bands: what a step would replace at once is not tried, and the person reads why', async () => {
  await start(dense, { training: { ...underWay, plan: { ...PLAN, network: 'dense-stft' } } });
  for (const lesson of ['bands', 'rounding'] as const) {
    await showMe(room.app, lesson);
    expect([experiments(), room.app.layout.lesson]).toEqual([[], null]);
    expect(room.app.notices.current?.text).toContain('pause the run');
    room.app.notices.dismiss();
  }
});

test('sharing: shows the maps of the shared network as they were learned', async () => {
  await start();
  room.app.inspector.read('residual');
  await showMe(room.app, 'sharing');
  const { inspector, layout } = room.app;
  expect([layout.room, inspector.view, inspector.reading]).toEqual(['inspect', 'maps', 'learned']);
  expect(asked()).toEqual([]);
});

test('rounding: tries TF32 and shows in Listen what it costs; Ctrl+Z in Inspect takes it back', async () => {
  await start();
  await showMe(room.app, 'rounding');
  await arrived();
  expect([room.app.layout.room, room.app.inspector.trial.result?.afterDb]).toEqual(['listen', 73.7]);
  room.app.layout.enter('inspect');
  perform(room.app, 'undo');
  await arrived();
  expect(experiments()).toEqual([{ pruning: { kind: 'none' }, precision: 'tf32' }, null]);
  expect(room.app.inspector.trial.result).toBeNull();
});
