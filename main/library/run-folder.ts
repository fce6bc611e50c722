import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readCheckpoint, saveCheckpoint } from './checkpoints';
import type { Checkpoint } from '../learn/checkpoint/format';
import { HistoryFolder } from './history/history-folder';
import { removeLeftovers } from './safe-write';

/** Checkpoints of a run kept beside its best. */
export const KEPT = 5;
const STEP = /^step-(\d{1,12})\.checkpoint$/;

/** The files of one run: its curve, its last checkpoints, the best one, its moments, and while it trains what is shown of it. */
export class RunFolder {
  /** What the run was like at several of its steps. */
  readonly history: HistoryFolder;

  /** @param path the folder, which exists */
  constructor(readonly path: string) {
    this.history = new HistoryFolder(join(path, 'history'));
  }

  get curve(): string {
    return join(this.path, 'curve');
  }

  /** The best weights, without what continuing the run takes. */
  get best(): string {
    return join(this.path, 'best.checkpoint');
  }

  /** Bare weights that the analysis engine reads while a large network trains. */
  get shown(): string {
    return join(this.path, 'shown.weights');
  }

  /**
   * Saves a moment that the run can be continued from, and then deletes all but the last `KEPT`.
   * @throws CheckpointError
   */
  async save(checkpoint: Checkpoint): Promise<void> {
    await saveCheckpoint(this.#ofStep(checkpoint.step), checkpoint);
    for (const step of (await this.steps()).slice(KEPT)) await rm(this.#ofStep(step), { force: true });
  }

  /** @throws CheckpointError */
  saveBest(checkpoint: Checkpoint): Promise<void> {
    return saveCheckpoint(this.best, { ...checkpoint, training: null });
  }

  /** The newest checkpoint that can be read, or null where there is none. */
  async newest(onRefusal: (error: unknown) => void): Promise<Checkpoint | null> {
    for (const step of await this.steps()) {
      try {
        return await readCheckpoint(this.#ofStep(step));
      } catch (error) {
        onRefusal(error);
      }
    }
    return null;
  }

  /** Steps of the checkpoints, newest first. */
  async steps(): Promise<number[]> {
    const names = await readdir(this.path).catch(() => []);
    return names
      .flatMap((name) => STEP.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => b - a);
  }

  /** The newest checkpoint that the run can be continued from, else the best; null where none was written. */
  async toSave(): Promise<string | null> {
    const [step] = await this.steps();
    if (step !== undefined) return this.#ofStep(step);
    return (await this.hasBest()) ? this.best : null;
  }

  async hasBest(): Promise<boolean> {
    return (await stat(this.best).catch(() => null)) !== null;
  }

  /** Clears away what a writer left that was killed, and the bare weights that were shown. */
  async tidy(): Promise<void> {
    for (const folder of [this.path, this.history.path]) await removeLeftovers(folder, { olderThanMs: 0 });
    for (const path of [this.shown, `${this.shown}.next`]) await rm(path, { force: true });
  }

  /** Bytes on disk. */
  async size(): Promise<number> {
    const names = await readdir(this.path).catch(() => []);
    const sizes = names.map(async (name) => (await stat(join(this.path, name)).catch(() => null))?.size ?? 0);
    return (await Promise.all([this.history.size(), ...sizes])).reduce((sum, size) => sum + size, 0);
  }

  #ofStep(step: number): string {
    return join(this.path, `step-${String(step).padStart(9, '0')}.checkpoint`);
  }
}
