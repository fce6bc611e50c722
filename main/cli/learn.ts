import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { NetworkName, TrainingPoint } from '@contract';
import { isNetworkName, NETWORK_SHAPES } from '../learn/shapes';
import { loadTensorFlow } from '../learn/tensorflow';
import { train, Trainer } from '../learn/trainer';
import { saveCheckpoint } from '../library/checkpoints';
import { noFile, numberOption, parseArguments, requiredOption, type Arguments } from './arguments';
import { CommandError, UsageError, type Command, type Context } from './command';

const DEFAULT_SEED = 1;

export const learn: Command = {
  name: 'learn',
  summary: 'Trains a network from noise and saves it; prints one JSON line an epoch.',
  synopsis: '--network NAME --out FILE.checkpoint [--seed N] [--until-db X] [--epochs N]',
  options: [
    ['--network NAME', `the network: ${Object.keys(NETWORK_SHAPES).join(', ')}`],
    ['--out FILE.checkpoint', 'the file to save; written so that an older one survives any failure'],
    ['--seed N', `seed of start weights and data, ${DEFAULT_SEED} where absent`],
    ['--until-db X', 'stop at this SNR on held-out noise; where absent, when three epochs gain less than 0.1 dB'],
    ['--epochs N', 'stop after so many epochs at the latest']
  ],

  async run(words, context) {
    const parsed = parseArguments(words, ['network', 'out', 'seed', 'until-db', 'epochs']);
    noFile(parsed);
    const network = networkOf(parsed);
    const out = requiredOption(parsed, 'out');
    const seed = numberOption(parsed, 'seed', { low: 0, high: 2 ** 32 - 1, whole: true }) ?? DEFAULT_SEED;
    const snrDb = numberOption(parsed, 'until-db', { low: -200, high: 400, whole: false });
    const epochs = numberOption(parsed, 'epochs', { low: 1, high: 1_000_000, whole: true });
    await requireFolderOf(out);
    const tensorflow = await loadTensorFlow();
    const trainer = new Trainer(tensorflow, { network, seed });
    try {
      const until = { ...(snrDb !== undefined && { snrDb }), ...(epochs !== undefined && { epochs }) };
      await trainAloud(trainer, until, { context, backend: tensorflow.info.backend });
      await saveCheckpoint(out, trainer.checkpoint());
      const best = trainer.bestSnrDb ?? -Infinity;
      if (snrDb !== undefined && best < snrDb) {
        throw new CommandError(`${out} was saved at ${best.toFixed(1)} dB, short of the ${snrDb} dB asked for`);
      }
    } finally {
      trainer.dispose();
    }
  }
};

function networkOf(parsed: Arguments): NetworkName {
  const name = requiredOption(parsed, 'network');
  if (isNetworkName(name)) return name;
  throw new UsageError(`--network takes ${Object.keys(NETWORK_SHAPES).join(', ')}, not ${name}`);
}

/** Better before the training than after it. */
async function requireFolderOf(path: string): Promise<void> {
  const folder = dirname(path);
  const facts = await stat(folder).catch(() => null);
  if (!facts?.isDirectory()) throw new CommandError(`Cannot save ${path}: there is no folder ${folder}.`);
}

/** Trains to the end and prints the epochs, the last one even where it is not complete. */
async function trainAloud(
  trainer: Trainer,
  until: { snrDb?: number; epochs?: number },
  { context, backend }: { context: Context; backend: string }
): Promise<void> {
  let epoch: TrainingPoint[] = [];
  const print = (): void => {
    const last = epoch[epoch.length - 1];
    if (!last) return;
    const msPerStep = epoch.reduce((sum, point) => sum + point.msPerStep, 0) / epoch.length;
    context.console.out(JSON.stringify({ ...last, msPerStep, backend }));
    epoch = [];
  };
  const onPoint = (point: TrainingPoint): void => {
    epoch.push(point);
    if (trainer.atEpochEnd) print();
  };
  await train(trainer, { until, onPoint, signal: context.signal });
  print();
}
