import { AppError, type Peaks } from '@contract';
import type { SignalChoice } from '@contract/schemas';
import { writeWav } from '../../audio/wav/write';
import { fourTones, impulse, pinkNoise, silence, sine, sweep, twoTones, whiteNoise } from '../../signal/test-signals';

/**
 * The samples of a test signal at its rate.
 * @throws AppError `bad-request` where its parameters do not fit together, with what is allowed
 */
export function makeSignal(signal: SignalChoice): Float64Array {
  try {
    return samplesOf(signal);
  } catch (error) {
    if (error instanceof RangeError) throw new AppError('bad-request', error.message, { cause: error });
    throw error;
  }
}

/** Writes a test signal as WAV with 32-bit floats, which hold it whatever its level. */
export async function makeClip({
  signal,
  path
}: {
  readonly signal: SignalChoice;
  readonly path: string;
}): Promise<null> {
  await writeWav(path, { rate: signal.rate, channels: [makeSignal(signal)], encoding: 'float32' });
  return null;
}

/** Minima and maxima of the whole signal, as `Peaks` of an open clip are. */
export function previewSignal({ signal, columns }: { readonly signal: SignalChoice; readonly columns: number }): Peaks {
  const samples = makeSignal(signal);
  const values = new Float32Array(2 * columns);
  for (let c = 0; c < columns; c++) {
    const from = Math.floor((c * samples.length) / columns);
    const part = samples.subarray(from, Math.max(from + 1, Math.floor(((c + 1) * samples.length) / columns)));
    values[2 * c] = part.reduce((low, value) => Math.min(low, value));
    values[2 * c + 1] = part.reduce((high, value) => Math.max(high, value));
  }
  return { columns, complete: true, values };
}

function samplesOf(signal: SignalChoice): Float64Array {
  switch (signal.kind) {
    case 'sine':
      return sine(leveled(signal));
    case 'two-tones':
      return twoTones(leveled(signal));
    case 'sweep':
      return sweep(leveled(signal));
    case 'impulse':
      return impulse(leveled(signal));
    case 'four-tones': {
      const { amplitude } = leveled(signal);
      return fourTones().map((value) => value * amplitude);
    }
    case 'white-noise':
      return whiteNoise({ ...signal, deviation: linear(signal.levelDb) });
    case 'pink-noise':
      return pinkNoise({ ...signal, deviation: linear(signal.levelDb) });
    case 'silence':
      return silence(signal);
  }
}

function leveled<T extends { readonly levelDb: number }>(signal: T): T & { readonly amplitude: number } {
  return { ...signal, amplitude: linear(signal.levelDb) };
}

/** The factor that a level in dB stands for. */
function linear(db: number): number {
  return 10 ** (db / 20);
}
