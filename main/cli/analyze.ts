import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ChannelChoice, PcmFile } from '../audio/pcm-file';
import { SignalReader } from '../audio/signal-reader';
import { openAudio } from '../audio/open';
import type { Checkpoint } from '../learn/checkpoint/format';
import { NoSpectrogramError, requireSpectrogram } from '../learn/analysis';
import { createNetwork, DESIGNS } from '../learn/networks';
import { loadTensorFlow } from '../learn/tensorflow';
import { readCheckpoint } from '../library/checkpoints';
import { frameCount, SEED_SPEC } from '../signal/stft';
import { writeAnalysis } from './analysis-folder';
import { bundledCheckpoint } from './app-root';
import { numberOption, oneFile, parseArguments, requiredOption, type Arguments } from './arguments';
import { CommandError, UsageError, type Command } from './command';

const DEFAULT_RATE = 8000;
const MAX_RATE = 1_000_000;
const MAX_CHANNEL = 65_535;

export const analyze: Command = {
  name: 'analyze',
  summary: 'Writes the exact spectrogram of a sound, what a network makes of it, and the difference.',
  synopsis: 'FILE --out DIR [--network FILE.checkpoint] [--rate HZ] [--channel N]',
  options: [
    ['FILE', 'the sound: WAV, FLAC, MP3, Ogg, Opus, WebM, AIFF or CAF; any rate and any number of channels'],
    ['--out DIR', 'folder for reference.npy, network.npy, difference.npy, spectrograms.png, metrics.json'],
    ['--network FILE.checkpoint', 'the network; the one that comes with the app where absent'],
    ['--rate HZ', `analysis rate, or native for the samples untouched; ${DEFAULT_RATE} where absent`],
    ['--channel N', 'one channel, counted from 1, or mix for the mean of all; mix where absent']
  ],

  async run(words, { console, signal }) {
    const parsed = parseArguments(words, ['out', 'network', 'rate', 'channel']);
    const path = oneFile(parsed, 'FILE');
    const out = requiredOption(parsed, 'out');
    const choice = { rate: rateOf(parsed), channel: channelOf(parsed) };
    const checkpointPath = parsed.options.get('network') ?? bundledCheckpoint();
    const decoded = join(tmpdir(), `neural-spectrogram-${process.pid}`);
    const file = await openSound(path, decoded, signal);
    try {
      const reader = readerFor(file, choice);
      const checkpoint = await spectrogramCheckpoint(checkpointPath);
      const tensorflow = await loadTensorFlow();
      const network = createNetwork(tensorflow, checkpoint.network, checkpoint.weights);
      try {
        await writeAnalysis(out, {
          name: file.name,
          networkName: `${network.name} from ${basename(checkpointPath)}`,
          reader,
          network,
          backend: tensorflow.info,
          signal,
          onMetrics: (metrics) => console.out(JSON.stringify(metrics))
        });
      } finally {
        network.dispose();
      }
    } finally {
      await file.close();
      await rm(decoded, { recursive: true, force: true });
    }
  }
};

/**
 * Opens the sound, with its decoded samples, where there are any, in `folder`; nothing stays there where it fails.
 * @throws AudioError, and CommandError where the person interrupts
 */
async function openSound(path: string, folder: string, signal: AbortSignal): Promise<PcmFile> {
  try {
    return await openAudio(path, { folder, signal });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if (!signal.aborted) throw error;
    throw new CommandError('interrupted', { cause: error });
  }
}

/** @throws CheckpointError, and CommandError where its network was not made for sound */
async function spectrogramCheckpoint(path: string): Promise<Checkpoint> {
  const checkpoint = await readCheckpoint(path);
  try {
    requireSpectrogram(DESIGNS[checkpoint.network]);
    return checkpoint;
  } catch (error) {
    if (!(error instanceof NoSpectrogramError)) throw error;
    throw new CommandError(`Cannot analyse with ${basename(path)}: ${error.message}`, { cause: error });
  }
}

function rateOf(parsed: Arguments): number | 'native' {
  if (parsed.options.get('rate') === 'native') return 'native';
  return numberOption(parsed, 'rate', { low: 1, high: MAX_RATE, whole: true }) ?? DEFAULT_RATE;
}

function channelOf(parsed: Arguments): ChannelChoice {
  const text = parsed.options.get('channel');
  if (text === undefined || text === 'mix') return 'mix';
  try {
    return (numberOption(parsed, 'channel', { low: 1, high: MAX_CHANNEL, whole: true }) ?? 1) - 1;
  } catch {
    throw new UsageError(`--channel takes mix or a whole number from 1 to ${MAX_CHANNEL}, not ${text}`);
  }
}

/** @throws AudioError where the file has no such channel or rate, CommandError where one frame is longer than it */
function readerFor(file: PcmFile, choice: { rate: number | 'native'; channel: ChannelChoice }): SignalReader {
  const reader = new SignalReader(file, choice);
  if (frameCount(reader.samples, SEED_SPEC) < 1) {
    throw new CommandError(
      `Cannot analyse ${file.name}: it has ${reader.samples} samples at ${reader.rate} Hz, and one frame takes ` +
        `${SEED_SPEC.nperseg}; choose a higher rate or a longer sound.`
    );
  }
  return reader;
}
