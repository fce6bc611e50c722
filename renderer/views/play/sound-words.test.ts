import { expect, test } from 'vitest';
import type { Resynthesis } from '@contract';
import { heardNote, paceNote, regionNote } from './sound-words';

const made = (gainDb: number, change: Partial<Resynthesis> = {}): Resynthesis => ({
  id: 'r',
  rate: 8000,
  samples: 80_000,
  gainDb,
  revision: 1,
  inverse: null,
  snrDb: null,
  isSilent: false,
  ...change
});
const EXACT = ' · by the exact inverse';
const ready = { phase: 'ready' } as const;

test('the original needs no words', () => {
  expect(heardNote({ chosen: 'original', heard: 'original', made: null, state: ready }, null)).toBeNull();
});

test('what is heard is told with its gain, where it has one', () => {
  const note = (heard: 'reference' | 'network' | 'difference', gainDb: number): string | null =>
    heardNote({ chosen: heard, heard, made: made(gainDb), state: ready }, null);
  expect(note('reference', 0)).toBe(`hearing the reference${EXACT}`);
  expect(note('network', -0.02)).toBe(`hearing the network${EXACT}`);
  expect(note('network', 12.34)).toBe(`hearing the network, at +12.3 dB${EXACT}`);
  expect(note('difference', 121.26)).toBe(`hearing the difference, amplified by 121.3 dB${EXACT}`);
});

test('what made it is told, and how near it comes to the original', () => {
  const note = (change: Partial<Resynthesis>, inverse: string | null): string | null =>
    heardNote({ chosen: 'network', heard: 'network', made: made(3, change), state: ready }, inverse);
  expect(note({ snrDb: 118.26 }, null)).toBe(`hearing the network, at +3.0 dB, SNR 118.3 dB${EXACT}`);
  const learned = ' · by the learned inverse “mine”';
  expect(note({ snrDb: 40, inverse: 'run' }, 'mine')).toBe(`hearing the network, at +3.0 dB, SNR 40.0 dB${learned}`);
  expect(note({ snrDb: 0, inverse: 'run', isSilent: true }, 'mine')).toBe(
    `hearing the network, of which nothing but silence is left${learned}`
  );
});

test('until the sound is there, what is played instead is told', () => {
  const state = { phase: 'computing', done: 0.426 } as const;
  expect(heardNote({ chosen: 'network', heard: 'original', made: null, state }, null)).toBe(
    'hearing the original · computing the network, 43 %'
  );
  // Made again while the network learns, it goes on without a word.
  expect(heardNote({ chosen: 'network', heard: 'network', made: made(0), state }, null)).toBe(
    `hearing the network${EXACT}`
  );
  expect(
    heardNote({ chosen: 'network', heard: 'original', made: null, state: { phase: 'failed', reason: 'No.' } }, null)
  ).toBe('hearing the original: No.');
});

test('a region is told with its ends and its length, and how it is played with what is not usual', () => {
  expect(regionNote({ startSeconds: 2, endSeconds: 4.5 })).toBe('2.000 s to 4.500 s · 2.500 s long');
  expect(paceNote({ looping: false, speed: 1 })).toBeNull();
  expect(paceNote({ looping: true, speed: 1 })).toBe('looped');
  expect(paceNote({ looping: true, speed: 0.25 })).toBe('looped · at 0.25× speed');
});
