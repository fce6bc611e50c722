import { SIGNAL_LIMITS, type SignalKind } from '@contract';
import type { SignalChoice } from '@contract/schemas';

type Numbers<S> = S extends unknown ? Exclude<keyof S, 'kind'> : never;
/** A parameter of a test signal. */
export type SignalNumber = Numbers<SignalChoice>;
type Values = Readonly<Record<SignalNumber, number>>;

/** What every kind of signal is at first; each fits together. */
export const FIRST_SIGNALS: { readonly [K in SignalKind]: Extract<SignalChoice, { kind: K }> } = {
  sine: { kind: 'sine', hz: 440, seconds: 2, rate: 8000, levelDb: -6 },
  'two-tones': { kind: 'two-tones', hz: 1000, apartHz: 50, seconds: 2, rate: 8000, levelDb: -6 },
  sweep: { kind: 'sweep', fromHz: 50, toHz: 3950, seconds: 5, rate: 8000, levelDb: -6 },
  'four-tones': { kind: 'four-tones', rate: 8000, levelDb: 0 },
  impulse: { kind: 'impulse', atSeconds: 0.5, seconds: 1, rate: 8000, levelDb: 0 },
  'white-noise': { kind: 'white-noise', seconds: 5, rate: 8000, levelDb: -20, seed: 1 },
  'pink-noise': { kind: 'pink-noise', seconds: 5, rate: 8000, levelDb: -20, seed: 1 },
  silence: { kind: 'silence', seconds: 2, rate: 8000 }
};

export interface NumberRule {
  readonly label: string;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  readonly whole: boolean;
}

/** The parameters of a signal in the order in which they are asked for. */
export function numbersOf(signal: SignalChoice): readonly SignalNumber[] {
  return ORDER.filter((name) => name in signal);
}

export function valueOf(signal: SignalChoice, name: SignalNumber): number {
  return (signal as unknown as Values)[name];
}

/** What a parameter may be where the others are as they are. */
export function ruleOf(signal: SignalChoice, name: SignalNumber): NumberRule {
  const noise = signal.kind === 'white-noise' || signal.kind === 'pink-noise';
  const [low, high] = LIMITS[name](signal as unknown as Values, signal.kind);
  const { label, unit, whole = false } = WORDS[name];
  return { label: name === 'levelDb' && noise ? 'Level (RMS)' : label, unit, low, high, whole };
}

/** @returns why a value is refused, as a sentence that says what is allowed; null where it is taken */
export function refusalOf(signal: SignalChoice, name: SignalNumber, wanted: number): string | null {
  const { low, high, unit, whole } = ruleOf(signal, name);
  if (wanted >= low && wanted <= high && (!whole || Number.isInteger(wanted))) return null;
  const allowed = `${whole ? 'A whole number from' : 'From'} ${tidy(low)} to ${tidy(high)}${unit === '' ? '' : ` ${unit}`}.`;
  return BELOW_HALF_THE_RATE.has(name) && wanted > high ? `${allowed} A higher sample rate allows more.` : allowed;
}

const ORDER = ['hz', 'apartHz', 'fromHz', 'toHz', 'atSeconds', 'seconds', 'levelDb', 'rate', 'seed'] as const;

const WORDS: Readonly<Record<SignalNumber, { label: string; unit: string; whole?: boolean }>> = {
  hz: { label: 'Frequency', unit: 'Hz' },
  apartHz: { label: 'Apart', unit: 'Hz' },
  fromHz: { label: 'From', unit: 'Hz' },
  toHz: { label: 'To', unit: 'Hz' },
  atSeconds: { label: 'At', unit: 's' },
  seconds: { label: 'Length', unit: 's' },
  levelDb: { label: 'Peak', unit: 'dBFS' },
  rate: { label: 'Sample rate', unit: 'Hz', whole: true },
  seed: { label: 'Seed', unit: '', whole: true }
};

const BELOW_HALF_THE_RATE: ReadonlySet<SignalNumber> = new Set(['hz', 'fromHz', 'toHz']);

/** Closer together, two tones are one for as long as a signal can last. */
const LEAST_APART_HZ = 0.01;

type Span = readonly [low: number, high: number];

const LIMITS: Readonly<Record<SignalNumber, (values: Values, kind: SignalKind) => Span>> = {
  hz: ({ rate, apartHz = 0 }) => [apartHz / 2, (rate - apartHz) / 2],
  apartHz: ({ hz, rate }) => [LEAST_APART_HZ, 2 * Math.min(hz, rate / 2 - hz)],
  fromHz: ({ rate }) => [0, rate / 2],
  toHz: ({ rate }) => [0, rate / 2],
  // The last sample lies one period of the rate before the end.
  atSeconds: ({ seconds, rate }) => [0, seconds - 1 / rate],
  seconds: ({ atSeconds, rate }) => [
    Math.max(SIGNAL_LIMITS.seconds[0], atSeconds === undefined ? 0 : atSeconds + 1 / rate),
    SIGNAL_LIMITS.seconds[1]
  ],
  levelDb: (_, kind) =>
    kind === 'white-noise' || kind === 'pink-noise' ? SIGNAL_LIMITS.noiseDb : SIGNAL_LIMITS.peakDb,
  rate: (values) => [Math.max(SIGNAL_LIMITS.rate[0], Math.ceil(2 * highestHz(values))), SIGNAL_LIMITS.rate[1]],
  seed: () => SIGNAL_LIMITS.seed
};

function highestHz({ hz = 0, apartHz = 0, fromHz = 0, toHz = 0 }: Partial<Values>): number {
  return Math.max(hz + apartHz / 2, fromHz, toHz);
}

function tidy(value: number): number {
  return Number(value.toPrecision(10));
}
