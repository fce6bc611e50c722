import { createHash } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TrainingPoint } from '@contract';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint/format';
import { loadTensorFlow, type TensorFlow } from './tensorflow';
import { DivergenceError, train, Trainer, type TrainerOptions } from './trainer';

let tensorflow: TensorFlow;
const open: Trainer[] = [];
beforeAll(async () => {
  tensorflow = await loadTensorFlow();
});
afterEach(() => {
  for (const trainer of open.splice(0)) trainer.dispose();
});

function trainer(options: Partial<TrainerOptions> = {}): Trainer {
  const made = new Trainer(tensorflow, { network: 'shared-frame', seed: 1, ...options });
  open.push(made);
  return made;
}

/** Quick steps, at a rate that suits few frames. */
const SMALL = { batch: 16, learningRate: 0.05 };

/** What does not depend on the clock. */
function curve(points: readonly TrainingPoint[]): object[] {
  return points.map(({ epoch, step, mse, snrDb }) => ({ epoch, step, mse, snrDb }));
}

function steps(of: Trainer, count: number): TrainingPoint[] {
  return Array.from({ length: count }, () => of.step());
}

describe('Trainer', () => {
  it('goes from noise to 120 dB in under 25 steps and ends on its plateau above 128 dB', async () => {
    const points: TrainingPoint[] = [];
    const subject = trainer();
    expect(subject.measure()).toBeLessThan(0);
    const end = await train(subject, { onPoint: (point) => void points.push(point) });
    expect(end).toBe('plateau');
    const arrival = points.find(({ snrDb }) => (snrDb ?? 0) >= 120);
    expect(arrival?.step).toBeLessThan(25);
    expect(subject.best.snrDb).toBeGreaterThan(128);
    expect(subject.steps % 10).toBe(0);
    expect(subject.checkpoint().snrDb).toBe(Math.max(...points.map(({ snrDb }) => snrDb ?? 0)));
  });

  it('gives the same curve and the same weights for the same seed, and others for another', () => {
    const options = { batch: 256 };
    const [one, two, other] = [trainer(options), trainer(options), trainer({ ...options, seed: 2 })];
    expect(curve(steps(one, 5))).toEqual(curve(steps(two, 5)));
    expect(one.network.weights()).toEqual(two.network.weights());
    expect(curve(steps(other, 1))).not.toEqual(curve(steps(trainer(options), 1)));
  });

  it('continues from a checkpoint on disk as if it had never stopped', () => {
    const whole = trainer({ batch: 256 });
    const before = steps(whole, 13);
    const interrupted = trainer({ batch: 256 });
    steps(interrupted, 6);
    const file = encodeCheckpoint(interrupted.checkpoint());
    const resumed = trainer({ resume: decodeCheckpoint(file, 'run') });
    expect(curve(steps(resumed, 7))).toEqual(curve(before.slice(6)));
    const facts = (of: Trainer): object => ({
      ...of.checkpoint(),
      createdAt: '',
      training: of.checkpoint().training?.bests
    });
    expect(facts(resumed)).toEqual(facts(whole));
    expect(resumed.checkpoint().training?.generator).toEqual(whole.checkpoint().training?.generator);
    expect(resumed.network.weights()).toEqual(whole.network.weights());
  });

  it('keeps the best weights when later ones are worse', () => {
    const good = trainer({ batch: 256 });
    steps(good, 30);
    const resume = good.checkpoint();
    // A rate at the border of stability makes the next steps worse.
    const spoilt = trainer({ resume, learningRate: 2 });
    steps(spoilt, 3);
    expect(spoilt.measure()).toBeLessThan(resume.snrDb ?? 0);
    expect(spoilt.checkpoint()).toMatchObject({ snrDb: resume.snrDb, bestStep: resume.bestStep, step: 33 });
    expect(spoilt.checkpoint().weights).toEqual(resume.weights);
  });

  it('says so where the loss is no longer finite, and keeps the best weights', () => {
    const subject = trainer({ batch: 16, learningRate: 1e6 });
    expect(() => steps(subject, 100)).toThrow(DivergenceError);
    expect(subject.checkpoint().weights.every(Number.isFinite)).toBe(true);
  });

  it('leaves no tensor behind', () => {
    const before = tensorflow.tf.memory().numTensors;
    const subject = new Trainer(tensorflow, { network: 'shared-frame', seed: 3, batch: 16 });
    steps(subject, 1);
    const during = tensorflow.tf.memory().numTensors;
    steps(subject, 12);
    subject.checkpoint();
    expect(tensorflow.tf.memory().numTensors).toBe(during);
    subject.dispose();
    expect(tensorflow.tf.memory().numTensors).toBe(before);
  });

  it('refuses what it cannot train', () => {
    expect(() => trainer({ batch: 0 })).toThrow(/1 to 65536 examples, not 0/);
    expect(() => trainer({ learningRate: 0 })).toThrow(/above 0, not 0/);
    expect(() => trainer({ seed: -1 })).toThrow(RangeError);
    const resume = trainer({ seed: 9, batch: 16 }).checkpoint();
    expect(() => trainer({ resume, seed: 8 })).toThrow(/seed 9, not 8/);
    expect(() => trainer({ resume: { ...resume, training: null }, seed: 9 })).toThrow(/does not hold/);
  });
});

