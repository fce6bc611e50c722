import type { Backend, DataKind, Experiment, Precision, Pruning } from '@contract';
import type { ClockMemory, Origin } from '../clock';
import type { LossMemory } from '../divergence';
import type { RestartMemory } from '../restarts';
import { isMethodName, isNetworkName } from '../shapes';
import type { CheckpointFacts } from './checkpoint';

/** What is wrong with the bytes of a checkpoint, as a part of a sentence. */
export class FormatError extends Error {
  constructor(
    message: string,
    readonly help = 'load another checkpoint or train a new one'
  ) {
    super(message);
  }
}

type Fields = Readonly<Record<string, unknown>>;
type Check<T> = (value: unknown) => value is T;

const BACKENDS: Readonly<Record<Backend, true>> = {
  'tensorflow-gpu': true,
  'tensorflow-cpu': true,
  wasm: true,
  cpu: true
};
const DATA: Readonly<Record<DataKind, true>> = { noise: true, tones: true, speech: true, clip: true };
const PRECISIONS: Readonly<Record<Precision, true>> = {
  float32: true,
  tf32: true,
  float16: true,
  bfloat16: true,
  int8: true
};
const UINT32 = 2 ** 32;
const MAX_TEXT = 200;

const isFinite: Check<number> = (value): value is number => Number.isFinite(value);
const isPositive: Check<number> = (value): value is number => isFinite(value) && value > 0;
const isNotNegative: Check<number> = (value): value is number => isFinite(value) && value >= 0;
const isCount: Check<number> = (value): value is number => Number.isSafeInteger(value) && isNotNegative(value);
const isPositiveCount: Check<number> = (value): value is number => isCount(value) && value > 0;
const isUint32: Check<number> = (value): value is number => isCount(value) && value < UINT32;
const isBoolean: Check<boolean> = (value): value is boolean => typeof value === 'boolean';
const isText: Check<string> = (value): value is string => typeof value === 'string' && value.length <= MAX_TEXT;
const isDate: Check<string> = (value): value is string => isText(value) && !Number.isNaN(Date.parse(value));
const isBackend: Check<Backend> = (value): value is Backend => isText(value) && Object.hasOwn(BACKENDS, value);
const isData: Check<DataKind> = (value): value is DataKind => isText(value) && Object.hasOwn(DATA, value);
const isPrecision: Check<Precision> = (value): value is Precision => isText(value) && Object.hasOwn(PRECISIONS, value);
const isGenerator: Check<number[]> = (value): value is number[] => isList(value, isUint32, 16) && value.length > 0;
const isBests: Check<number[]> = (value): value is number[] => isList(value, isFinite, 16);

function isList<T>(value: unknown, check: Check<T>, longest: number): value is T[] {
  return Array.isArray(value) && value.length <= longest && value.every(check);
}

function orNull<T>(check: Check<T>): Check<T | null> {
  return (value): value is T | null => value === null || check(value);
}

/** An entry that files without it do not hold. */
function optional<T>(fields: Fields, key: string, check: Check<T>): T | null {
  return key in fields ? field(fields, key, check) : null;
}

function field<T>(fields: Fields, key: string, check: Check<T>): T {
  const value = fields[key];
  if (!check(value)) throw new FormatError(`its manifest has no valid "${key}"`);
  return value;
}

/** @throws FormatError where `value` is no object with exactly these keys */
export function fieldsOf(value: unknown, what: string, keys: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FormatError(`its manifest has no valid "${what}"`);
  }
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw new FormatError(`its manifest has an unknown entry "${unknown.slice(0, 40)}"`);
  return value as Fields;
}

const FACTS = [
  'network',
  'bestStep',
  'snrDb',
  'mse',
  'step',
  'epoch',
  'seed',
  'method',
  'learningRate',
  'momentum',
  'batch',
  'examples',
  'data',
  'experiments',
  'backend',
  'tensorflowVersion',
  'oneDnn',
  'appVersion',
  'createdAt',
  'training'
] as const satisfies readonly (keyof CheckpointFacts)[];

/**
 * Checks every entry of a manifest read from disk.
 * @throws FormatError
 */
