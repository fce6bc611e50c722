import type { OrderResults } from '@contract';
import type { Checkpoint } from '../../learn/checkpoint/format';
import type { RunFolder } from '../../library/run-folder';

/**
 * Makes a run of a checkpoint.
 * @returns what it was trained by and has come to, as far as the checkpoint tells
 * @throws CheckpointError where the files cannot be written
 */
export async function importRun(checkpoint: Checkpoint, folder: RunFolder): Promise<OrderResults['import-run']> {
  await folder.saveBest(checkpoint);
  if (checkpoint.training) await folder.save(checkpoint);
  const { network, method, seed, batch, learningRate, momentum, examples, data } = checkpoint;
  const { step, epoch, snrDb, backend, tensorflowVersion, weights, training } = checkpoint;
  return {
    plan: { network, method, seed, batch, learningRate, momentum, examples, data, untilDb: null, epochs: null },
    facts: {
      step,
      epoch,
      snrDb,
      seconds: training?.seconds ?? 0,
      msPerStep: null,
      secondsTo60: null,
      secondsTo120: null,
      transformMs: null,
      parameters: weights.length,
      backend,
      tensorflowVersion
    }
  };
}
