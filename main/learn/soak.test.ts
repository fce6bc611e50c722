import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { RUNS, smallRun } from './small-runs';
import { loadTensorFlow, type TensorFlow } from './tensorflow';
import type { Trainer } from './trainer';

/** Until then memory fills that is used again and again. */
const WARM_UP = 500;
const STEPS = 1500;
/** Growth that ends is no leak: only what grows in every round is. */
const ROUNDS = 4;
/** Garbage that was not given back yet lies on top of what is in use, so a sample is the least of many looks. */
const PER_LOOK = 10;
const PER_SAMPLE = 250;
/** Growth of resident memory in MB per 1,000 steps. */
const MOST_GROWTH = 1;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

let tensorflow: TensorFlow;
beforeAll(async () => {
  tensorflow = await loadTensorFlow();
});

describe.runIf(process.env['NEURAL_SPECTROGRAM_SOAK'])('2,000 steps', () => {
  it.each(RUNS)('of %s by %s need no more memory than the first', { timeout: 3_600_000 }, (network, method) => {
    const run = smallRun(tensorflow, network, method);
    const counts = new Set<number>();
    const growths: number[] = [];
    try {
      for (let step = 0; step < WARM_UP; step++) run.step();
      do growths.push(soak(run, counts));
      while (growths.length < ROUNDS && growths.at(-1)! >= MOST_GROWTH);
    } finally {
      run.dispose();
    }
    const memory = growths.map((growth) => growth.toFixed(2)).join(', then ');
    process.stdout.write(`${network} by ${method}: ${[...counts].join(', ')} tensors, `);
    process.stdout.write(`resident memory ${memory} MB per 1,000 steps\n`);
    expect(counts.size).toBe(1);
    expect(growths.at(-1)).toBeLessThan(MOST_GROWTH);
  });
});

/** @returns growth of resident memory in MB per 1,000 steps */
function soak(run: Trainer, counts: Set<number>): number {
  const samples: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    run.step();
    counts.add(tensorflow.tf.memory().numTensors);
    if (step % PER_LOOK > 0) continue;
    collectGarbage();
    const sample = Math.floor(step / PER_SAMPLE);
    samples[sample] = Math.min(samples[sample] ?? Infinity, process.memoryUsage.rss() / 2 ** 20);
  }
  return (slopeOf(samples) * 1000) / PER_SAMPLE;
}

/** Of the straight line through equally spaced values, by least squares: per value. */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const squares = values.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
  return values.reduce((sum, value, i) => sum + (i - middle) * value, 0) / squares;
}