export function parseFacts(value: unknown): CheckpointFacts {
  const fields = fieldsOf(value, 'facts', FACTS);
  return {
    network: field(fields, 'network', isNetworkName),
    bestStep: field(fields, 'bestStep', isCount),
    snrDb: field(fields, 'snrDb', orNull(isFinite)),
    mse: field(fields, 'mse', orNull(isNotNegative)),
    step: field(fields, 'step', isCount),
    epoch: field(fields, 'epoch', isCount),
    seed: field(fields, 'seed', isUint32),
    method: field(fields, 'method', isMethodName),
    learningRate: field(fields, 'learningRate', isPositive),
    momentum: optional(fields, 'momentum', isPositive) ?? 0,
    batch: field(fields, 'batch', isPositive),
    examples: optional(fields, 'examples', isPositiveCount),
    data: optional(fields, 'data', isData) ?? 'noise',
    experiments: 'experiments' in fields ? parseExperiments(fields['experiments']) : [],
    backend: field(fields, 'backend', isBackend),
    tensorflowVersion: field(fields, 'tensorflowVersion', isText),
    oneDnn: field(fields, 'oneDnn', isBoolean),
    appVersion: field(fields, 'appVersion', isText),
    createdAt: field(fields, 'createdAt', isDate),
    training: fields['training'] === null ? null : parseTraining(fields['training'])
  };
}

function parseTraining(value: unknown): NonNullable<CheckpointFacts['training']> {
  const fields = fieldsOf(value, 'training', ['generator', 'seconds', 'bests', 'loss', 'restarts', 'clock']);
  return {
    generator: Uint32Array.from(field(fields, 'generator', isGenerator)),
    seconds: field(fields, 'seconds', isNotNegative),
    bests: field(fields, 'bests', isBests),
    loss: 'loss' in fields ? parseLoss(fields['loss']) : null,
    restarts: 'restarts' in fields ? parseRestarts(fields['restarts']) : null,
    clock: 'clock' in fields ? parseClock(fields['clock']) : null
  };
}

/** One made of a hundred is no use to anybody. */
const MOST_EXPERIMENTS = 100;

function parseExperiments(value: unknown): Experiment[] {
  if (!Array.isArray(value) || value.length > MOST_EXPERIMENTS) {
    throw new FormatError('its manifest has no valid "experiments"');
  }
  return value.map((item: unknown) => {
    const fields = fieldsOf(item, 'experiments', ['pruning', 'precision']);
    return { pruning: parsePruning(fields['pruning']), precision: field(fields, 'precision', isPrecision) };
  });
}

function parsePruning(value: unknown): Pruning {
  const fields = fieldsOf(value, 'pruning', ['kind', 'below']);
  const kind = fields['kind'];
  if (kind === 'threshold') return { kind, below: field(fields, 'below', isNotNegative) };
  if ((kind !== 'none' && kind !== 'bands') || 'below' in fields) {
    throw new FormatError('its manifest has no valid "pruning"');
  }
  return { kind };
}

function parseRestarts(value: unknown): RestartMemory {
  const fields = fieldsOf(value, 'restarts', ['bests', 'best', 'restarts']);
  return {
    bests: field(fields, 'bests', isBests),
    best: field(fields, 'best', orNull(isFinite)),
    restarts: field(fields, 'restarts', isCount)
  };
}

function parseClock(value: unknown): ClockMemory {
  const fields = fieldsOf(value, 'clock', ['batches', 'method']);
  return { batches: parseOrigin(fields['batches']), method: parseOrigin(fields['method']) };
}

function parseOrigin(value: unknown): Origin {
  const fields = fieldsOf(value, 'clock', ['step', 'epoch']);
  return { step: field(fields, 'step', isCount), epoch: field(fields, 'epoch', isCount) };
}

function parseLoss(value: unknown): LossMemory {
  const fields = fieldsOf(value, 'loss', ['sum', 'count', 'best', 'bad']);
  return {
    sum: field(fields, 'sum', isNotNegative),
    count: field(fields, 'count', isCount),
    best: field(fields, 'best', orNull(isNotNegative)),
    bad: field(fields, 'bad', isCount)
  };
}

/** The facts as JSON can hold them; entries that say nothing are left out. */
export function factsToJson({ momentum, examples, data, experiments, training, ...facts }: CheckpointFacts): unknown {
  const entries: Fields = {
    ...facts,
    ...(momentum > 0 && { momentum }),
    ...(examples !== null && { examples }),
    ...(data !== 'noise' && { data }),
    ...(experiments.length > 0 && { experiments }),
    training: training && {
      generator: Array.from(training.generator),
      seconds: training.seconds,
      bests: training.bests,
      ...(training.loss && { loss: training.loss }),
      ...(training.restarts && { restarts: training.restarts }),
      ...(training.clock && { clock: training.clock })
    }
  };
  // In one order, whoever made the facts: equal checkpoints are equal files.
  return Object.fromEntries(FACTS.flatMap((key) => (key in entries ? [[key, entries[key]]] : [])));
}
