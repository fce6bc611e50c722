import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { AppError, failureOf, type AppEvent, type EngineRole, type NetworkInfo } from '@contract';
import type { ClipInfo, Order, OrderKind, OrderResults, RunFacts, TrainingPlan } from '@contract';
import type { TrainingChoice } from '@contract/schemas';
import type { StoredSound } from '@contract/sound-schemas';
import { readCheckpoint, saveCheckpoint } from '../library/checkpoints';
import { PlayableSounds } from '../library/playable-sounds';
import { RunLibrary } from '../library/runs';
import { StateFile } from '../library/settings';
import { ClipList } from './clip-list';
import { INITIAL_CLIP_LIST, parseClipList, type ClipListState } from './clip-list-schema';
import { parseRun } from './run-schema';
import { Runs } from './runs';
import { SessionStore } from './session-store';
import { Sounds } from './sounds';
import { INITIAL_STATE, parseState, type AppState } from './state-schema';
import type { TrainingEngines } from './training';

type Answer = (order: Order, role: EngineRole) => Promise<OrderResults[OrderKind]> | OrderResults[OrderKind];
interface Waiting {
  readonly order: Order;
  readonly answer: () => void;
  readonly lose: () => void;
}

/**
 * Both engines as far as orders go: checkpoints are really read and written, clips are known by their path alone. Orders
 * wait for `answer` while `held`, and `lose` ends what waits as the end of a process does.
 */
export class TestEngines implements TrainingEngines {
  readonly orders: Order[] = [];
  readonly clips = new Map<string, string>();
  network: NetworkInfo | null = null;
  links = 0;
  held = false;
  /** Overrides what is answered. */
  reply: Answer = (order, role) => this.carryOut(order, role);
  #waiting: Waiting[] = [];

  order<O extends Order>(role: EngineRole, order: O): Promise<OrderResults[O['kind']]> {
    this.orders.push(order);
    const answered = new Promise<OrderResults[OrderKind]>((resolve, reject) => {
      const answer = (): void =>
        void Promise.resolve()
          .then(() => this.reply(order, role))
          .then(resolve, reject);
      const lose = (): void => reject(new AppError('engine-lost', 'The engine ended before it answered.'));
      if (this.held) this.#waiting.push({ order, answer, lose });
      else answer();
    });
    return answered as Promise<OrderResults[O['kind']]>;
  }

  start(): void {}

  link(): void {
    this.links += 1;
  }

  /** Resolves when an order of this kind waits. */
  async waiting(kind: OrderKind, path?: string): Promise<Waiting> {
    for (;;) {
      const found = this.#waiting.find(({ order }) => order.kind === kind && (!path || pathOf(order) === path));
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  async answer(kind: OrderKind, path?: string): Promise<void> {
    const found = await this.waiting(kind, path);
    this.#waiting = this.#waiting.filter((other) => other !== found);
    found.answer();
  }

  /** The process ends; the next order goes to a fresh one. */
  lose(): void {
    const lost = this.#waiting;
    this.#waiting = [];
    this.clips.clear();
    this.network = null;
    for (const { lose } of lost) lose();
  }

  async carryOut(order: Order, role: EngineRole): Promise<OrderResults[OrderKind]> {
    switch (order.kind) {
      case 'open-clip':
        this.clips.set(order.id, order.path);
        return { clip: { ...clipOf(order.id, order.path), name: order.name }, sound: soundAt(order.path) };
      case 'make-clip':
        await writeFile(order.path, '');
        return null;
      case 'close-clip':
        this.clips.delete(order.id);
        return null;
      case 'load-checkpoint':
        return (this.network = await this.#load(order.path, order.source, order.label));
      case 'save-checkpoint':
        return role === 'analysis' ? await this.#save(order.path) : await this.#saveRun(order.path);
      case 'export-weights':
        await this.#save(order.path);
        return null;
      case 'start-training':
        return planOf(order.choice);
      case 'resume-training':
        return order.plan;
      default:
        return null;
    }
  }

  async #load(path: string, source: NetworkInfo['source'], label = basename(path)): Promise<NetworkInfo> {
    try {
      const { network: name, step, snrDb, weights } = await readCheckpoint(path);
      return { name, checkpoint: label, source, revision: 1, parameters: weights.length, step, snrDb };
    } catch (error) {
      throw new AppError('bad-checkpoint', failureOf(error).message);
    }
  }

  async #saveRun(path: string): Promise<null> {
    await this.#save(path);
    return null;
  }

  async #save(path: string): Promise<NetworkInfo> {
    try {
      await saveCheckpoint(path, await readCheckpoint(BUNDLED));
    } catch (error) {
      throw new AppError('bad-checkpoint', failureOf(error).message);
    }
    return await this.#load(path, 'file');
  }
}

