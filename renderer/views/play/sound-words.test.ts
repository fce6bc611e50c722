import { expect, test } from 'vitest';
import type { Resynthesis } from '@contract';
import { heardNote, paceNote, regionNote } from './sound-words';

const made = (gainDb: number): Resynthesis => ({ id: 'r', rate: 8000, samples: 80_000, gainDb, revision: 1 });
const ready = { phase: 'ready' } as const;

test('the original needs no words', () => {
  expect(heardNote({ chosen: 'original', heard: 'original', made: null, state: ready })).toBeNull();
});

test('what is heard is told with its gain, where it has one', () => {
  const note = (heard: 'reference' | 'network' | 'difference', gainDb: number): string | null =>
    heardNote({ chosen: heard, heard, made: made(gainDb), state: ready });
  expect(note('reference', 0)).toBe('hearing the reference');
  expect(note('network', -0.02)).toBe('hearing the network');
  expect(note('network', 12.34)).toBe('hearing the network, at +12.3 dB');
  expect(note('difference', 121.26)).toBe('hearing the difference, amplified by 121.3 dB');
});

test('until the sound is there, what is played instead is told', () => {
  const state = { phase: 'computing', done: 0.426 } as const;
  expect(heardNote({ chosen: 'network', heard: 'original', made: null, state })).toBe(
    'hearing the original · computing the network, 43 %'
  );
  // Made again while the network learns, it goes on without a word.
  expect(heardNote({ chosen: 'network', heard: 'network', made: made(0), state })).toBe('hearing the network');
  expect(
    heardNote({ chosen: 'network', heard: 'original', made: null, state: { phase: 'failed', reason: 'No.' } })
  ).toBe('hearing the original: No.');
});

test('a region is told with its ends and its length, and how it is played with what is not usual', () => {
  expect(regionNote({ startSeconds: 2, endSeconds: 4.5 })).toBe('2.000 s to 4.500 s · 2.500 s long');
  expect(paceNote({ looping: false, speed: 1 })).toBeNull();
  expect(paceNote({ looping: true, speed: 1 })).toBe('looped');
  expect(paceNote({ looping: true, speed: 0.25 })).toBe('looped · at 0.25× speed');
});
