import type { NetworkFacts, RecipeInfo, RunFacts, RunInfo, TrainingPlan, TrainingPoint } from '@contract';

/** Point of a curve that takes 100 ms a step and ten steps an epoch. */
export function pointAt(step: number, snrDb: number | null = null): TrainingPoint {
  return {
    epoch: Math.ceil(step / 10),
    step,
    mse: 1 / step,
    snrDb,
    seconds: step / 10,
    msPerStep: 100,
    learningRate: 0.75
  };
}

export const PLAN: TrainingPlan = {
  network: 'shared-frame',
  method: 'sgd',
  seed: 7,
  batch: 2048,
  learningRate: 0.75,
  momentum: 0,
  examples: null,
  data: 'noise',
  untilDb: null,
  epochs: null
};

export const SGD: RecipeInfo = {
  method: 'sgd',
  batch: 2048,
  learningRate: 0.75,
  momentum: 0,
  examples: null,
  stepsPerEpoch: 10,
  epochs: null
};

export const AMSGRAD: RecipeInfo = {
  method: 'amsgrad',
  batch: 256,
  learningRate: 1e-3,
  momentum: 0,
  examples: 15_000,
  stepsPerEpoch: 59,
  epochs: 12
};

export const LEAST_SQUARES: RecipeInfo = {
  ...SGD,
  method: 'least-squares',
  learningRate: 1,
  examples: 16_384,
  stepsPerEpoch: 1
};

export const SHARED: NetworkFacts = {
  name: 'shared-frame',
  inputs: 256,
  outputs: 258,
  parameters: 66_048,
  frames: 1,
  recipes: [SGD, { ...AMSGRAD, examples: null }, LEAST_SQUARES]
};

export const DENSE: NetworkFacts = {
  ...SHARED,
  name: 'dense-stft',
  inputs: 2048,
  outputs: 8514,
  frames: 33,
  parameters: 17_436_672,
  recipes: [AMSGRAD, { ...SGD, batch: 256 }]
};

/** Takes numbers, not sound. */
export const DFT: NetworkFacts = {
  name: 'dft-128',
  inputs: 256,
  outputs: 256,
  parameters: 65_536,
  frames: 0,
  recipes: [SGD]
};

/** Of a learned inverse. */
export const INVERSE_FACTS: RunFacts = {
  step: 24,
  epoch: 3,
  snrDb: 130.87,
  seconds: 1,
  msPerStep: null,
  secondsTo60: null,
  secondsTo120: null,
  transformMs: null,
  parameters: 66_048,
  backend: 'tensorflow-cpu',
  tensorflowVersion: '2.16.2'
};

export function runOf(id: string, changes: Partial<RunInfo> = {}): RunInfo {
  return {
    id,
    name: `run ${id}`,
    notes: '',
    createdAt: '2026-11-26T10:00:00.000Z',
    plan: PLAN,
    facts: null,
    end: 'plateau',
    bytes: 1_000_000,
    ...changes
  };
}