/** A run's plan as the engine makes it of what was asked for. */
export function planOf({ network, seed, ...choice }: TrainingChoice): TrainingPlan {
  const recipe = { method: 'sgd', batch: 2048, learningRate: 0.75, momentum: 0, examples: null } as const;
  return { data: 'noise', untilDb: null, epochs: null, ...recipe, ...choice, network, seed } as TrainingPlan;
}

export const BUNDLED = join(__dirname, '../../resources/networks/shared-frame.checkpoint');

function clipOf(id: string, path: string): ClipInfo {
  const name = basename(path);
  return { id, name, rate: 8000, channels: 1, samples: 8000, seconds: 1, encoding: 'PCM 16 bit' };
}

/** Where an engine says that the samples of a file lie. */
export function soundAt(path: string): StoredSound {
  const format = { kind: 'pcm', order: 'little', channels: 1, rate: 8000, bits: 16, bytes: 2 } as const;
  return { path, name: basename(path), layout: { format, dataStart: 44, samples: 8000 }, gain: 1 };
}

/** What can be played in a session; the caller closes the library. */
export function testSounds(engines: TestEngines): { sounds: Sounds; playable: PlayableSounds; logged: string[] } {
  const playable = new PlayableSounds();
  const logged: string[] = [];
  const sounds = new Sounds({ engines, library: playable, log: (text) => void logged.push(text) });
  return { sounds, playable, logged };
}

function pathOf(order: Order): string | null {
  return 'path' in order ? order.path : null;
}

/** What a run has come to after 20 steps. */
export const FACTS: RunFacts = {
  step: 20,
  epoch: 2,
  snrDb: 121,
  seconds: 0.4,
  msPerStep: 20,
  secondsTo60: 0.2,
  secondsTo120: 0.39,
  transformMs: 1.2,
  parameters: 66_048,
  backend: 'tensorflow-cpu',
  tensorflowVersion: '2.16.2'
};

/** The runs of a session, in a folder of its own, with a dialog that answers with `chosen`. */
export async function testRuns({ store, folder }: Pick<TestStore, 'store' | 'folder'>) {
  const problems: string[] = [];
  const onProblem = (text: string): void => void problems.push(text);
  const library = await RunLibrary.open({ path: join(folder, 'runs'), validate: parseRun, onProblem });
  const dialog: { chosen: string | null } = { chosen: null };
  const runs = new Runs({ store, library, dialogs: { curveToSave: () => Promise.resolve(dialog.chosen) } });
  return { runs, library, problems, dialog };
}

/** The list of clips of a session, with its file and the folder of made signals beside the session's. */
export async function testClipList({ store, folder }: Pick<TestStore, 'store' | 'folder'>): Promise<ClipList> {
  const state = await StateFile.open<ClipListState>({
    path: join(folder, 'clips.json'),
    validate: parseClipList,
    initial: INITIAL_CLIP_LIST,
    onSaveError: () => undefined,
    delayMs: 1e6
  });
  const folders = { signal: join(folder, 'signals'), recording: join(folder, 'takes') };
  return new ClipList({ store, state, sample: join(folder, 'sample.wav'), folders });
}

export interface TestStore {
  readonly folder: string;
  readonly store: SessionStore;
  readonly events: readonly AppEvent[];
  /** Texts of all notices so far. */
  notices(): string[];
}

const folders: string[] = [];
process.once('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A session over a settings file in a folder of its own. */
export async function testStore(saved: (folder: string) => Partial<AppState> = () => ({})): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), 'session-'));
  folders.push(folder);
  const state = await StateFile.open<AppState>({
    path: join(folder, 'state.json'),
    validate: parseState,
    initial: { ...INITIAL_STATE, ...saved(folder) },
    onSaveError: () => undefined,
    delayMs: 1e6
  });
  const events: AppEvent[] = [];
  const system = { app: '', electron: '', chromium: '', node: '', endOfLife: null, platform: '' };
  const store = new SessionStore({ system, state, publish: (event) => void events.push(event), onChange: () => {} });
  store.join();
  const notices = (): string[] => events.flatMap((event) => (event.type === 'notice' ? [event.notice.text] : []));
  return { folder, store, events, notices };
}
