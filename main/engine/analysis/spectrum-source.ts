import { AppError, type GridAxes, type Source } from '@contract';
import { inOneLine } from '../../audio/audio-error';
import type { PcmFile } from '../../audio/pcm-file';
import { SignalReader } from '../../audio/signal-reader';
import { applyToSamples } from '../../learn/analysis';
import type { Network } from '../../learn/network';
import { frameCount, SEED_SPEC, Stft } from '../../signal/stft';
import { breathe } from '../port';
import { SampleMemory } from './sample-memory';

/** Frames computed between two looks at the message queue: about ten milliseconds of work. */
export const BLOCK_FRAMES = 1024;

/** Consecutive frames, both interleaved re, im and frame-major: bin k of frame m at `(m * bins + k) * 2`. */
export interface SpectrumBlock {
  readonly startFrame: number;
  readonly frames: number;
  readonly reference: Float64Array;
  readonly network: Float64Array;
}

/** The frames of one channel of one clip at one rate, computed when asked for and never kept. */
export class SpectrumSource {
  readonly axes: GridAxes;
  readonly #samplesOf: SampleMemory;
  readonly #stft = new Stft(SEED_SPEC);

  /**
   * @throws AudioError where the channel does not exist.
   * @throws AppError `bad-audio` where the clip is shorter than one frame.
   */
  constructor(file: PcmFile, { channel, rate }: Source) {
    const reader = new SignalReader(file, { channel, rate });
    this.#samplesOf = new SampleMemory(reader);
    const { hop, nperseg, nfft } = SEED_SPEC;
    const frames = frameCount(reader.samples, SEED_SPEC);
    if (frames < 1) {
      throw new AppError(
        'bad-audio',
        `${inOneLine(file.name)} has ${reader.samples} samples at ${reader.rate} Hz, and one frame takes ${nperseg}. Choose a higher analysis rate or a longer clip.`
      );
    }
    const analysisRate = reader.rate;
    this.axes = {
      frames,
      bins: this.#stft.bins,
      startSeconds: nperseg / 2 / analysisRate,
      hopSeconds: hop / analysisRate,
      binHz: analysisRate / nfft,
      rate: analysisRate
    };
  }

  /** The exact frames alone. */
  async *reference(
    signal: AbortSignal
  ): AsyncGenerator<{ startFrame: number; frames: number; reference: Float64Array }> {
    for await (const block of this.#samples({ start: 0, end: this.axes.frames, signal })) {
      const reference = new Float64Array(block.frames * this.axes.bins * 2);
      this.#stft.transform(block.samples, block.frames, reference);
      yield { startFrame: block.startFrame, frames: block.frames, reference };
    }
  }

  /** The exact frames from `start` (included) to `end` (excluded) and what `network` makes of the same samples. */
  async *both(
    network: Network,
    range: { start: number; end: number; signal: AbortSignal }
  ): AsyncGenerator<SpectrumBlock> {
    for await (const { startFrame, frames, samples } of this.#samples(range)) {
      const reference = new Float64Array(frames * this.axes.bins * 2);
      this.#stft.transform(samples, frames, reference);
      const answer = new Float64Array(reference.length);
      applyToSamples(network, samples, frames, answer);
      yield { startFrame, frames, reference, network: answer };
    }
  }

  /** Samples of successive blocks, with a breath between two so that a cancel is heard. */
  async *#samples(range: { start: number; end: number; signal: AbortSignal }): AsyncGenerator<{
    startFrame: number;
    frames: number;
    samples: Float64Array;
  }> {
    const { hop, nperseg } = SEED_SPEC;
    const end = Math.min(range.end, this.axes.frames);
    for (let startFrame = range.start; startFrame < end; startFrame += BLOCK_FRAMES) {
      if (range.signal.aborted) throw new AppError('cancelled', 'The job was cancelled.');
      const frames = Math.min(BLOCK_FRAMES, end - startFrame);
      const samples = await this.#samplesOf.read(startFrame * hop, (frames - 1) * hop + nperseg);
      yield { startFrame, frames, samples };
      await breathe();
    }
  }
}
