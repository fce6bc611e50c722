import type { Random } from './random';

/**
 * Writes one example of samples whose mean square is 1, all of it drawn from the generator.
 * @param out overwritten
 */
export type SoundMaker = (random: Random, out: Float32Array) => void;

const MOST_TONES = 6;
const WEAKEST_DB = -40;

/** One to six sines of any frequency and phase, up to 40 dB apart. Over many examples every bin sounds alike. */
export const fillTones: SoundMaker = (random, out) => {
  out.fill(0);
  const tones = 1 + Math.floor(random.uniform() * MOST_TONES);
  for (let tone = 0; tone < tones; tone++) {
    const amplitude = 10 ** ((random.uniform() * WEAKEST_DB) / 20);
    const step = Math.PI * random.uniform();
    const phase = 2 * Math.PI * random.uniform();
    for (let n = 0; n < out.length; n++) out[n]! += amplitude * Math.sin(phase + step * n);
  }
  normalise(out);
};

/** The round pulse of a voice, and where the three formants of a vowel lie and how wide they are. */
const RESONATORS: readonly { readonly lowHz: number; readonly highHz: number; readonly widthHz: number }[] = [
  { lowHz: 0, highHz: 0, widthHz: 300 },
  { lowHz: 270, highHz: 850, widthHz: 80 },
  { lowHz: 850, highHz: 2300, widthHz: 120 },
  { lowHz: 2300, highHz: 3300, widthHz: 200 }
];
const RATE = 8000;
const LOWEST_VOICE_HZ = 80;
const HIGHEST_VOICE_HZ = 300;
/** Samples until the resonators sound as they go on. */
const ATTACK = 256;
/** Breath under the voice. */
const BREATH = 0.02;

/**
 * Like a sung vowel: pulses of a voice through resonators in a row (Klatt 1980), with a little breath. Most of its
 * power lies below 1 kHz, so the high bins are learnt slowly.
 */
export const fillSpeech: SoundMaker = (random, out) => {
  const voice = new Float32Array(ATTACK + out.length);
  random.fillNormal(voice);
  const period = RATE / (LOWEST_VOICE_HZ + random.uniform() * (HIGHEST_VOICE_HZ - LOWEST_VOICE_HZ));
  for (let n = 0; n < voice.length; n++) voice[n]! *= BREATH;
  for (let at = random.uniform() * period; at < voice.length; at += period) voice[Math.floor(at)]! += 1;
  for (const { lowHz, highHz, widthHz } of RESONATORS) {
    resonate(voice, { hz: lowHz + random.uniform() * (highHz - lowHz), widthHz });
  }
  out.set(voice.subarray(ATTACK));
  normalise(out);
};

/** Two poles, in place: `y[n] = x[n] + 2 r cos(w) y[n-1] - r^2 y[n-2]`. */
function resonate(samples: Float32Array, { hz, widthHz }: { readonly hz: number; readonly widthHz: number }): void {
  const radius = Math.exp((-Math.PI * widthHz) / RATE);
  const [one, two] = [2 * radius * Math.cos((2 * Math.PI * hz) / RATE), -radius * radius];
  let [last, before] = [0, 0];
  for (let n = 0; n < samples.length; n++) {
    const next = samples[n]! + one * last + two * before;
    before = last;
    last = samples[n] = next;
  }
}

/**
 * Pieces of a sound from anywhere in it, each place alike likely. The whole sound has mean square 1, so loud pieces stay
 * louder than soft ones.
 * @param sound at the analysis rate
 * @param size samples of a piece
 * @throws RangeError where the sound is shorter than a piece, or silent
 */
export function piecesOf(sound: Float32Array, size: number): SoundMaker {
  if (sound.length < size) {
    throw new RangeError(`the clip has ${sound.length} samples, and an example takes ${size}: open a longer one`);
  }
  const power = meanSquare(sound);
  if (!(power > 0)) throw new RangeError('the clip is silent, and there is nothing to learn from: open another one');
  const gain = 1 / Math.sqrt(power);
  return (random, out) => {
    const start = Math.floor(random.uniform() * (sound.length - size + 1));
    for (let n = 0; n < size; n++) out[n] = gain * sound[start + n]!;
  };
}

function normalise(samples: Float32Array): void {
  const gain = 1 / Math.sqrt(meanSquare(samples));
  for (let n = 0; n < samples.length; n++) samples[n]! *= gain;
}

function meanSquare(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return sum / samples.length;
}
