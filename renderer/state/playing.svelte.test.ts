// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SettingsPatch } from '@contract/schemas';
import { Playing } from './playing.svelte';
import type { TimeSpan, Transport } from './view-types';

let loops: (TimeSpan | null)[];
let speeds: number[];
let phase: Transport['phase'];
let kept: SettingsPatch[];
let sought: number[];
let playing: Playing;

beforeEach(() => {
  vi.useFakeTimers();
  loops = [];
  speeds = [];
  kept = [];
  sought = [];
  phase = 'stopped';
  const transport = {
    get phase() {
      return phase;
    },
    durationSeconds: 10,
    seek: (seconds: number) => sought.push(seconds),
    setLoop: (loop: TimeSpan | null) => loops.push(loop),
    setSpeed: (speed: number) => speeds.push(speed)
  };
  playing = new Playing(transport, (patch) => kept.push(patch));
});
afterEach(() => {
  playing.dispose();
  vi.useRealTimers();
});

test('a region lies in the clip, in order, and is long enough to be heard', () => {
  playing.select(4, 2);
  expect(playing.region).toEqual({ startSeconds: 2, endSeconds: 4 });
  playing.select(8, 12);
  expect(playing.region).toEqual({ startSeconds: 8, endSeconds: 10 });
  playing.select(3, 3.002);
  expect(playing.region).toEqual({ startSeconds: 3, endSeconds: 3.002 });
  playing.select(3, 3.0005);
  expect(playing.region).toBeNull();
});

test('Play begins where a region was marked, but what plays goes on, and so does a page that was reloaded', () => {
  playing.select(4, 2);
  expect(sought).toEqual([2]);
  playing.restore({ startSeconds: 5, endSeconds: 6 }, false);
  phase = 'playing';
  playing.select(7, 8);
  expect(sought).toEqual([2]);
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

test('what a person chooses for good is kept, and what was kept is used without being kept again', () => {
  playing.setSpeed(0.5);
  playing.follow(false);
  expect(kept).toEqual([{ speed: 0.5 }, { following: false }]);
  phase = 'playing';
  playing.useSpeed(2);
  playing.useFollowing(true);
  playing.panned();
  expect([playing.speed, playing.following, speeds]).toEqual([2, false, [0.5, 2]]);
  expect(kept).toHaveLength(2);
});

test('a region that was looped before a reload is looped again at once', () => {
  playing.restore({ startSeconds: 2, endSeconds: 3 }, true);
  expect([playing.region, playing.looping]).toEqual([{ startSeconds: 2, endSeconds: 3 }, true]);
  expect(loops).toEqual([{ startSeconds: 2, endSeconds: 3 }]);
  playing.restore(null, false);
  expect(loops.at(-1)).toBeNull();
});
