// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Playing } from './playing.svelte';
import type { TimeSpan, Transport } from './view-types';

let loops: (TimeSpan | null)[];
let speeds: number[];
let phase: Transport['phase'];
let playing: Playing;

beforeEach(() => {
  vi.useFakeTimers();
  loops = [];
  speeds = [];
  phase = 'stopped';
  playing = new Playing({
    get phase() {
      return phase;
    },
    durationSeconds: 10,
    setLoop: (loop) => loops.push(loop),
    setSpeed: (speed) => speeds.push(speed)
  });
});
afterEach(() => {
  playing.dispose();
  vi.useRealTimers();
});

test('a region lies in the clip, in order, and is no slip of the hand', () => {
  playing.select(4, 2);
  expect(playing.region).toEqual({ startSeconds: 2, endSeconds: 4 });
  playing.select(8, 12);
  expect(playing.region).toEqual({ startSeconds: 8, endSeconds: 10 });
  playing.select(3, 3.005);
  expect(playing.region).toBeNull();
});

test('the region is looped, or without one the whole clip', () => {
  playing.toggleLoop();
  expect(loops.at(-1)).toEqual({ startSeconds: 0, endSeconds: 10 });
  // While it is dragged, playing is left alone.
  playing.select(2, 3);
  playing.select(2, 4);
  expect(loops).toHaveLength(1);
  vi.advanceTimersByTime(200);
  expect(loops.slice(1)).toEqual([{ startSeconds: 2, endSeconds: 4 }]);
  playing.clear();
  expect(loops.at(-1)).toEqual({ startSeconds: 0, endSeconds: 10 });
  playing.toggleLoop();
  expect(loops.at(-1)).toBeNull();
});

test('the speed goes from step to step and stops at the last', () => {
  for (let i = 0; i < 9; i++) playing.stepSpeed(1);
  expect(speeds).toEqual([1.25, 1.5, 2]);
  for (let i = 0; i < 9; i++) playing.stepSpeed(-1);
  expect(playing.speed).toBe(0.25);
});

test('the view follows until a person moves it while it plays', () => {
  playing.panned();
  expect(playing.following).toBe(true);
  phase = 'playing';
  playing.panned();
  expect(playing.following).toBe(false);
  playing.follow(true);
  expect(playing.following).toBe(true);
});
