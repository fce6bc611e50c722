import type { InspectedNetwork, RunInfo } from '@contract';
import type { AppState } from '../state/app.svelte';
import type { PlanDraft } from '../state/training/plan-draft.svelte';
import { LESSON_WORDS, type LessonName } from './lessons';

interface Demonstration {
  /** What a press of the button does, in the state the app is in. */
  readonly promise: (app: AppState) => string;
  /** Sets the app up; what to look at there, or null where it cannot be set up now, of which the person was told. */
  readonly show: (app: AppState) => Promise<string | null>;
}

/** Sets the app up for a lesson and says there what to look at. */
export async function showMe(app: AppState, lesson: LessonName): Promise<void> {
  const text = await DEMONSTRATIONS[lesson].show(app);
  if (text !== null) app.layout.teach({ title: LESSON_WORDS[lesson].title, text });
}

/** What `showMe` would do now, as a sentence. */
export function promiseOf(app: AppState, lesson: LessonName): string {
  return DEMONSTRATIONS[lesson].promise(app);
}

/** A frame in the middle of the experiment's maps, and the bin whose row it drew. */
const SLICE = 10;
const BIN = 5;
const SPEECH_EPOCHS = 4;
/** Runs below were stopped before their bands stood out. */
const TRAINED_DB = 60;

const WAITING =
  'A run is under way and goes on: when it has ended, its plan here is that of the lesson. Then press Train.';

const DEMONSTRATIONS: Readonly<Record<LessonName, Demonstration>> = {
  spectrogram: {
    promise: ({ session }) => (session.clip ? 'Shows your whole sound in Listen.' : 'Opens the sample in Listen.'),
    show: async (app) => {
      await openSound(app);
      app.layout.enter('listen');
      app.view.fit();
      return 'The upper spectrogram is the exact one. Bright is loud; click a place to read its time, frequency and level.';
    }
  },
  layer: {
    promise: (app) => trainingPromise(app, 'Trains such a layer in Train, from random weights: about a second.'),
    show: (app) =>
      train(
        app,
        (draft) => draft.useNetwork('shared-frame'),
        'Below, the spectrogram rises out of the noise, and the dots of the curve climb past 120 dB in 17 steps.'
      )
  },
  noise: {
    promise: (app) => trainingPromise(app, 'Trains it on speech-like sound instead: 200 steps, a few seconds.'),
    show: (app) => train(app, planSpeech, 'The loss on speech falls, but the dots, measured on noise, stay below 0 dB.')
  },
  rows: {
    promise: (app) =>
      fits(app, hasFilters)
        ? 'Opens the rows of bin 5 in Inspect.'
        : 'Opens the rows of the bundled network in Inspect.',
    show: async (app) => {
      if (!(await lookAt(app, hasFilters))) return null;
      const map = app.inspector.inspected?.maps.find(({ filters }) => filters)?.id;
      app.inspector.go({ ...(map !== undefined && { map }), slice: SLICE, row: BIN });
      app.inspector.show('rows');
      app.layout.enter('inspect');
      return 'Five periods under a Hann window, once as a cosine and once as a sine. Choose another bin and count them.';
    }
  },
  bands: { promise: bandsPromise, show: showBands },
  sharing: {
    promise: (app) =>
      fits(app, isShared)
        ? 'Opens all its weights in Inspect: one matrix.'
        : 'Opens the one matrix of the bundled network in Inspect.',
    show: async (app) => {
      if (!(await lookAt(app, isShared))) return null;
      openMaps(app, 0);
      return 'These are all its weights. Every frame uses them, on its own 256 samples: one band of the large network.';
    }
  },
  rounding: {
    promise: () => 'Rounds the weights in use to TF32 and shows in Listen what that costs; nothing is lost.',
    show: async (app) => {
      if (!canTry(app) || !(await lookAt(app, (inspected) => makesSpectrogram(app, inspected)))) return null;
      await openSound(app);
      app.inspector.trial.use({ pruning: { kind: 'none' }, precision: 'tf32' });
      app.layout.enter('listen');
      return 'The two spectrograms look alike, but the difference below is brighter by 50 dB or more. Take back ends it.';
    }
  }
};

async function openSound(app: AppState): Promise<void> {
  if (!app.session.clip) await app.run('openSampleClip');
}

