import type { SignalReader } from '../audio/signal-reader';
import { applyToSamples, wholeSegments } from '../learn/analysis';
import type { Network } from '../learn/network';
import { AccuracySum, type AccuracyResult } from '../signal/accuracy';
import { largestMagnitude } from '../signal/decibels';
import { SEED_SPEC, Stft } from '../signal/stft';
import { CommandError } from './command';
import type { NpyFile } from './npy-file';

/** Frames in memory at once, a multiple of the 33 that a network may answer together. */
export const BLOCK_FRAMES = 62 * 33;

export interface SpectraOptions {
  readonly reader: SignalReader;
  readonly network: Network;
  readonly frames: number;
  readonly referenceFile: NpyFile;
  readonly networkFile: NpyFile;
  readonly signal: AbortSignal;
}

/** What the two spectrograms, as they were written, say of each other. */
export interface SpectraFacts {
  readonly accuracy: AccuracyResult;
  /** Largest magnitude of the reference. */
  readonly maximum: number;
}

/** Computes the reference and the network's answer block by block, and writes both. */
export async function writeSpectra(options: SpectraOptions): Promise<SpectraFacts> {
  const { reader, network, frames, referenceFile, networkFile } = options;
  const { hop, nperseg } = SEED_SPEC;
  const stft = new Stft(SEED_SPEC);
  const sum = new AccuracySum();
  let maximum = 0;
  for (const { first, count } of blocks(frames, options.signal)) {
    const { end } = wholeSegments(network, { start: first, end: first + count });
    const samples = await reader.read(first * hop, (end - first - 1) * hop + nperseg);
    const spectra = new Float64Array(count * stft.bins * 2);
    stft.transform(samples, count, spectra);
    // Accuracy is that of the numbers in the files, so that whoever compares the files finds it.
    const reference = Float32Array.from(spectra);
    applyToSamples(network, samples, count, spectra);
    const answer = Float32Array.from(spectra);
    sum.add(reference, answer);
    maximum = Math.max(maximum, largestMagnitude(reference));
    await referenceFile.append(reference);
    await networkFile.append(answer);
  }
  return { accuracy: sum.result, maximum };
}

/**
 * Successive ranges of at most `BLOCK_FRAMES` frames.
 * @throws CommandError where the person interrupts
 */
export function* blocks(frames: number, signal: AbortSignal): Generator<{ first: number; count: number }> {
  for (let first = 0; first < frames; first += BLOCK_FRAMES) {
    if (signal.aborted) throw new CommandError('interrupted');
    yield { first, count: Math.min(BLOCK_FRAMES, frames - first) };
  }
}