describe('a change while a run is under way', () => {
  it('of the rate leaves everything else as it was', () => {
    const [one, two] = [trainer({ batch: 256 }), trainer({ batch: 256 })];
    steps(one, 7);
    steps(two, 7);
    two.change({ learningRate: 0.1 });
    const [a, b] = [one.step(), two.step()];
    // The batch is the same, and its error is that of the weights before the step.
    expect(b.mse).toBe(a.mse);
    expect(b.learningRate).toBe(0.1);
    expect(two.network.weights()).not.toEqual(one.network.weights());
  });

  it('of batch and method begins an epoch, and the run is continued exactly', () => {
    const change = (of: Trainer): TrainingPoint[] => {
      steps(of, 13);
      of.change({ method: 'adam', batch: 64, learningRate: 1e-4 });
      const first = steps(of, 3);
      of.change({ batch: 32 });
      return [...first, ...steps(of, 2)];
    };
    const whole = trainer({ batch: 256 });
    const before = change(whole);
    expect(before.map(({ epoch }) => epoch)).toEqual([3, 3, 3, 4, 4]);
    const interrupted = trainer({ batch: 256 });
    change(interrupted);
    const resumed = trainer({ resume: decodeCheckpoint(encodeCheckpoint(interrupted.checkpoint()), 'run') });
    expect(resumed.recipe).toEqual(whole.recipe);
    expect(curve(steps(resumed, 4))).toEqual(curve(steps(whole, 4)));
    expect(resumed.network.weights()).toEqual(whole.network.weights());
  });

  it('to a solver solves for what the method before left', () => {
    const subject = trainer({ batch: 256 });
    steps(subject, 3);
    subject.change({ method: 'least-squares' });
    steps(subject, 8);
    expect(subject.best.snrDb).toBeGreaterThan(110);
  });

  it('that is impossible changes nothing, and no tensor stays behind', () => {
    const before = tensorflow.tf.memory().numTensors;
    const subject = new Trainer(tensorflow, { network: 'shared-frame', seed: 1, batch: 16 });
    const { recipe } = subject;
    expect(() => subject.change({ batch: 0 })).toThrow(/1 to 65536 examples, not 0/);
    expect(subject.recipe).toBe(recipe);
    subject.change({ method: 'amsgrad' });
    steps(subject, 2);
    subject.dispose();
    expect(tensorflow.tf.memory().numTensors).toBe(before);
  });
});

describe('a run that is stuck', () => {
  it('begins anew with other start weights, remembers its best, and is continued exactly', () => {
    // At so small a rate nothing is learnt.
    const options = { network: 'butterfly', method: 'sgd', momentum: 0, learningRate: 1e-12, batch: 2 } as const;
    const whole = trainer(options);
    steps(whole, 1);
    const before = whole.network.weights();
    steps(whole, 158);
    expect(whole.restarts).toBe(0);
    const interrupted = decodeCheckpoint(encodeCheckpoint(whole.checkpoint()), 'run');
    steps(whole, 3);
    expect(whole.restarts).toBe(1);
    const drift = whole.network.weights().map((value, i) => Math.abs(value - (before[i] ?? 0)));
    expect(Math.max(...drift)).toBeGreaterThan(0.5);
    const resumed = trainer({ network: 'butterfly', resume: interrupted });
    steps(resumed, 3);
    expect(resumed.restarts).toBe(1);
    expect(resumed.network.weights()).toEqual(whole.network.weights());
    expect(whole.checkpoint().training?.restarts).toEqual(resumed.checkpoint().training?.restarts);
  });
});

describe('what is learnt from', () => {
  it('is random tones, which teach every bin as noise does', () => {
    const subject = trainer({ data: 'tones' });
    steps(subject, 60);
    expect(subject.best.snrDb).toBeGreaterThan(30);
    expect(subject.checkpoint().data).toBe('tones');
  });

  it('is the clip, and what does not sound there is not learnt', () => {
    const clip = Float32Array.from({ length: 8000 }, (_, n) => Math.sin(0.3 * n));
    const subject = trainer({ data: 'clip', clip, batch: 256 });
    const points = steps(subject, 30);
    expect(points.at(-1)?.mse).toBeLessThan(1e-3 * (points[0]?.mse ?? 0));
    expect(subject.recipe.learningRate).toBeLessThan(0.02);
    expect(subject.measure()).toBeLessThan(10);
    expect(() => trainer({ data: 'clip' })).toThrow('no clip is open');
    expect(() => trainer({ data: 'speech', network: 'dft-128' })).toThrow('dft-128 is not made for sound');
    const resume = subject.checkpoint();
    expect(() => trainer({ resume, data: 'noise' })).toThrow('has data clip, not noise');
  });
});

