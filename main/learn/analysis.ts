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

/** One frame of a sound and what a network needs to answer it. */
export interface Segment {
  /** First sample of the network's input. */
  readonly start: number;
  /** Which of the frames that the network answers it is. */
  readonly place: number;
}

/** Where in a sound the input lies that makes a network answer frame `frame`, as in `applyToSamples`. */
export function segmentOf({ frames }: Pick<Network, 'frames'>, frame: number): Segment {
  const place = frame % frames;
  return { start: (frame - place) * SEED_SPEC.hop, place };
}

/**
 * What a network that answers spectrograms makes of single frames, wherever in the sound they lie.
 * @param input one segment behind the other, each `network.inputs` samples
 * @param places of each segment the frame that is wanted
 * @param out interleaved re, im: bin k of the frame of segment i at `(i * bins + k) * 2`
 * @throws RangeError where a length does not fit
 * @throws NoSpectrogramError
 */
export function applyToFrames(
  network: Network,
  { input, places }: { readonly input: Float32Array; readonly places: readonly number[] },
  out: Float64Array
): void {
  requireSpectrogram(network);
  requireLength('the answer', out, places.length * 2 * BINS);
  const answers = network.forward(input, places.length);
  places.forEach((place, segment) => copyFrame(answers, { segment, place, perSegment: network.frames }, out, segment));
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
    const place = m % perSegment;
    copyFrame(segments, { segment: (m - place) / perSegment, place, perSegment }, out, m);
  }
}

interface FrameOfSegment {
  readonly segment: number;
  readonly place: number;
  readonly perSegment: number;
}

function copyFrame(segments: Float32Array, from: FrameOfSegment, out: Float64Array, m: number): void {
  const { segment, place, perSegment } = from;
  for (let k = 0; k < BINS; k++) {
    const at = (segment * 2 * BINS + k) * perSegment + place;
    out[(m * BINS + k) * 2] = segments[at] ?? 0;
    out[(m * BINS + k) * 2 + 1] = segments[at + BINS * perSegment] ?? 0;
  }
}
