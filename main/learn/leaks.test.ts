import { beforeAll, describe, expect, it } from 'vitest';
import { RUNS, smallRun } from './small-runs';
import { loadTensorFlow, type TensorFlow } from './tensorflow';

/** Past the end of the first epoch, with all that happens once. */
const WARM_UP = 12;
const STEPS = 200;

let tensorflow: TensorFlow;
beforeAll(async () => {
  tensorflow = await loadTensorFlow();
});

describe('training', () => {
  it.each(RUNS)('of %s by %s has as many tensors after every step', (network, method) => {
    const { memory } = tensorflow.tf;
    const before = memory().numTensors;
    const run = smallRun(tensorflow, network, method);
    try {
      for (let step = 0; step < WARM_UP; step++) run.step();
      const during = memory().numTensors;
      const counts = Array.from({ length: STEPS }, () => {
        run.step();
        return memory().numTensors;
      });
      expect(new Set(counts)).toEqual(new Set([during]));
      run.checkpoint();
      expect(memory().numTensors).toBe(during);
    } finally {
      run.dispose();
    }
    expect(memory().numTensors).toBe(before);
  });
});
