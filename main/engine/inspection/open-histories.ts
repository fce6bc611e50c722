import { AppError, type ChosenRow, type HistoryMoment, type KeptRows, type NetworkName, type OrderOf } from '@contract';
import type { Checkpoint } from '../../learn/checkpoint/format';
import { chosenRows } from '../../learn/inspect/chosen-rows';
import { keptRows } from '../../learn/inspect/kept-rows';
import { comparedMap, summarize } from '../../learn/inspect/weight-statistics';
import { readCheckpoint } from '../../library/checkpoints';
import { RunFolder } from '../../library/run-folder';

interface OpenHistory {
  readonly network: NetworkName;
  readonly folder: RunFolder;
  /** The step of the best weights, where these are the only moment of the run. */
  readonly bestAlone: number | null;
}

/** The moments of the runs that main named. Of a run whose moments were not kept, the best weights are one. */
export class OpenHistories {
  readonly #open = new Map<string, OpenHistory>();
  readonly #onProblem: (text: string) => void;

  /** @param onProblem takes a sentence about a file that is left out, once however often its history is opened */
  constructor(onProblem: (text: string) => void) {
    const told = new Set<string>();
    this.#onProblem = (text) => {
      if (!told.has(text)) onProblem(text);
      told.add(text);
    };
  }

  /** @returns what there is now, oldest first; opened again, what has come since as well */
  async open({ run, network, folder: path }: OrderOf<'open-history'>): Promise<{ moments: readonly HistoryMoment[] }> {
    const known = this.#open.get(run)?.folder;
    const folder = known?.path === path ? known : new RunFolder(path);
    const moments = (await folder.history.list(this.#onProblem)).map(({ place: _place, ...moment }) => moment);
    const best = moments.length > 0 ? null : await this.#bestOf(folder);
    this.#open.set(run, { network, folder, bestAlone: best?.step ?? null });
    return { moments: best ? [best] : moments };
  }

  /**
   * All weights of a moment.
   * @throws AppError `not-found` where they were not kept, CheckpointError where they cannot be read
   */
  async weights(run: string, step: number): Promise<Checkpoint> {
    const { folder, bestAlone } = this.#of(run);
    if (step === bestAlone) return atItsBest(await readCheckpoint(folder.best));
    if (await folder.history.hasWeights(step)) return await folder.history.weights(step);
    throw new AppError('not-found', `Of step ${step}, numbers and rows may have been kept, but not all weights.`);
  }

  /**
   * Chosen rows of a moment, beside the exact ones.
   * @throws AppError `not-found`, or `bad-checkpoint` where they are rows of another network; CheckpointError where they
   *   cannot be read
   */
  async rows(run: string, step: number): Promise<KeptRows> {
    const { network, folder, bestAlone } = this.#of(run);
    const chosen = step === bestAlone ? await this.#rowsOfBest(folder) : await folder.history.rows(step);
    try {
      return keptRows(network, chosen);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new AppError('bad-checkpoint', `The rows of step ${step} cannot be shown: ${error.message}.`, {
        cause: error
      });
    }
  }

  async #rowsOfBest(folder: RunFolder): Promise<readonly ChosenRow[]> {
    const { network, weights } = await readCheckpoint(folder.best);
    return chosenRows(network, comparedMap(network, weights));
  }

  #of(run: string): OpenHistory {
    const history = this.#open.get(run);
    if (history) return history;
    throw new AppError('not-found', 'The history of this run is not open.');
  }

  async #bestOf(folder: RunFolder): Promise<HistoryMoment | null> {
    if (!(await folder.hasBest())) return null;
    try {
      const { network, weights, step, epoch, snrDb } = atItsBest(await readCheckpoint(folder.best));
      return { step, epoch, snrDb, whole: true, summary: summarize(network, weights) };
    } catch (error) {
      this.#onProblem(
        `the best weights of a run were left out: ${error instanceof Error ? error.message : String(error)}`
      );
      return null;
    }
  }
}

/** The checkpoint as one made at the step of its weights. */
function atItsBest(checkpoint: Checkpoint): Checkpoint {
  return { ...checkpoint, step: checkpoint.bestStep };
}
