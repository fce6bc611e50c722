import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { MethodName, NetworkName, TrainEnd, TrainingPoint } from '@contract';
import type { Checkpoint } from '../learn/checkpoint/format';
import { isMethodName, isNetworkName, METHOD_LIST, NETWORK_SHAPES } from '../learn/shapes';
import { loadTensorFlow, type TensorFlow } from '../learn/tensorflow';
import { DivergenceError, train, Trainer, type TrainerOptions } from '../learn/trainer';
import { readCheckpoint, saveCheckpoint } from '../library/checkpoints';
import { noFile, numberOption, parseArguments, requiredOption, type Arguments } from './arguments';
import { CommandError, UsageError, type Command, type Context } from './command';

const DEFAULT_SEED = 1;
const NETWORKS = Object.keys(NETWORK_SHAPES).join(', ');
const METHODS = METHOD_LIST.join(', ');

export const learn: Command = {
  name: 'learn',
  summary: 'Trains a network from noise and saves it; prints one JSON line an epoch.',
  synopsis:
    '--network NAME --out FILE.checkpoint [--method NAME] [--seed N] [--until-db X] [--epochs N] [--batch N] [--rate X] [--resume FILE.checkpoint]',
  options: [
    ['--network NAME', `the network: ${NETWORKS}`],
    ['--out FILE.checkpoint', 'the file to save; written so that an older one survives any failure'],
    ['--method NAME', `the method: ${METHODS}; the network's own where absent`],
    ['--seed N', `seed of start weights and data, ${DEFAULT_SEED} where absent`],
    ['--until-db X', 'stop at this SNR on held-out noise; where absent, when three epochs gain less than 0.1 dB'],
    ['--epochs N', 'stop after so many epochs of the whole run at the latest; those of the recipe where absent'],
    ['--batch N', 'examples a step'],
    ['--rate X', 'learning rate of a method by gradients'],
    ['--resume FILE.checkpoint', 'go on where this run stands, with its method and its data']
  ],

  async run(words, context) {
    const names = ['network', 'out', 'method', 'seed', 'until-db', 'epochs', 'batch', 'rate', 'resume'];
    const parsed = parseArguments(words, names);
    noFile(parsed);
    const out = requiredOption(parsed, 'out');
    const asked = askedFor(parsed);
    const snrDb = numberOption(parsed, 'until-db', { low: -200, high: 400, whole: false });
    const epochs = numberOption(parsed, 'epochs', { low: 1, high: 1_000_000, whole: true });
    await requireFolderOf(out);
    const resumed = parsed.options.get('resume');
    const resume = resumed === undefined ? undefined : await readCheckpoint(resumed);
    const tensorflow = await loadTensorFlow();
    const trainer = trainerFor(tensorflow, asked, resume);
    try {
      const last = epochs ?? trainer.recipe.epochs;
      const until = { ...(snrDb !== undefined && { snrDb }), ...(last !== null && { epochs: last }) };
      const end = await trainAloud(trainer, until, { context, backend: tensorflow.info.backend });
      await saveCheckpoint(out, trainer.checkpoint());
      complain(end, trainer.best.snrDb ?? -Infinity, { out, snrDb });
    } finally {
      trainer.dispose();
    }
  }
};

type Asked = Partial<Omit<TrainerOptions, 'network' | 'resume'>> & { readonly network: NetworkName };

function askedFor(parsed: Arguments): Asked {
  const network = requiredOption(parsed, 'network');
  if (!isNetworkName(network)) throw new UsageError(`--network takes ${NETWORKS}, not ${network}`);
  const method = methodOf(parsed);
  const seed = numberOption(parsed, 'seed', { low: 0, high: 2 ** 32 - 1, whole: true });
  const batch = numberOption(parsed, 'batch', { low: 1, high: 65_536, whole: true });
  const learningRate = numberOption(parsed, 'rate', { low: 1e-12, high: 1e6, whole: false });
  return {
    network,
    ...(method !== undefined && { method }),
    ...(seed !== undefined && { seed }),
    ...(batch !== undefined && { batch }),
    ...(learningRate !== undefined && { learningRate })
  };
}

function methodOf({ options }: Arguments): MethodName | undefined {
  const name = options.get('method');
  if (name === undefined || isMethodName(name)) return name;
  throw new UsageError(`--method takes ${METHODS}, not ${name}`);
}

/** @throws CommandError where the options do not go with each other or with the run to continue */
function trainerFor(tensorflow: TensorFlow, asked: Asked, resume: Checkpoint | undefined): Trainer {
  try {
    const seed = asked.seed ?? resume?.seed ?? DEFAULT_SEED;
    return new Trainer(tensorflow, { ...asked, seed, ...(resume && { resume }) });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CommandError(`Cannot train ${asked.network}: ${error.message}`, { cause: error });
  }
}

/** @throws CommandError where the run is saved but did not get where it was to go */
function complain(
  end: TrainEnd | DivergenceError,
  best: number,
  { out, snrDb }: { out: string; snrDb: number | undefined }
): void {
  const saved = `${out} was saved at ${best.toFixed(1)} dB`;
  if (end instanceof DivergenceError) throw new CommandError(`${end.message} ${saved}.`, { cause: end });
  if (end === 'diverged') {
    throw new CommandError(`${saved}: the loss of two epochs was above ten times the best; try a lower --rate`);
  }
  if (snrDb !== undefined && best < snrDb) throw new CommandError(`${saved}, short of the ${snrDb} dB asked for`);
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
): Promise<TrainEnd | DivergenceError> {
  let epoch: TrainingPoint[] = [];
  const print = (): void => {
    const last = epoch[epoch.length - 1];
    if (!last) return;
    const { epoch: number, step, mse, snrDb, seconds } = last;
    const msPerStep = epoch.reduce((sum, point) => sum + point.msPerStep, 0) / epoch.length;
    context.console.out(JSON.stringify({ epoch: number, step, mse, snrDb, seconds, msPerStep, backend }));
    epoch = [];
  };
  const onPoint = (point: TrainingPoint): void => {
    epoch.push(point);
    if (trainer.atEpochEnd) print();
  };
  try {
    return await train(trainer, { until, onPoint, signal: context.signal });
  } catch (error) {
    if (error instanceof DivergenceError) return error;
    throw error;
  } finally {
    print();
  }
}