const METHODS = ['sgd', 'amsgrad', 'adam', 'least-squares', 'conjugate-gradients'] as const;

describe.each(['shared-frame', 'dft-128', 'inverse'] as const)('%s', (network) => {
  it.each(METHODS)('continues by %s within an epoch as if it had never stopped', (method) => {
    const options = { network, method, batch: 256, ...(method === 'sgd' && { momentum: 0.5, learningRate: 0.1 }) };
    const solves = method === 'least-squares' || method === 'conjugate-gradients';
    const count = solves ? 12 : 5;
    const set = solves ? { examples: 1024 } : {};
    const whole = trainer({ ...options, ...set });
    const before = steps(whole, count);
    const interrupted = trainer({ ...options, ...set });
    steps(interrupted, count - 2);
    const resume = decodeCheckpoint(encodeCheckpoint(interrupted.checkpoint()), 'run');
    const resumed = trainer({ network, resume });
    expect(curve(steps(resumed, 2))).toEqual(curve(before.slice(-2)));
    const facts = (of: Trainer): object => {
      const checkpoint = of.checkpoint();
      return { ...checkpoint, createdAt: '', training: { ...checkpoint.training, seconds: 0 } };
    };
    expect(facts(resumed)).toEqual(facts(whole));
  });

  it.each([
    ['sgd', 40, 120],
    ['least-squares', 16, 128],
    ['conjugate-gradients', 30, 120]
  ] as const)('learns by %s in %i steps to %i dB', (method, count, snrDb) => {
    const subject = trainer({ network, method });
    steps(subject, count);
    expect(subject.best.snrDb).toBeGreaterThan(snrDb);
  });
});

describe('dense-stft', () => {
  it('continues as if it had never stopped, and keeps the count of tensors', () => {
    const options = { network: 'dense-stft', batch: 16, examples: 40 } as const;
    const whole = trainer(options);
    const before = steps(whole, 4);
    expect(before.map(({ epoch, snrDb }) => [epoch, snrDb !== null])).toEqual([
      [1, false],
      [1, false],
      [1, true],
      [2, false]
    ]);
    const interrupted = trainer(options);
    steps(interrupted, 2);
    const resumed = trainer({ network: 'dense-stft', resume: interrupted.checkpoint() });
    const tensors = tensorflow.tf.memory().numTensors;
    expect(curve(steps(resumed, 2))).toEqual(curve(before.slice(2)));
    expect(tensorflow.tf.memory().numTensors).toBe(tensors);
    const hash = (of: Trainer): string =>
      createHash('sha256').update(Buffer.from(of.network.weights().buffer)).digest('hex');
    expect(hash(resumed)).toBe(hash(whole));
  });
});

describe('train', () => {
  it('ends where the loss of two epochs grows tenfold', async () => {
    const subject = trainer({ network: 'dft-128', batch: 64, learningRate: 0.41 });
    expect(await train(subject, { until: { epochs: 50 } })).toBe('diverged');
    expect(subject.epoch).toBeGreaterThanOrEqual(3);
  });

  it('ends at the SNR or the epoch asked for', async () => {
    const until = { snrDb: 20 };
    const subject = trainer();
    expect(await train(subject, { until })).toBe('snr');
    expect(subject.best.snrDb).toBeGreaterThanOrEqual(20);
    expect(subject.measure()).toBeLessThan(40);
    const brief = trainer(SMALL);
    expect(await train(brief, { until: { epochs: 2 } })).toBe('epochs');
    expect(brief.steps).toBe(20);
    expect(await train(brief, { until: { epochs: 2 } })).toBe('epochs');
    expect(brief.steps).toBe(20);
  });

  it('ends after the step under way when aborted, and lets timers run between steps', async () => {
    const stop = new AbortController();
    const subject = trainer(SMALL);
    let stepsAtAbort = 0;
    setTimeout(() => {
      stepsAtAbort = subject.steps;
      stop.abort();
    }, 20);
    expect(await train(subject, { signal: stop.signal })).toBe('stopped');
    expect(stepsAtAbort).toBeGreaterThan(0);
    expect(subject.steps - stepsAtAbort).toBeLessThanOrEqual(1);
  });

  it('waits for the listener', async () => {
    const subject = trainer(SMALL);
    let inside = 0;
    await train(subject, {
      until: { epochs: 1 },
      onPoint: async () => {
        inside += 1;
        expect(inside).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 1));
        inside -= 1;
      }
    });
    expect(subject.steps).toBe(10);
  });
});
