import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { AppError, failureOf, MAX_POINTS_PER_REPLY, type TrainingClip, type TrainingPlan } from '@contract';
import type { RunInfo, RunProgress, TrainingPoint } from '@contract';
import { curveCsv } from '../library/curve-csv';
import { readCurve } from '../library/curve-file';
import type { RunLibrary, StoredRun } from '../library/runs';
import { writeFileSafely } from '../library/safe-write';
import type { Dialogs } from './dialogs';
import { isAt } from './run-phase';
import type { SessionStore } from './session-store';

export interface RunsOptions {
  readonly store: SessionStore;
  readonly library: RunLibrary;
  readonly dialogs: Pick<Dialogs, 'curveToSave'>;
}

/** The runs a person has made: what each came to, its name and notes, its curve. */
export class Runs {
  readonly #options: RunsOptions;

  constructor(options: RunsOptions) {
    this.#options = options;
  }

  /** @throws AppError `not-found` */
  get(id: string): StoredRun {
    const run = this.#options.library.find(id);
    if (!run) throw new AppError('not-found', 'This run is no longer there.');
    return run;
  }

  /**
   * Makes a folder for a run to come.
   * @throws AppError `disk`
   */
  async prepare(id: string): Promise<string> {
    return await onDisk(async () => (await this.#options.library.prepare(id)).path);
  }

  /** The run did not begin. */
  discard(id: string): Promise<void> {
    return this.#options.library.discard(id);
  }

  /** The run has begun. */
  async add(id: string, plan: TrainingPlan, clip: TrainingClip | null): Promise<void> {
    const { library } = this.#options;
    const name = this.nameOf(plan);
    const createdAt = new Date().toISOString();
    await library.add({ id, name, notes: '', createdAt, plan, facts: null, end: null, clip });
    this.publish();
  }

  /** Keeps a run that was made elsewhere, by its name. */
  async take(run: Pick<StoredRun, 'id' | 'name' | 'plan' | 'facts' | 'end'>): Promise<void> {
    const createdAt = new Date().toISOString();
    const name = run.name.slice(0, 120);
    await this.#options.library.add({ ...run, name, notes: '', createdAt, clip: null });
    await this.#options.library.measure(run.id);
    this.publish();
  }

  /** The run that was kept of the same file before, and did not go on since; null where there is none. */
  taken({ name, plan, facts }: Pick<StoredRun, 'name' | 'plan' | 'facts'>): string | null {
    const run = this.#options.library.runs.find(
      (each) => each.name === name && isDeepStrictEqual([each.plan, each.facts], [plan, facts])
    );
    return run?.id ?? null;
  }

  /** The run goes on. */
  reopen(id: string): void {
    this.#options.library.change(id, { end: null });
    this.publish();
  }

  /** The engine tells what a run has come to. */
  report({ run, plan, facts, end }: RunProgress): void {
    const { library } = this.#options;
    library.change(run, { plan, facts, end });
    this.publish();
    void library.measure(run).then(() => this.publish());
  }

  /** @throws AppError `not-found` */
  describe(id: string, change: { readonly name?: string | undefined; readonly notes?: string | undefined }): RunInfo {
    const run = this.get(id);
    this.#options.library.change(id, { name: change.name ?? run.name, notes: change.notes ?? run.notes });
    this.publish();
    return this.#info(id);
  }

  /** @throws AppError `refused` where it is under way, `not-found`, `disk` */
  async remove(id: string): Promise<null> {
    const { library, store } = this.#options;
    if (isAt(store.training, id)) {
      throw new AppError('refused', 'This run is under way. Stop it before you delete it.');
    }
    this.get(id);
    await onDisk(() => library.remove(id));
    this.publish();
    return null;
  }

  /** @throws AppError `disk` */
  async restore(): Promise<RunInfo | null> {
    const run = await onDisk(() => this.#options.library.restore());
    this.publish();
    return run && this.#info(run.id);
  }

  /** @throws AppError `not-found` */
  async curve(id: string, afterStep: number): Promise<{ points: readonly TrainingPoint[] }> {
    this.get(id);
    const { curve } = this.#options.library.folderOf(id);
    return { points: await readCurve(curve, { afterStep, most: MAX_POINTS_PER_REPLY }) };
  }

  /** @throws AppError `not-found`, `disk` */
  async exportCurve(id: string): Promise<{ name: string } | null> {
    const { library, dialogs, store } = this.#options;
    const { name } = this.get(id);
    const path = await dialogs.curveToSave(`${fileName(name)}.csv`);
    if (path === null) return null;
    const points = await readCurve(library.folderOf(id).curve);
    await onDisk(() => writeFileSafely(path, new TextEncoder().encode(curveCsv(points))));
    store.notify('info', `Saved the curve as ${basename(path)}.`);
    return { name: basename(path) };
  }

  /** Where the run lives. */
  folderOf(id: string): string {
    return this.#options.library.folderOf(id).path;
  }

  bestOf(id: string): string {
    return this.#options.library.folderOf(id).best;
  }

  /** The checkpoint that holds most of the run, null where none was written yet. */
  async toSave(id: string): Promise<string | null> {
    return await this.#options.library.folderOf(id).toSave();
  }

  /** The run whose best weights lie at a path, or null. */
  runAt(path: string): StoredRun | null {
    const { library } = this.#options;
    const run = library.runs.find(({ id }) => library.folderOf(id).best === path);
    return run ? library.find(run.id) : null;
  }

  /** What a run to come is called at first. */
  nameOf({ network, method }: Pick<TrainingPlan, 'network' | 'method'>): string {
    const same = this.#options.library.runs.filter(({ plan }) => plan.network === network && plan.method === method);
    return `${network}, ${method} ${same.length + 1}`;
  }

  #info(id: string): RunInfo {
    const info = this.#options.library.runs.find((run) => run.id === id);
    if (!info) throw new AppError('not-found', 'This run is no longer there.');
    return info;
  }

  /** Tells the page of every run. */
  publish(): void {
    const { store, library } = this.#options;
    store.setRuns(library.runs);
  }
}

/** A name as a file may be called. */
export function fileName(name: string): string {
  return name.replace(/[\p{Cc}/\\:*?"<>|]+/gu, '-').replace(/^\.+/, '') || 'run';
}

async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new AppError('disk', `The disk refused: ${failureOf(error).message}`, { cause: error });
  }
}