function openMaps({ inspector, layout }: AppState, slice: number): void {
  inspector.go({ slice });
  inspector.read('learned');
  inspector.show('maps');
  layout.enter('inspect');
}

function trainingPromise({ bench }: AppState, promise: string): string {
  return bench.busy ? 'Plans the next run: the one under way goes on.' : promise;
}

/** Trains by a plan, or plans the next run while one is under way: in the room where either is seen. */
async function train(app: AppState, make: (draft: PlanDraft) => void, text: string): Promise<string> {
  const planned = app.bench.plan(make);
  app.layout.enter('train');
  if (!planned) return WAITING;
  app.inspector.history.follow();
  await app.bench.train();
  return text;
}

function planSpeech(draft: PlanDraft): void {
  draft.useNetwork('shared-frame');
  draft.useData('speech');
  draft.useEnd('epochs');
  draft.set('epochs', SPEECH_EPOCHS);
}

type Wish = (inspected: InspectedNetwork) => boolean;

const hasFilters: Wish = ({ maps }) => maps.some(({ filters }) => filters);
const isShared: Wish = ({ network }) => network === 'shared-frame';
const isDense: Wish = ({ network }) => network === 'dense-stft';

function makesSpectrogram({ bench }: AppState, { network }: InspectedNetwork): boolean {
  return (bench.catalogue.factsOf(network)?.frames ?? 0) > 0;
}

function fits({ inspector }: AppState, wish: Wish): boolean {
  return inspector.inspected !== null && wish(inspector.inspected);
}

/** Whether what is tried on the weights would stay until it is taken back; the person is told where it would not. */
function canTry({ bench, inspector, notices }: AppState): boolean {
  if (bench.training.phase !== 'training' || inspector.inspected?.from === 'moment') return true;
  const text = 'The next step of the run under way would replace what is tried: pause the run, or stop it, first.';
  notices.show({ level: 'info', text });
  return false;
}

/** Looks at the bundled network where what is looked at is of another kind. @returns whether that can be done now */
async function lookAt(app: AppState, wish: Wish): Promise<boolean> {
  if (fits(app, wish)) return true;
  if (app.bench.busy) {
    const text = 'This lesson needs another network than the one in training: stop the run first, or wait for its end.';
    app.notices.show({ level: 'info', text });
    return false;
  }
  app.inspector.history.follow();
  await app.run('useBundledNetwork');
  return true;
}

function trainedDense({ bench }: AppState): RunInfo | undefined {
  return bench.runs.list.find(({ plan, facts }) => plan.network === 'dense-stft' && (facts?.snrDb ?? 0) > TRAINED_DB);
}

function bandsPromise(app: AppState): string {
  const prunes = 'Sets everything outside the bands to zero and opens the maps in Inspect; nothing is lost.';
  if (fits(app, isDense)) return prunes;
  if (app.bench.busy) return 'Plans the next run: the one under way goes on.';
  return trainedDense(app) ? `Uses your run. ${prunes}` : 'Trains the large network by least squares: 5 to 20 s.';
}

async function showBands(app: AppState): Promise<string | null> {
  const { bench, inspector, layout } = app;
  const run = trainedDense(app);
  if (!fits(app, isDense)) {
    if (bench.busy || !run) return await trainDense(app);
    inspector.history.follow();
    await bench.runs.use(run.id);
  }
  if (!canTry(app)) return null;
  inspector.trial.use({ pruning: { kind: 'bands' }, precision: 'float32' });
  openMaps(app, SLICE);
  if (layout.narrow) layout.openDrawer();
  else app.change({ panelOpen: true });
  return 'Only the bands are left, an eighth of all weights. The panel says what that does to the SNR: it holds, or rises.';
}

async function trainDense(app: AppState): Promise<string> {
  const planned = app.bench.plan((draft) => {
    draft.useNetwork('dense-stft');
    draft.useMethod('least-squares');
  });
  if (!planned) {
    app.layout.enter('train');
    return WAITING;
  }
  app.inspector.history.follow();
  openMaps(app, SLICE);
  await app.bench.train();
  return 'Out of the noise come the bands. When the run has ended, Show me in Learn prunes everything outside them.';
}
