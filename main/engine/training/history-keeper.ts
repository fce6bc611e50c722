import type { MethodName, TrainingPoint } from '@contract';
import type { HistoryFolder, ListedMoment } from '../../library/history/history-folder';
import { thinnest } from '../../library/history/thinning';
import type { Checkpoint } from '../../learn/checkpoint/format';
import { chosenRows } from '../../learn/inspect/chosen-rows';
import { comparedMap, summarize } from '../../learn/inspect/weight-statistics';

/** Early steps whose moments are kept: most happens then. */
const EARLY: ReadonlySet<number> = new Set([0, 1, 2, 5, 10, 20, 50, 100]);

/** Bytes that the weights of all moments of a run may take. */
const WEIGHTS_BUDGET = 2 ** 30;
/** Beside the numbers themselves. */
const FILE_BYTES = 4096;

/** Beyond, moments lie closer than a person can point at. */
const MOST_MOMENTS = 1000;

export interface HistoryOptions {
  readonly folder: HistoryFolder;
  /** Step that the run goes on behind; 0 where it begins. */
  readonly steps: number;
  /** Count of weights. */
  readonly parameters: number;
  /** Takes what the disk says; the run goes on. */
  readonly onRefusal: (error: unknown) => void;
  /** Takes a sentence about a moment that cannot be read. */
  readonly onProblem: (text: string) => void;
}

interface Due {
  readonly method: MethodName;
  readonly atEpochEnd: boolean;
}

type Kept = Pick<ListedMoment, 'step' | 'place' | 'whole'>;

/**
 * Keeps moments of a run: those of the first steps, and one at the end of every epoch. Numbers and chosen rows are kept
 * of each, all weights within 1 GiB a run: always those of small networks, 15 times those of dense-stft. Beyond, weights
 * are given up one by one, the first and the newest never, so that those left are spread evenly over the curve; so are
 * moments beyond a thousand, with their numbers.
 */
export class HistoryKeeper {
  readonly #options: HistoryOptions;
  readonly #mostWhole: number;
  #kept: readonly Kept[];
  #writing: Promise<void> = Promise.resolve();

  private constructor(options: HistoryOptions, kept: readonly Kept[]) {
    this.#options = options;
    this.#kept = kept;
    const bytes = options.parameters * Float32Array.BYTES_PER_ELEMENT + FILE_BYTES;
    this.#mostWhole = Math.max(2, Math.floor(WEIGHTS_BUDGET / bytes));
  }

  /** What lies beyond the step that the run goes on behind is given up. */
  static async open(options: HistoryOptions): Promise<HistoryKeeper> {
    const { folder, steps, onRefusal, onProblem } = options;
    try {
      await folder.cut(steps === 0 ? -1 : steps);
      return new HistoryKeeper(options, await folder.list(onProblem));
    } catch (error) {
      onRefusal(error);
      return new HistoryKeeper(options, []);
    }
  }

  /** Whether the moment after a step is kept. While a solver sums over its examples, the weights stay as they are. */
  static isDue({ step, epoch }: Pick<TrainingPoint, 'step' | 'epoch'>, { method, atEpochEnd }: Due): boolean {
    const isSumming = method === 'least-squares' || (method === 'conjugate-gradients' && epoch === 1);
    return atEpochEnd || (EARLY.has(step) && !isSumming);
  }

  /** The step of the newest moment, null where there is none. */
  get newest(): number | null {
    return this.#kept[this.#kept.length - 1]?.step ?? null;
  }

  /**
   * Keeps a moment behind the others: while the step is shown, and beside the steps that follow. The next one waits for it.
   * @param moment its arrays must not change until then
   */
  async keep(moment: Checkpoint): Promise<void> {
    await this.#writing;
    const { step } = moment;
    const place = (this.#kept[this.#kept.length - 1]?.place ?? -1) + 1;
    this.#kept = [...this.#kept, { step, place, whole: true }];
    this.#writing = this.#write(moment, place).catch((error: unknown) => {
      this.#kept = this.#kept.filter((kept) => kept.step !== step);
      this.#options.onRefusal(error);
    });
  }

  /** Resolves when everything is on disk. */
  async finish(): Promise<void> {
    await this.#writing;
  }

  async #write(moment: Checkpoint, place: number): Promise<void> {
    // First the step is handed on to be shown: whoever trains waits for that anyway.
    await new Promise((resolve) => setImmediate(resolve));
    const { network, weights, step, epoch, snrDb } = moment;
    const compared = comparedMap(network, weights);
    const summary = summarize(network, weights, compared);
    const rows = chosenRows(network, compared);
    await this.#makeRoom();
    await this.#options.folder.keep({ step, epoch, snrDb, place, summary, rows }, moment);
  }

  async #makeRoom(): Promise<void> {
    const { folder } = this.#options;
    const whole = this.#kept.filter((kept) => kept.whole);
    if (whole.length > this.#mostWhole) {
      const { step } = whole[thinnest(whole.map(({ place }) => place))]!;
      this.#kept = this.#kept.map((kept) => (kept.step === step ? { ...kept, whole: false } : kept));
      await folder.removeWeights(step);
    }
    if (this.#kept.length > MOST_MOMENTS) {
      const { step } = this.#kept[thinnest(this.#kept.map(({ place }) => place))]!;
      this.#kept = this.#kept.filter((kept) => kept.step !== step);
      await folder.remove(step);
    }
  }
}
