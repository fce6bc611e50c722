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

/** Of noise: which one, and its standard deviation, 1 where absent. */
export interface NoiseOptions extends Omit<SignalOptions, 'amplitude'> {
  readonly seed: number;
  readonly deviation?: number;
}

/** Gaussian noise with standard deviation `deviation`; the same for the same seed. */
export function whiteNoise({ seed, deviation = 1, ...options }: NoiseOptions): Float64Array {
  const normals = new Float32Array(checkNoise({ deviation, ...options }).length);
  new Random(seed).fillNormal(normals);
  return Float64Array.from(normals, (value) => value * deviation);
}

/** Poles of the pink filter begin here, in Hz: below, the noise is white. */
const PINK_LOWEST = 5;
/** From each pole to the next; a zero lies in the middle between two. */
const PINK_RATIO = 2;

/**
 * Gaussian noise with equal power in every octave: white noise through poles and zeros that alternate evenly on a
 * logarithmic axis, which falls by 3 dB an octave from 5 Hz on. Its standard deviation is `deviation`; the same for the same
 * seed.
 */
export function pinkNoise({ seed, deviation = 1, ...options }: NoiseOptions): Float64Array {
  const { rate, length } = checkNoise({ deviation, ...options });
  // The filter has forgotten that it began at rest after a few periods of its lowest pole.
  const settling = Math.ceil(rate / PINK_LOWEST);
  const normals = new Float32Array(settling + length);
  new Random(seed).fillNormal(normals);
  const values = Float64Array.from(normals);
  for (let hz = PINK_LOWEST; hz < rate / 2; hz *= PINK_RATIO) slope(values, rate, hz);
  const out = values.slice(settling);
  const power = out.reduce((sum, value) => sum + value * value, 0) / length;
  const gain = deviation / Math.sqrt(power);
  return out.map((value) => value * gain);
}

/** Lets `values` fall by 6 dB an octave from `hz` on, for half the way to the next pole. */
function slope(values: Float64Array, rate: number, hz: number): void {
  const pole = Math.exp((-2 * Math.PI * hz) / rate);
  const zero = Math.exp((-2 * Math.PI * hz * Math.sqrt(PINK_RATIO)) / rate);
  let input = 0;
  let output = 0;
  for (let n = 0; n < values.length; n++) {
    output = pole * output + values[n]! - zero * input;
    input = values[n]!;
    values[n] = output;
  }
}

/** The sum of two sines that start at 0, each of half the amplitude, `apartHz` from one another around `hz`. */
export function twoTones({
  hz,
  apartHz,
  ...options
}: SignalOptions & { readonly hz: number; readonly apartHz: number }): Float64Array {
  if (!(apartHz > 0)) throw new RangeError(`The two tones are ${apartHz} Hz apart; it must be more than 0 Hz.`);
  const half = { ...options, amplitude: (options.amplitude ?? 1) / 2 };
  const upper = sine({ ...half, hz: hz + apartHz / 2 });
  return sine({ ...half, hz: hz - apartHz / 2 }).map((value, n) => value + upper[n]!);
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

function checkNoise({ deviation, ...options }: Omit<SignalOptions, 'amplitude'> & { readonly deviation: number }): {
  rate: number;
  length: number;
} {
  if (!(deviation >= 0 && deviation < Infinity)) {
    throw new RangeError(`The standard deviation is ${deviation}; it must be a finite number from 0 on.`);
  }
  return checkOptions(options);
}

function checkFrequency(hz: number, rate: number): void {
  if (!(hz >= 0 && hz <= rate / 2)) {
    throw new RangeError(`${hz} Hz cannot be sampled at ${rate} Hz; it must be from 0 to ${rate / 2} Hz.`);
  }
}
