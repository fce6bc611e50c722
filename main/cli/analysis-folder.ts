import { join } from 'node:path';
import type { Backend, BackendInfo } from '@contract';
import { diskRefusal } from '../audio/disk-refusal';
import type { SignalReader } from '../audio/signal-reader';
import type { Network } from '../learn/network';
import { writeFileSafely } from '../library/safe-write';
import { frameCount, SEED_SPEC } from '../signal/stft';
import { CommandError } from './command';
import { writeDifference } from './difference';
import { makeFolder } from './make-folder';
import { NpyFile, type NpyFileType } from './npy-file';
import { ColumnMaxima } from './picture/column-maxima';
import { drawPicture } from './picture/draw-picture';
import { LAYOUT } from './picture/layout';
import { writeSpectra } from './spectra';

/** What metrics.json holds. */
export interface Metrics {
  /** null where the reference is silent. */
  readonly snrDb: number | null;
  readonly mse: number;
  readonly maxAbsError: number;
  readonly backend: Backend;
  readonly tensorflowVersion: string;
  /** Analysis rate in Hz. */
  readonly rate: number;
  readonly frames: number;
  /** Length of the sound. */
  readonly seconds: number;
}

export interface AnalysisOptions {
  /** Of the sound, and of the network, for people. */
  readonly name: string;
  readonly networkName: string;
  readonly reader: SignalReader;
  readonly network: Network;
  readonly backend: BackendInfo;
  readonly signal: AbortSignal;
  /** Called when all files but the picture are written. */
  readonly onMetrics: (metrics: Metrics) => void;
}

const BINS = SEED_SPEC.nfft / 2 + 1;

/**
 * Writes the five files of an analysis; memory does not grow with the length of the sound.
 * @throws CommandError
 */
export async function writeAnalysis(folder: string, options: AnalysisOptions): Promise<void> {
  try {
    await makeFolder(folder);
    const { metrics, maxima, unit } = await writeArrays(folder, options);
    await writeFileSafely(join(folder, 'metrics.json'), Buffer.from(`${JSON.stringify(metrics, null, 2)}\n`));
    options.onMetrics(metrics);
    const picture = await drawPicture({
      columns: maxima.decibels(unit),
      extent: extentOf(metrics),
      title: options.name,
      note: noteOf(metrics),
      network: options.networkName
    });
    await writeFileSafely(join(folder, 'spectrograms.png'), picture);
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    const { reason, help } = diskRefusal(error);
    throw new CommandError(`Cannot write into ${folder}: ${reason}; ${help}.`, { cause: error });
  }
}

async function writeArrays(
  folder: string,
  options: AnalysisOptions
): Promise<{ metrics: Metrics; maxima: ColumnMaxima; unit: number }> {
  const frames = frameCount(options.reader.samples, SEED_SPEC);
  const files: NpyFile[] = [];
  const create = async (name: string, dtype: NpyFileType): Promise<NpyFile> => {
    const file = await NpyFile.create({ path: join(folder, name), dtype, rows: frames, columns: BINS });
    files.push(file);
    return file;
  };
  try {
    const referenceFile = await create('reference.npy', '<c8');
    const networkFile = await create('network.npy', '<c8');
    const differenceFile = await create('difference.npy', '<f4');
    const maxima = new ColumnMaxima(frames, BINS, LAYOUT.plotWidth);
    const { accuracy, maximum } = await writeSpectra({ ...options, frames, referenceFile, networkFile });
    if (!Number.isFinite(accuracy.mse)) {
      throw new CommandError(`Cannot analyse ${options.name}: the answers of ${options.networkName} are not finite.`);
    }
    // A silent reference has no maximum to relate to.
    const unit = maximum || 1;
    const { signal } = options;
    await writeDifference({ referenceFile, networkFile, differenceFile, frames, bins: BINS, unit, maxima, signal });
    for (const file of files) await file.finish();
    return { metrics: metricsOf(options, frames, accuracy), maxima, unit };
  } catch (error) {
    // The first error counts, and no file may keep another from being discarded.
    await Promise.allSettled(files.map((file) => file.discard()));
    throw error;
  }
}

function metricsOf(
  { reader, backend: { backend, tensorflowVersion } }: AnalysisOptions,
  frames: number,
  { snrDb, mse, maxAbsError }: { snrDb: number | null; mse: number; maxAbsError: number }
): Metrics {
  const { rate, samples } = reader;
  return { snrDb, mse, maxAbsError, backend, tensorflowVersion, rate, frames, seconds: samples / rate };
}

/** Each frame reaches half a hop, each bin half its width, around its centre. */
function extentOf({ rate, frames }: Metrics): {
  startSeconds: number;
  endSeconds: number;
  lowHz: number;
  highHz: number;
} {
  const { hop, nperseg, nfft } = SEED_SPEC;
  const startSeconds = (nperseg / 2 - hop / 2) / rate;
  const binHz = rate / nfft;
  return {
    startSeconds,
    endSeconds: startSeconds + (frames * hop) / rate,
    lowHz: -binHz / 2,
    highHz: rate / 2 + binHz / 2
  };
}

function noteOf({ snrDb, rate, frames, seconds, backend, tensorflowVersion }: Metrics): string {
  const accuracy = snrDb === null ? 'silent, so there is no SNR' : `SNR ${snrDb.toFixed(1)} dB`;
  const length = `${seconds.toFixed(2)} s at ${rate / 1000} kHz`;
  return [accuracy, length, `${frames} frames`, `${backend} ${tensorflowVersion}`].join('  \u00b7  ');
}
