import { SEED_SPEC } from '../../signal/stft';

/** Full scale is 1, and a value that rounds to it is too much for PCM. */
const LARGEST_PEAK = 0.99;
/** A change of loudness by a hundredth of a dB. */
const UNHEARD = 0.00115;

/** Mean, variance and peak of samples that come in parts. */
export class SoundLevel {
  peak = 0;
  #count = 0;
  #sum = 0;
  #squares = 0;

  add(samples: ArrayLike<number>): void {
    for (let i = 0; i < samples.length; i++) {
      const value = samples[i] ?? 0;
      this.#sum += value;
      this.#squares += value * value;
      this.peak = Math.max(this.peak, Math.abs(value));
    }
    this.#count += samples.length;
  }

  /** What remains of the power without the mean, which nobody hears and no frame tells. */
  get variance(): number {
    return this.#squares / this.#count - (this.#sum / this.#count) ** 2;
  }
}

/**
 * How near a sound made of frames comes to the samples they were made of: up to the one constant that frames do not tell,
 * and without the ends, where the windows of less than all frames add up.
 */
export class SoundSnr {
  readonly #from = SEED_SPEC.nperseg - SEED_SPEC.hop;
  readonly #to: number;
  readonly #original = new Spread();
  readonly #error = new Spread();

  /** @param samples of the whole sound */
  constructor(samples: number) {
    this.#to = samples - this.#from;
  }

  /** @param start place of the first of these in the sound */
  add(original: ArrayLike<number>, heard: ArrayLike<number>, start: number): void {
    const end = Math.min(heard.length, this.#to - start);
    for (let i = Math.max(0, this.#from - start); i < end; i++) {
      this.#original.add(original[i] ?? 0);
      this.#error.add((heard[i] ?? 0) - (original[i] ?? 0));
    }
  }

  /** In dB; null where the original is a constant or nothing lies between its ends, and where the two are equal. */
  get db(): number | null {
    const [signal, error] = [this.#original.sum, this.#error.sum];
    return signal > 0 && error > 0 ? 10 * Math.log10(signal / error) : null;
  }
}

/** Sum of squared distances from the mean (Welford 1962), which a large mean does not drown. */
class Spread {
  sum = 0;
  #count = 0;
  #mean = 0;

  add(value: number): void {
    this.#count += 1;
    const distance = value - this.#mean;
    this.#mean += distance / this.#count;
    this.sum += distance * (value - this.#mean);
  }
}

/**
 * The factor that makes a sound as loud as what was analysed, but nowhere louder than full scale.
 * @param isExact whether it is as loud by itself
 */
export function gainOf(isExact: boolean, analysed: SoundLevel, heard: SoundLevel): number {
  const [wanted, present] = [analysed.variance, heard.variance];
  const match = wanted > 0 && present > 0 ? Math.sqrt(wanted / present) : 1;
  // What nobody hears is left as it is: the ends, and samples that no window reaches, count a little too.
  const gain = isExact || Math.abs(match - 1) < UNHEARD ? 1 : match;
  return heard.peak * gain > LARGEST_PEAK ? LARGEST_PEAK / heard.peak : gain;
}
