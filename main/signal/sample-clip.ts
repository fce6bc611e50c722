import { Random } from './random';

const SECONDS = 10;
const PEAK = 0.8;
const SEED = 20200301;
/** The soft ground of noise, re full scale: -70 dB, so that the pictures are nowhere black. */
const GROUND = 10 ** (-70 / 20);
/** Partials end here, as a share of the rate, below what a sampled signal can hold. */
const TOP = 0.46;

interface Note {
  readonly at: number;
  readonly hz: number;
  readonly level: number;
  /** How fast the fundamental dies away, per second; the higher partials die faster. */
  readonly decay: number;
}

const note = (at: number, hz: number, level = 0.5, decay = 1.6): Note => ({ at, hz, level, decay });

/** A pentatonic melody over two low notes, and the chord at the end. */
const NOTES: readonly Note[] = [
  note(0.1, 130.81, 0.45, 0.8),
  note(0.1, 392.0),
  note(0.5, 440.0),
  note(0.9, 523.25),
  note(1.3, 659.26),
  note(1.7, 587.33),
  note(2.1, 110.0, 0.45, 0.8),
  note(2.1, 523.25),
  note(2.5, 440.0),
  note(2.9, 783.99),
  note(3.3, 659.26),
  note(3.7, 523.25, 0.55, 1.1),
  note(8.1, 130.81, 0.45, 1.0),
  note(8.18, 261.63, 0.4, 1.0),
  note(8.26, 392.0, 0.35, 1.0),
  note(8.34, 659.26, 0.3, 1.0),
  note(8.42, 1046.5, 0.25, 1.2)
];

const CLICKS: readonly number[] = [4.35, 4.5, 4.65, 4.725, 4.8];

interface Vowel {
  readonly at: number;
  /** Centres of the three lowest resonances in Hz (Peterson & Barney 1952, men). */
  readonly formants: readonly [number, number, number];
}

const VOWELS: readonly Vowel[] = [
  { at: 5.0, formants: [730, 1090, 2440] },
  { at: 5.7, formants: [270, 2290, 3010] },
  { at: 6.3, formants: [300, 870, 2240] },
  { at: 6.9, formants: [570, 840, 2410] }
];
const VOICE = { from: 4.95, to: 6.95, hz: 118, level: 0.5 };
const GLIDE = { from: 6.95, to: 8.1, lowHz: 250, highHz: 3400, level: 0.22 };

/**
 * The bundled clip, made here note by note: a plucked melody, clicks, a voice that glides through four vowels, a
 * chirp up and down, and a chord, over soft noise. Always the same.
 * @param rate in Hz, at least 8000
 * @returns 10 s, mono, with a peak of 0.8
 * @throws RangeError where the rate is too low.
 */
export function sampleClip(rate: number): Float64Array {
  if (!Number.isInteger(rate) || rate < 8000) {
    throw new RangeError(`The clip was asked for at ${rate} Hz; it needs a whole number of at least 8000 Hz.`);
  }
  const out = new Float64Array(SECONDS * rate);
  for (const each of NOTES) addPluck(out, rate, each);
  for (const at of CLICKS) addClick(out, rate, at);
  addVoice(out, rate);
  addGlide(out, rate);
  fadeEnd(out, rate);
  const peak = out.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const ground = new Float32Array(out.length);
  new Random(SEED).fillNormal(ground);
  const gain = (PEAK - 6 * GROUND) / peak;
  return out.map((value, n) => value * gain + GROUND * ground[n]!);
}

/** A string: harmonics, slightly stretched as stiff ones are, each fainter and shorter than the one below. */
function addPluck(out: Float64Array, rate: number, { at, hz, level, decay }: Note): void {
  const start = Math.round(at * rate);
  const length = Math.min(out.length - start, Math.round((7 / decay) * rate));
  for (let h = 1; h <= 24; h++) {
    const partial = hz * h * Math.sqrt(1 + 0.00012 * h * h);
    if (partial > TOP * rate) return;
    // Plucked at a seventh of the string: every seventh harmonic is missing.
    const strength = (level * Math.abs(Math.sin((Math.PI * h) / 7))) / h ** 1.3;
    const fall = decay * (1 + 0.35 * (h - 1));
    for (let n = 0; n < length; n++) {
      const t = n / rate;
      const attack = 1 - Math.exp(-t / 0.003);
      out[start + n]! += strength * attack * Math.exp(-fall * t) * Math.sin(2 * Math.PI * partial * t);
    }
  }
}

/** A short burst with a flat spectrum: one sample would be too thin to see. */
function addClick(out: Float64Array, rate: number, at: number): void {
  const start = Math.round(at * rate);
  out[start]! += 0.7;
  out[start + 1]! -= 0.35;
}

/** Harmonics of a voice with vibrato, each as loud as the resonances of the vowel of the moment make it. */
function addVoice(out: Float64Array, rate: number): void {
  const start = Math.round(VOICE.from * rate);
  const length = Math.round((VOICE.to - VOICE.from) * rate);
  let phase = 0;
  for (let n = 0; n < length; n++) {
    const t = n / rate;
    const share = n / length;
    const hz = VOICE.hz * (1 + 0.25 * Math.sin(Math.PI * share)) * (1 + 0.012 * Math.sin(2 * Math.PI * 5.2 * t));
    phase += (2 * Math.PI * hz) / rate;
    const formants = formantsAt(VOICE.from + t);
    const swell = Math.min(1, t / 0.08, (1 - share) / 0.06);
    let sum = 0;
    for (let h = 1; h * hz < Math.min(3800, TOP * rate); h++) {
      sum += (resonance(h * hz, formants) / h) * Math.sin(h * phase);
    }
    out[start + n]! += VOICE.level * swell * sum;
  }
}

function formantsAt(seconds: number): readonly number[] {
  const next = VOWELS.findIndex(({ at }) => at > seconds);
  const to = VOWELS[next < 0 ? VOWELS.length - 1 : next]!;
  const from = VOWELS[Math.max(0, (next < 0 ? VOWELS.length : next) - 1)]!;
  const share = to.at > from.at ? (seconds - from.at) / (to.at - from.at) : 0;
  const eased = share * share * (3 - 2 * share);
  return from.formants.map((hz, i) => hz + (to.formants[i]! - hz) * eased);
}

/** Gain of three resonances about 100 Hz wide at a frequency. */
function resonance(hz: number, formants: readonly number[]): number {
  let gain = 0.03;
  formants.forEach((centre, i) => {
    const width = 70 + 35 * i;
    gain += 1 / (1 + ((hz - centre) / width) ** 2);
  });
  return gain;
}

/** A chirp that climbs and falls, even in pitch. */
function addGlide(out: Float64Array, rate: number): void {
  const start = Math.round(GLIDE.from * rate);
  const length = Math.round((GLIDE.to - GLIDE.from) * rate);
  let phase = 0;
  for (let n = 0; n < length; n++) {
    const share = n / length;
    const height = Math.sin(Math.PI * share);
    phase += (2 * Math.PI * GLIDE.lowHz * (GLIDE.highHz / GLIDE.lowHz) ** height) / rate;
    out[start + n]! += GLIDE.level * Math.min(1, 12 * share, 12 * (1 - share)) * Math.sin(phase);
  }
}

/** Ends without a click. */
function fadeEnd(out: Float64Array, rate: number): void {
  const length = Math.round(0.4 * rate);
  for (let n = 0; n < length; n++) {
    out[out.length - 1 - n]! *= 0.5 - 0.5 * Math.cos((Math.PI * n) / length);
  }
}
