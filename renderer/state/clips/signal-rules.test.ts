import { describe, expect, it } from 'vitest';
import { SIGNAL_KINDS } from '@contract';
import { signalSchema, type SignalChoice } from '../../../preload/contract/clip-schemas';
import { SignalDraft } from './signal-draft.svelte';
import { FIRST_SIGNALS, numbersOf, refusalOf, ruleOf, valueOf } from './signal-rules';

describe('a signal at first', () => {
  it.each(SIGNAL_KINDS)('%s fits together, and the door takes it', (kind) => {
    const signal = FIRST_SIGNALS[kind];
    expect(signalSchema.safeParse(signal).success).toBe(true);
    expect(numbersOf(signal)).toHaveLength(Object.keys(signal).length - 1);
    for (const name of numbersOf(signal)) expect(refusalOf(signal, name, valueOf(signal, name))).toBeNull();
  });

  it.each(SIGNAL_KINDS)('%s may be as far out as its rules say, and the door takes that too', (kind) => {
    const first = FIRST_SIGNALS[kind];
    for (const name of numbersOf(first)) {
      const { low, high } = ruleOf(first, name);
      for (const value of [low, high]) {
        expect(refusalOf(first, name, value)).toBeNull();
        expect(signalSchema.safeParse({ ...first, [name]: value }).success, `${name} ${value}`).toBe(true);
      }
      for (const value of [low - 1, high + 1, NaN]) expect(refusalOf(first, name, value)).toMatch(/rom .* to .*\.$/);
    }
  });
});

describe('a parameter', () => {
  const { sine, impulse } = FIRST_SIGNALS;
  const tones: SignalChoice = { ...FIRST_SIGNALS['two-tones'], hz: 1000, apartHz: 100 };

  it('goes as far as the others let it', () => {
    expect(refusalOf(sine, 'hz', 4000.5)).toBe('From 0 to 4000 Hz. A higher sample rate allows more.');
    expect(refusalOf(tones, 'hz', 3960)).toBe('From 50 to 3950 Hz. A higher sample rate allows more.');
    expect(refusalOf(sine, 'hz', -1)).toBe('From 0 to 4000 Hz.');
    expect(refusalOf(tones, 'apartHz', 2001)).toBe('From 0.01 to 2000 Hz.');
    expect(refusalOf(impulse, 'atSeconds', 1)).toBe('From 0 to 0.999875 s.');
    expect(refusalOf(impulse, 'seconds', 0.5)).toBe('From 0.500125 to 60 s.');
    expect(refusalOf({ ...sine, hz: 1200 }, 'rate', 2000)).toBe('A whole number from 2400 to 96000 Hz.');
  });

  it('of noise is quieter, and its seed a whole number', () => {
    expect(refusalOf(FIRST_SIGNALS['white-noise'], 'levelDb', -6)).toBe('From -120 to -15 dBFS.');
    expect(refusalOf(FIRST_SIGNALS['pink-noise'], 'seed', 1.5)).toBe('A whole number from 0 to 4294967295.');
  });
});

describe('a draft', () => {
  it('keeps what every kind was given, and takes nothing that does not fit', () => {
    const draft = new SignalDraft();
    draft.set('hz', 1000);
    draft.choose('sweep');
    draft.set('toHz', 100);
    expect(draft.signal).toEqual({ ...FIRST_SIGNALS.sweep, toHz: 100 });
    draft.choose('sine');
    expect(draft.signal).toEqual({ ...FIRST_SIGNALS.sine, hz: 1000 });
    expect(() => draft.set('rate', 1999)).toThrow('from 2000 to 96000 Hz');
    expect(draft.signal).toEqual({ ...FIRST_SIGNALS.sine, hz: 1000 });
  });
});
