import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { AppError, failureOf, type AppEvent, type EngineRole, type NetworkInfo } from '@contract';
import type { ClipInfo, Order, OrderKind, OrderResults } from '@contract';
import { readCheckpoint, saveCheckpoint } from '../library/checkpoints';
import { StateFile } from '../library/settings';
import { SessionStore } from './session-store';
import { INITIAL_STATE, parseState, type AppState } from './state-schema';
import type { TrainingEngines } from './training';

type Answer = (order: Order) => Promise<OrderResults[OrderKind]> | OrderResults[OrderKind];
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
  reply: Answer = (order) => this.carryOut(order);
  #waiting: Waiting[] = [];

  order<O extends Order>(_role: EngineRole, order: O): Promise<OrderResults[O['kind']]> {
    this.orders.push(order);
    const answered = new Promise<OrderResults[OrderKind]>((resolve, reject) => {
      const answer = (): void => void Promise.resolve(order).then(this.reply).then(resolve, reject);
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

  async carryOut(order: Order): Promise<OrderResults[OrderKind]> {
    switch (order.kind) {
      case 'open-clip':
        this.clips.set(order.id, order.path);
        return clipOf(order.id, order.path);
      case 'close-clip':
        this.clips.delete(order.id);
        return null;
      case 'load-checkpoint':
        return (this.network = await this.#load(order.path, order.source));
      case 'save-checkpoint':
        return await this.#save(order.path);
      default:
        return null;
    }
  }

  async #load(path: string, source: NetworkInfo['source']): Promise<NetworkInfo> {
    try {
      const { network: name, step, snrDb, weights } = await readCheckpoint(path);
      return { name, checkpoint: basename(path), source, revision: 1, parameters: weights.length, step, snrDb };
    } catch (error) {
      throw new AppError('bad-checkpoint', failureOf(error).message);
    }
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

export const BUNDLED = join(__dirname, '../../resources/networks/shared-frame.checkpoint');

function clipOf(id: string, path: string): ClipInfo {
  const name = basename(path);
  return { id, name, rate: 8000, channels: 1, samples: 8000, seconds: 1, encoding: 'PCM 16 bit' };
}

function pathOf(order: Order): string | null {
  return 'path' in order ? order.path : null;
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
