import type { Checkpoint } from '../../learn/checkpoint/format';
import type { RunFolder } from '../../library/run-folder';

/**
 * Writes the checkpoints of a run beside its steps, one at a time: while one is being written, others are left out, the
 * last one never. A disk that refuses does not end the run.
 */
export class CheckpointKeeper {
  readonly #folder: RunFolder;
  readonly #onRefusal: (error: unknown) => void;
  #writing: Promise<void> | null = null;
  #best: number | null = null;

  constructor(folder: RunFolder, onRefusal: (error: unknown) => void) {
    this.#folder = folder;
    this.#onRefusal = onRefusal;
  }

  /** Writes a checkpoint of this moment, unless one is still being written. */
  offer(make: () => Checkpoint): void {
    if (this.#writing) return;
    this.#writing = this.#write(make()).finally(() => (this.#writing = null));
  }

  /** Resolves when the checkpoint of this moment is written. */
  async finish(make: () => Checkpoint): Promise<void> {
    await this.#writing;
    await this.#write(make());
  }

  async #write(checkpoint: Checkpoint): Promise<void> {
    try {
      if (checkpoint.training) await this.#folder.save(checkpoint);
      if (checkpoint.bestStep === this.#best) return;
      await this.#folder.saveBest(checkpoint);
      this.#best = checkpoint.bestStep;
    } catch (error) {
      this.#onRefusal(error);
    }
  }
}
