import { Random } from './random';

export { sampleClip } from './sample-clip';

/** Common to all made signals: rate in Hz, length in seconds, and the largest magnitude, 1 being full scale. */
export interface SignalOptions {
  readonly rate: number;
  readonly seconds: number;
  readonly amplitude?: number;
}

/** What the tones of the experiment are called, in Hz. */
export const FOUR_TONES = [50, 100, 150, 200] as const;

/**
 * The test signal of the experiment: four pieces of 512 samples, piece i being `sin(linspace(0, 2 pi hz, 512))` with
 * hz = 50, 100, 150, 200. The end point is included, so the peaks lie in bins 25, 50, 75 and 100 of the seed grid.
 * @returns 2048 samples, whatever rate they are played at
 */
export function fourTones(): Float64Array {
  return Float64Array.from({ length: 2048 }, (_, i) => {
    const hz = FOUR_TONES[Math.floor(i / 512)] ?? 0;
    return Math.sin((2 * Math.PI * hz * (i % 512)) / 511);
  });
}

/** A sine of `hz` that starts at 0. */
export function sine({ hz, ...options }: SignalOptions & { readonly hz: number }): Float64Array {
  const { rate, amplitude } = checkOptions(options);
  checkFrequency(hz, rate);
  return build(options, (n) => amplitude * Math.sin((2 * Math.PI * hz * n) / rate));
}

/** A sine whose frequency rises or falls evenly from `fromHz` at the start to `toHz` at the end. */
export function sweep({
  fromHz,
  toHz,
  ...options
}: SignalOptions & { readonly fromHz: number; readonly toHz: number }): Float64Array {
  const { rate, amplitude } = checkOptions(options);
  for (const hz of [fromHz, toHz]) checkFrequency(hz, rate);
  return build(options, (n) => {
    const t = n / rate;
    return amplitude * Math.sin(2 * Math.PI * (fromHz * t + ((toHz - fromHz) * t * t) / (2 * options.seconds)));
  });
}

/** Zeros with one sample of `amplitude` at `atSeconds`. */
export function impulse({ atSeconds, ...options }: SignalOptions & { readonly atSeconds: number }): Float64Array {
  const { rate, amplitude, length } = checkOptions(options);
  const index = Math.round(atSeconds * rate);
  if (!(index >= 0 && index < length)) {
    throw new RangeError(`An impulse at ${atSeconds} s lies outside of the ${options.seconds} s of its signal.`);
  }
  return build(options, (n) => (n === index ? amplitude : 0));
}

/** Gaussian noise with standard deviation `deviation`; the same for the same seed. */
export function whiteNoise({
  seed,
  deviation = 1,
  ...options
}: Omit<SignalOptions, 'amplitude'> & { readonly seed: number; readonly deviation?: number }): Float64Array {
  const normals = new Float32Array(checkOptions(options).length);
  new Random(seed).fillNormal(normals);
  return Float64Array.from(normals, (value) => value * deviation);
}

/** Zeros. */
export function silence(options: Omit<SignalOptions, 'amplitude'>): Float64Array {
  return new Float64Array(checkOptions(options).length);
}

function build(options: SignalOptions, at: (n: number) => number): Float64Array {
  return Float64Array.from({ length: checkOptions(options).length }, (_, n) => at(n));
}

/** @throws RangeError where no signal has these options. */
function checkOptions({ rate, seconds, amplitude = 1 }: SignalOptions): {
  rate: number;
  amplitude: number;
  length: number;
} {
  const length = Math.round(rate * seconds);
  if (!(rate > 0) || !(length >= 1 && length <= 2 ** 31)) {
    throw new RangeError(`${seconds} s at ${rate} Hz are ${length} samples; a signal has from 1 to 2^31 of them.`);
  }
  if (!Number.isFinite(amplitude)) throw new RangeError(`The amplitude is ${amplitude}; it must be a finite number.`);
  return { rate, amplitude, length };
}

function checkFrequency(hz: number, rate: number): void {
  if (!(hz >= 0 && hz <= rate / 2)) {
    throw new RangeError(`${hz} Hz cannot be sampled at ${rate} Hz; it must be from 0 to ${rate / 2} Hz.`);
  }
}
