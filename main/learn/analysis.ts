import { SEED_SPEC } from '../signal/stft';
import { requireLength, type Network } from './network';

/** Frames sent through the network at once, a multiple of 33: 256 segments; two megabytes in, nine out. */
const BLOCK_FRAMES = 256 * 33;
const BINS = SEED_SPEC.nfft / 2 + 1;

/** A network that was not made for sound; the message is for the person. */
export class NoSpectrogramError extends Error {
  override readonly name = 'NoSpectrogramError';
  constructor({ name }: Pick<Network, 'name'>) {
    super(
      `${name} cannot make a spectrogram: its answer is not that of sound. Choose shared-frame, dense-stft or recurrent.`
    );
  }
}

/** @throws NoSpectrogramError */
export function requireSpectrogram(network: Pick<Network, 'name' | 'frames'>): void {
  if (network.frames === 0) throw new NoSpectrogramError(network);
}

/** Consecutive frames, from `start` (included) to `end` (excluded). */
export interface FrameRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The frames a network has to answer to give those of a range: a network that answers 33 frames at once has weights of
 * its own for each of them, so whoever cuts a sound in blocks must cut it where these begin.
 * @param range frames counted from the first one of the sound
 */
export function wholeSegments({ frames }: Pick<Network, 'frames'>, { start, end }: FrameRange): FrameRange {
  return { start: Math.floor(start / frames) * frames, end: Math.ceil(end / frames) * frames };
}

/**
 * What a network that answers spectrograms makes of samples. One that answers several frames at once gets segments, the
 * next beginning where the first frame behind the last lies; what lacks at the end is taken as zeros.
 * @param samples consecutive samples, at least `(frames - 1) * 56 + 256`
 * @param frames frames at hop 56, the first one from samples[0]
 * @param out interleaved re, im and frame-major, like `Stft.transform`: bin k of frame m at `(m * bins + k) * 2`
 * @throws RangeError where a length does not fit
 * @throws NoSpectrogramError
 */
export function applyToSamples(network: Network, samples: Float64Array, frames: number, out: Float64Array): void {
  requireSpectrogram(network);
  const { hop, nperseg } = SEED_SPEC;
  const needed = frames > 0 ? (frames - 1) * hop + nperseg : 0;
  if (samples.length < needed) {
    throw new RangeError(`${frames} frames need ${needed} samples, got ${samples.length}`);
  }
  requireLength('the answer', out, frames * 2 * BINS);
  for (let first = 0; first < frames; first += BLOCK_FRAMES) {
    const count = Math.min(BLOCK_FRAMES, frames - first);
    const block = out.subarray(first * 2 * BINS, (first + count) * 2 * BINS);
    const from = samples.subarray(first * hop);
    if (network.slide) block.set(network.slide(new Float32Array(from.subarray(0, (count - 1) * hop + nperseg)), hop));
    else applyToSegments(network, from, block);
  }
}

/** By segments that are copied one after another. @param out of the frames wanted */
function applyToSegments(network: Network, samples: Float64Array, out: Float64Array): void {
  const { inputs, frames } = network;
  const segments = Math.ceil(out.length / (2 * BINS * frames));
  const stride = frames * SEED_SPEC.hop;
  const input = new Float32Array(segments * inputs);
  for (let i = 0; i < segments; i++) input.set(samples.subarray(i * stride, i * stride + inputs), i * inputs);
  interleave(network.forward(input, segments), frames, out);
}

/**
 * From segments of all real parts, then all imaginary parts, each bin after bin, to frames of re, im pairs.
 * @param perSegment frames of a segment
 */
function interleave(segments: Float32Array, perSegment: number, out: Float64Array): void {
  const frames = out.length / (2 * BINS);
  for (let m = 0; m < frames; m++) {
    const inSegment = m % perSegment;
    const segment = (m - inSegment) * 2 * BINS;
    for (let k = 0; k < BINS; k++) {
      const from = segment + k * perSegment + inSegment;
      out[(m * BINS + k) * 2] = segments[from] ?? 0;
      out[(m * BINS + k) * 2 + 1] = segments[from + BINS * perSegment] ?? 0;
    }
  }
}
