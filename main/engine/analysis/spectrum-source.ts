import { AppError, type GridAxes, type Source } from '@contract';
import { inOneLine } from '../../audio/audio-error';
import type { PcmFile } from '../../audio/pcm-file';
import { SignalReader } from '../../audio/signal-reader';
import { applyToFrames, applyToSamples, segmentOf, wholeSegments, type FrameRange } from '../../learn/analysis';
import type { Network } from '../../learn/network';
import { frameCount, SEED_SPEC, Stft } from '../../signal/stft';
import { breathe } from '../port';
import { SampleMemory } from './sample-memory';

/**
 * Frames computed between two looks at the message queue: about ten milliseconds of work. A multiple of the 33 frames
 * that a network may answer at once.
 */
export const BLOCK_FRAMES = 31 * 33;

/** Consecutive frames, both interleaved re, im and frame-major: bin k of frame m at `(m * bins + k) * 2`. */
export interface SpectrumBlock {
  readonly startFrame: number;
  readonly frames: number;
  readonly reference: Float64Array;
  readonly network: Float64Array;
  /** What was transformed, from the first sample under the first frame on. */
  readonly samples: Float64Array;
}

/** Segments read at once, so that the disk need not be waited for one by one. */
const SEGMENTS_AT_ONCE = 16;
/** 8 megabytes: four thousand frames of a network that answers one at a time. */
const SEGMENTS_CAPACITY_SAMPLES = 2 ** 20;

/** The frames of one channel of one clip at one rate, computed when asked for and never kept. */
export class SpectrumSource {
  readonly #reader: SignalReader;
  readonly #samplesOf: SampleMemory;
  /** Apart from the ranges, which would push them out. */
  readonly #segmentsOf: SampleMemory;
  readonly #stft = new Stft(SEED_SPEC);
  /** For frames that share no samples. */
  readonly #stftApart = new Stft({ ...SEED_SPEC, hop: SEED_SPEC.nperseg });

  /**
   * @throws AudioError where the channel does not exist.
   * @throws AppError `bad-audio` where the clip is shorter than one frame.
   */
  constructor(file: PcmFile, { channel, rate }: Source) {
    const reader = new SignalReader(file, { channel, rate });
    this.#reader = reader;
    this.#samplesOf = new SampleMemory(reader);
    this.#segmentsOf = new SampleMemory(reader, SEGMENTS_CAPACITY_SAMPLES);
    if (this.axes.frames < 1) {
      throw new AppError(
        'bad-audio',
        `${inOneLine(file.name)} has ${reader.samples} ${reader.samples === 1 ? 'sample' : 'samples'} at ${reader.rate} Hz, and one frame takes ${SEED_SPEC.nperseg}. Choose a higher analysis rate or a longer clip.`
      );
    }
  }

  /** Of as many frames as there are now: a clip that is being recorded grows. */
  get axes(): GridAxes {
    const { hop, nperseg, nfft } = SEED_SPEC;
    const { rate, samples } = this.#reader;
    return {
      frames: frameCount(samples, SEED_SPEC),
      bins: this.#stft.bins,
      startSeconds: nperseg / 2 / rate,
      hopSeconds: hop / rate,
      binHz: rate / nfft,
      rate
    };
  }

  /** The exact frames alone. */
  async *reference(signal: AbortSignal): AsyncGenerator<Omit<SpectrumBlock, 'network'>> {
    const { frames: end, bins } = this.axes;
    for await (const block of this.#samples({ start: 0, end, signal })) {
      const reference = new Float64Array(block.frames * bins * 2);
      this.#stft.transform(block.samples, block.frames, reference);
      yield { ...block, reference };
    }
  }

  /**
   * The exact frames from `start` (included) to `end` (excluded) and what `network` makes of the same samples: the same
   * numbers whatever range they are asked for in.
   */
  async *both(network: Network, range: FrameRange & { signal: AbortSignal }): AsyncGenerator<SpectrumBlock> {
    const { frames: all, bins } = this.axes;
    const end = Math.min(range.end, all);
    const numbers = bins * 2;
    const whole = wholeSegments(network, { start: range.start, end });
    for await (const { startFrame, frames, samples } of this.#samples({ ...whole, signal: range.signal })) {
      const reference = new Float64Array(frames * numbers);
      this.#stft.transform(samples, frames, reference);
      const answer = new Float64Array(reference.length);
      applyToSamples(network, samples, frames, answer);
      const first = Math.max(startFrame, range.start);
      const wanted = [
        (first - startFrame) * numbers,
        (Math.min(startFrame + frames, end) - startFrame) * numbers
      ] as const;
      yield {
        startFrame: first,
        frames: (wanted[1] - wanted[0]) / numbers,
        reference: reference.subarray(...wanted),
        network: answer.subarray(...wanted),
        samples: samples.subarray((first - startFrame) * SEED_SPEC.hop)
      };
    }
  }

  /** Single frames, wherever they lie: the numbers that `both` has for them. */
  async single(
    network: Network,
    frames: readonly number[],
    signal: AbortSignal
  ): Promise<Pick<SpectrumBlock, 'reference' | 'network'>> {
    const { hop, nperseg } = SEED_SPEC;
    const samples = new Float64Array(frames.length * nperseg);
    const input = new Float32Array(frames.length * network.inputs);
    const segments = frames.map((frame) => segmentOf(network, frame));
    const take = async (i: number): Promise<void> => {
      const { start, place } = segments[i]!;
      const segment = await this.#segmentsOf.read(start, network.inputs);
      input.set(segment, i * network.inputs);
      samples.set(segment.subarray(place * hop, place * hop + nperseg), i * nperseg);
    };
    for (let first = 0; first < frames.length; first += SEGMENTS_AT_ONCE) {
      if (signal.aborted) throw new AppError('cancelled', 'The job was cancelled.');
      const count = Math.min(SEGMENTS_AT_ONCE, frames.length - first);
      await Promise.all(Array.from({ length: count }, (_, i) => take(first + i)));
      await breathe();
    }
    const reference = new Float64Array(frames.length * this.axes.bins * 2);
    this.#stftApart.transform(samples, frames.length, reference);
    const answer = new Float64Array(reference.length);
    applyToFrames(network, { input, places: segments.map(({ place }) => place) }, answer);
    return { reference, network: answer };
  }

  /** Samples of successive blocks, zeros behind the clip, with a breath between two so that a cancel is heard. */
  async *#samples(range: FrameRange & { signal: AbortSignal }): AsyncGenerator<{
    startFrame: number;
    frames: number;
    samples: Float64Array;
  }> {
    const { hop, nperseg } = SEED_SPEC;
    for (let startFrame = range.start; startFrame < range.end; startFrame += BLOCK_FRAMES) {
      if (range.signal.aborted) throw new AppError('cancelled', 'The job was cancelled.');
      const frames = Math.min(BLOCK_FRAMES, range.end - startFrame);
      const samples = await this.#samplesOf.read(startFrame * hop, (frames - 1) * hop + nperseg);
      yield { startFrame, frames, samples };
      await breathe();
    }
  }
}
