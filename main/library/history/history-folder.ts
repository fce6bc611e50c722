import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ChosenRow } from '@contract';
import { diskRefusal } from '../../audio/disk-refusal';
import { CheckpointError, checkpointPieces, type Checkpoint } from '../../learn/checkpoint/format';
import { readCheckpoint } from '../checkpoints';
import { writeFileSwiftly } from '../safe-write';
import { decodeMoment, encodeMoment, MomentError, type StoredMoment } from './moment-file';

const MOMENT = /^(\d{9,12})\.moment$/;
const WEIGHTS = /^(\d{9,12})\.checkpoint$/;
/** Rows and numbers take a fifth of it at most. */
const MAX_MOMENT_BYTES = 2 ** 20;

/** A moment as it is listed: without its rows, but with whether its weights are there. */
export interface ListedMoment extends Omit<StoredMoment, 'rows'> {
  readonly whole: boolean;
}

/**
 * The moments of a run on disk: for each a small file of numbers and rows, and a checkpoint of its weights where these
 * were kept. A file is there whole or not at all, whenever its writer is killed; a power cut may spoil the newest, from
 * which nothing is continued: a spoilt moment is left out, spoilt weights are refused.
 */
export class HistoryFolder {
  /** Moments that were listed, each with when its file was written: a run that goes on is listed again and again. */
  readonly #listed = new Map<number, { readonly writtenAt: number; readonly moment: Omit<ListedMoment, 'whole'> }>();

  /** @param path the folder, which is made with the first moment */
  constructor(readonly path: string) {}

  /**
   * Every moment, oldest first. A file that is broken is left out.
   * @param onProblem takes a sentence about it
   */
  async list(onProblem: (text: string) => void): Promise<ListedMoment[]> {
    const moments: ListedMoment[] = [];
    const whole = new Set(await this.#steps(WEIGHTS));
    for (const step of await this.#steps(MOMENT)) {
      try {
        moments.push({ ...(await this.#facts(step)), whole: whole.has(step) });
      } catch (error) {
        onProblem(`a moment of a run was left out: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    return moments;
  }

  /**
   * Rows of a moment.
   * @throws CheckpointError
   */
  async rows(step: number): Promise<readonly ChosenRow[]> {
    return (await this.#read(step)).rows;
  }

  /**
   * A moment with all its weights.
   * @throws CheckpointError
   */
  weights(step: number): Promise<Checkpoint> {
    return readCheckpoint(this.#path(step, 'checkpoint'));
  }

  /** Whether all weights of a moment were kept. */
  async hasWeights(step: number): Promise<boolean> {
    return (await stat(this.#path(step, 'checkpoint')).catch(() => null)) !== null;
  }

  /**
   * Keeps a moment, with its weights where these are given: its arrays must not change until then. The state of the method
   * is left out, because no run is continued from there.
   * @throws CheckpointError
   */
  async keep(moment: StoredMoment, weights: Checkpoint | null): Promise<void> {
    const { step } = moment;
    if (weights) await this.#write(step, 'checkpoint', [...checkpointPieces({ ...weights, training: null })]);
    await this.#write(step, 'moment', [encodeMoment(moment)]);
  }

  /** Gives up a moment altogether. */
  async remove(step: number): Promise<void> {
    await rm(this.#path(step, 'moment'), { force: true });
    await this.removeWeights(step);
  }

  /** Gives up the weights of a moment. */
  async removeWeights(step: number): Promise<void> {
    await rm(this.#path(step, 'checkpoint'), { force: true });
  }

  /** Gives up what lies beyond a step, and weights without a moment. */
  async cut(afterStep: number): Promise<void> {
    const moments = new Set((await this.#steps(MOMENT)).filter((step) => step <= afterStep));
    for (const step of await this.#steps(MOMENT)) if (!moments.has(step)) await this.remove(step);
    for (const step of await this.#steps(WEIGHTS)) if (!moments.has(step)) await this.removeWeights(step);
  }

  /** Bytes on disk. */
  async size(): Promise<number> {
    const names = await readdir(this.path).catch(() => []);
    const sizes = names.map(async (name) => (await stat(join(this.path, name)).catch(() => null))?.size ?? 0);
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  }

  async #facts(step: number): Promise<Omit<ListedMoment, 'whole'>> {
    const { mtimeMs: writtenAt } = await stat(this.#path(step, 'moment')).catch(() => ({ mtimeMs: NaN }));
    const known = this.#listed.get(step);
    if (known?.writtenAt === writtenAt) return known.moment;
    const { epoch, place, snrDb, summary } = await this.#read(step);
    const moment = { step, epoch, place, snrDb, summary };
    this.#listed.set(step, { writtenAt, moment });
    return moment;
  }

  async #read(step: number): Promise<StoredMoment> {
    const path = this.#path(step, 'moment');
    const name = basename(path);
    const help = 'choose another moment';
    try {
      const { size } = await stat(path);
      if (size > MAX_MOMENT_BYTES) throw new MomentError(`it has ${size} bytes, and a moment has at most 2^20`);
      const moment = decodeMoment(await readFile(path));
      if (moment.step !== step) throw new MomentError(`it holds step ${moment.step}`);
      return moment;
    } catch (error) {
      if (error instanceof MomentError) throw CheckpointError.opening(name, { reason: error.message, help }, error);
      throw CheckpointError.opening(name, { ...diskRefusal(error, 'read'), help }, error);
    }
  }

  async #write(step: number, kind: 'moment' | 'checkpoint', pieces: readonly Uint8Array[]): Promise<void> {
    const path = this.#path(step, kind);
    try {
      await mkdir(this.path, { recursive: true });
      await writeFileSwiftly(path, pieces);
    } catch (error) {
      throw CheckpointError.saving(basename(path), diskRefusal(error), error);
    }
  }

  /** Steps of the files of a kind, rising. */
  async #steps(kind: RegExp): Promise<number[]> {
    const names = await readdir(this.path).catch(() => []);
    return names
      .flatMap((name) => kind.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  }

  #path(step: number, kind: 'moment' | 'checkpoint'): string {
    return join(this.path, `${String(step).padStart(9, '0')}.${kind}`);
  }
}
