import { beforeAll, describe, expect, it } from 'vitest';
import { testFourTones } from './four-tones';
import { createNetwork, DESIGNS } from './networks';
import { loadTensorFlow, type TensorFlow } from './tensorflow';

let tensorflow: TensorFlow;
beforeAll(async () => {
  tensorflow = await loadTensorFlow();
});

describe('testFourTones', () => {
  it.each(['shared-frame', 'dense-stft'] as const)('shows that %s with exact weights gives the reference', (name) => {
    const network = createNetwork(tensorflow, name, Float32Array.from(DESIGNS[name].idealWeights()));
    const { frames, bins, tones, reference, network: answer, accuracy } = testFourTones(network);
    network.dispose();
    expect([frames, bins]).toEqual([33, 129]);
    expect(accuracy.snrDb).toBeGreaterThan(120);
    // Frames 4, 13, 22 and 31 lie wholly within one tone each.
    tones.forEach(({ hz, bin }, i) => {
      const frame = reference.slice((4 + 9 * i) * bins, (5 + 9 * i) * bins);
      expect(frame.indexOf(Math.max(...frame))).toBe(bin);
      expect(bin).toBe(hz / 2);
    });
    answer.forEach((value, i) => expect(value).toBeCloseTo(reference[i] ?? NaN, 6));
  });

  it('shows that zero weights give nothing', () => {
    const network = createNetwork(tensorflow, 'shared-frame');
    const { network: answer, accuracy } = testFourTones(network);
    network.dispose();
    expect(answer.every((value) => value === 0)).toBe(true);
    expect(accuracy.snrDb).toBe(0);
  });

  it('refuses a network that was not made for sound', () => {
    const network = createNetwork(tensorflow, 'dft-128');
    expect(() => testFourTones(network)).toThrow('dft-128 cannot make a spectrogram');
    network.dispose();
  });
});
