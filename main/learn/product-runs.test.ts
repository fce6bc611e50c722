import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TrainingPoint } from '@contract';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint/format';
import { methodsOf } from './recipes';
import { loadTensorFlow, type TensorFlow } from './tensorflow';
import { Trainer, type TrainerOptions } from './trainer';

let tensorflow: TensorFlow;
const open: Trainer[] = [];
beforeAll(async () => {
  tensorflow = await loadTensorFlow();
});
afterEach(() => {
  for (const trainer of open.splice(0)) trainer.dispose();
});

function trainer(options: Omit<TrainerOptions, 'seed'> & { readonly seed?: number }): Trainer {
  const made = new Trainer(tensorflow, { seed: 1, ...options });
  open.push(made);
  return made;
}

function steps(of: Trainer, count: number): TrainingPoint[] {
  return Array.from({ length: count }, () => of.step());
}

describe.each(['butterfly', 'butterfly-256', 'recurrent'] as const)('%s', (network) => {
  it('goes from a random start to 120 dB in 60 steps of its own method', () => {
    const subject = trainer({ network });
    expect(subject.measure()).toBeLessThan(0);
    steps(subject, 60);
    expect(subject.best.snrDb).toBeGreaterThan(120);
  });
});

describe.each(['butterfly', 'recurrent'] as const)('%s', (network) => {
  it.each(methodsOf(network))('continues by %s as if it had never stopped', (method) => {
    const options = { network, method, batch: network === 'butterfly' ? 64 : 16 };
    const whole = trainer(options);
    const before = steps(whole, 4);
    const interrupted = trainer(options);
    steps(interrupted, 2);
    const resume = decodeCheckpoint(encodeCheckpoint(interrupted.checkpoint()), 'run');
    const resumed = trainer({ network, resume });
    expect(steps(resumed, 2).map(({ step, mse, snrDb }) => ({ step, mse, snrDb }))).toEqual(
      before.slice(2).map(({ step, mse, snrDb }) => ({ step, mse, snrDb }))
    );
    expect(resumed.network.weights()).toEqual(whole.network.weights());
    expect(resumed.checkpoint().training?.slots).toEqual(whole.checkpoint().training?.slots);
  });

  it('refuses a solver', () => {
    expect(() => trainer({ network, method: 'least-squares' })).toThrow(
      /does not learn by least-squares: choose natural/
    );
  });
});

describe('recurrent', () => {
  it('learns from batches too small to show its curvature, if slowly', () => {
    const subject = trainer({ network: 'recurrent', batch: 4 });
    steps(subject, 30);
    expect(subject.best.snrDb).toBeGreaterThan(8);
  });
});
