import { beforeAll, describe, expect, it } from 'vitest';
import { RUNS } from './small-runs';
import { loadTensorFlow, type TensorFlow } from './tensorflow';
import { countTensors } from './test-leaks';

let tensorflow: TensorFlow;
beforeAll(async () => {
  tensorflow = await loadTensorFlow();
});

describe('training', { timeout: 300_000 }, () => {
  it.each(RUNS.filter(([network]) => network === 'dense-stft'))(
    'of %s by %s has as many tensors after every step',
    (network, method) => {
      const { before, warm, steps, checkpoint, after } = countTensors(tensorflow, network, method);
      expect(new Set(steps)).toEqual(new Set([warm]));
      expect(checkpoint).toBe(warm);
      expect(after).toBe(before);
    }
  );
});
