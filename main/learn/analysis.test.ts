import { beforeAll, describe, expect, it } from 'vitest';
import { AccuracySum } from '../signal/accuracy';
import { frameMatrix } from '../signal/frame-matrix';
import { SEED_SPEC, Stft } from '../signal/stft';
import { whiteNoise } from '../signal/test-signals';
import { applyToSamples, wholeSegments } from './analysis';
import type { Network } from './network';
import { createNetwork, DESIGNS } from './networks';
import { loadTensorFlow, type TensorFlow } from './tensorflow';

let tensorflow: TensorFlow;
beforeAll(async () => {
  tensorflow = await loadTensorFlow();
});

function exactNetwork(): Network {
  return createNetwork(tensorflow, 'shared-frame', Float32Array.from(frameMatrix(SEED_SPEC)));
}

/** More than one block of 8448 frames. */
const FRAMES = 8500;
const SAMPLES = (FRAMES - 1) * 56 + 256;

describe('applyToSamples', () => {
  it('gives with the exact weights the exact spectra, up to float32', () => {
    const samples = whiteNoise({ rate: 8000, seconds: SAMPLES / 8000, seed: 5 });
    const network = exactNetwork();
    const answer = new Float64Array(FRAMES * 258);
    const reference = new Float64Array(FRAMES * 258);
    applyToSamples(network, samples, FRAMES, answer);
    new Stft(SEED_SPEC).transform(samples, FRAMES, reference);
    const sum = new AccuracySum();
    sum.add(reference, answer);
    expect(sum.result.snrDb).toBeGreaterThan(128);
    expect(sum.result.snrDb).toBeLessThan(140);
    network.dispose();
  });

  it('gives a frame the same answer wherever the range begins', () => {
    const samples = whiteNoise({ rate: 8000, seconds: 0.25, seed: 6 });
    const network = exactNetwork();
    const [whole, part] = [new Float64Array(31 * 258), new Float64Array(258)];
    applyToSamples(network, samples, 31, whole);
    applyToSamples(network, samples.subarray(30 * 56), 1, part);
    const largest = Math.max(...part.map((value, i) => Math.abs(value - whole[30 * 258 + i]!)));
    expect(largest).toBeLessThan(1e-6);
    network.dispose();
  });

  it('gives by sliding what it gives frame by frame', () => {
    const samples = whiteNoise({ rate: 8000, seconds: SAMPLES / 8000, seed: 7 });
    const { slide, ...framewise } = exactNetwork();
    expect(slide).toBeDefined();
    const [slid, single] = [new Float64Array(FRAMES * 258), new Float64Array(FRAMES * 258)];
    applyToSamples({ ...framewise, ...(slide && { slide }) }, samples, FRAMES, slid);
    applyToSamples(framewise, samples, FRAMES, single);
    const sum = new AccuracySum();
    sum.add(single, slid);
    expect(sum.result.snrDb).toBeGreaterThan(128);
    framewise.dispose();
  });

  it('leaves no tensor behind', () => {
    const network = exactNetwork();
    const before = tensorflow.tf.memory().numTensors;
    applyToSamples(network, new Float64Array(SAMPLES), FRAMES, new Float64Array(FRAMES * 258));
    expect(tensorflow.tf.memory().numTensors).toBe(before);
    network.dispose();
  });

  it('refuses too few samples and a wrong room for the answer', () => {
    const network = exactNetwork();
    expect(() => applyToSamples(network, new Float64Array(311), 2, new Float64Array(516))).toThrow(/need 312 samples/);
    expect(() => applyToSamples(network, new Float64Array(312), 2, new Float64Array(515))).toThrow(/needs 516/);
    applyToSamples(network, new Float64Array(0), 0, new Float64Array(0));
    network.dispose();
  });
});

describe('a network that answers 33 frames at once', () => {
  /** Three segments, whose last is cut. */
  const frames = 70;
  const samples = whiteNoise({ rate: 8000, seconds: ((frames - 1) * 56 + 256) / 8000, seed: 7 });

  it('gives with its exact weights the frames of the reference', () => {
    const network = createNetwork(tensorflow, 'dense-stft', Float32Array.from(DESIGNS['dense-stft'].idealWeights()));
    const [answer, reference] = [new Float64Array(frames * 258), new Float64Array(frames * 258)];
    applyToSamples(network, samples, frames, answer);
    new Stft(SEED_SPEC).transform(samples, frames, reference);
    const sum = new AccuracySum();
    sum.add(reference, answer);
    expect(sum.result.snrDb).toBeGreaterThan(126);
    network.dispose();
  });

  it('gets segments at a stride of 1848 samples, the last one filled with zeros', () => {
    // Weights that hand on the first sample of a segment as the real part of bin 0 in its last frame.
    const weights = new Float32Array(2048 * 8514);
    weights[32] = 1;
    const network = createNetwork(tensorflow, 'dense-stft', weights);
    const answer = new Float64Array(99 * 258);
    const longer = new Float64Array(98 * 56 + 256);
    longer.set(samples);
    applyToSamples(network, longer, 99, answer);
    for (const [frame, sample] of [
      [32, 0],
      [65, 1848],
      [98, 3696]
    ] as const) {
      expect(answer[frame * 258]).toBe(Math.fround(longer[sample] ?? NaN));
    }
    expect(answer.filter((value) => value !== 0)).toHaveLength(3);
    network.dispose();
  });

  it('needs the frames of whole segments', () => {
    expect(wholeSegments({ frames: 33 }, { start: 40, end: 67 })).toEqual({ start: 33, end: 99 });
    expect(wholeSegments({ frames: 33 }, { start: 33, end: 66 })).toEqual({ start: 33, end: 66 });
    expect(wholeSegments({ frames: 1 }, { start: 40, end: 67 })).toEqual({ start: 40, end: 67 });
  });
});

describe('a network that was not made for sound', () => {
  it('is refused', () => {
    const network = createNetwork(tensorflow, 'dft-128');
    expect(() => applyToSamples(network, new Float64Array(256), 1, new Float64Array(258))).toThrow(
      /^dft-128 cannot make a spectrogram: .* Choose shared-frame, dense-stft or recurrent\.$/
    );
    network.dispose();
  });
});
