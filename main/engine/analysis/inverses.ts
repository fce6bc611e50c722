import { AppError } from '@contract';
import type { Checkpoint } from '../../learn/checkpoint/format';
import type { TensorFlow } from '../../learn/tensorflow';
import { train, Trainer } from '../../learn/trainer';
import type { JobContext } from '../page-port';
import { LearnedInverse } from './learned-inverse';

const SEED = 1;
/** The closed form, and two refinements of it, which is where float32 ends. */
const EPOCHS = 3;

/** What leads from spectra back to sound, and the learned inverse that was solved here last. */
export class Inverses {
  readonly #tensorflow: TensorFlow;
  #current: LearnedInverse | null = null;
  #solved: Checkpoint | null = null;
  #revision = 0;
  #isSolving = false;

  constructor(tensorflow: TensorFlow) {
    this.#tensorflow = tensorflow;
  }

  /** null for the exact inverse. */
  get current(): LearnedInverse | null {
    return this.#current;
  }

  /** @throws AppError `not-found` where none was solved */
  get solved(): Checkpoint {
    if (this.#solved) return this.#solved;
    throw new AppError('not-found', 'No inverse was solved yet, or the engine that solved it ended. Solve it again.');
  }

  useExact(): void {
    this.#current = null;
  }

  /** @throws AppError `refused` where the checkpoint holds no inverse that can be used; the one before it stays */
  use(checkpoint: Pick<Checkpoint, 'network' | 'weights'>, run: string): void {
    this.#current = new LearnedInverse(this.#tensorflow, checkpoint, { run, revision: ++this.#revision });
  }

  /**
   * Finds an inverse by least squares.
   * @returns its SNR on held-out noise in dB
   * @throws AppError `cancelled`, `busy` where one is being solved already
   */
  async solve({ signal, giveWay, progress }: JobContext): Promise<{ snrDb: number | null }> {
    if (this.#isSolving) throw new AppError('busy', 'An inverse is being solved already.');
    this.#isSolving = true;
    const trainer = new Trainer(this.#tensorflow, { network: 'inverse', method: 'least-squares', seed: SEED });
    try {
      const steps = EPOCHS * trainer.recipe.stepsPerEpoch;
      await train(trainer, {
        until: { epochs: EPOCHS },
        signal,
        onPoint: async ({ step }) => {
          progress(step / steps);
          await giveWay();
        }
      });
      if (signal.aborted) throw new AppError('cancelled', 'The job was cancelled.');
      this.#solved = trainer.checkpoint();
      return { snrDb: this.#solved.snrDb };
    } finally {
      trainer.dispose();
      this.#isSolving = false;
    }
  }
}
