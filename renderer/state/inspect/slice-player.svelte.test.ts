import { expect, test } from 'vitest';
import { SlicePlayer } from './slice-player.svelte';

/** A player, how often it advanced, and a screen of 100 frames a second that shows one when it is told to. */
function playerOf(): { player: SlicePlayer; advanced: () => number; frames: (count: number) => void; late: boolean[] } {
  let now = 0;
  let advanced = 0;
  let waiting: ((milliseconds: number) => void) | null = null;
  const late: boolean[] = [];
  const player = new SlicePlayer({
    ready: () => !late.shift(),
    advance: () => advanced++,
    clock: { request: (callback) => ((waiting = callback), 1), cancel: () => (waiting = null) }
  });
  const frames = (count: number): void => {
    for (let i = 0; i < count; i++, now += 10) {
      const callback = waiting;
      waiting = null;
      callback?.(now);
    }
  };
  return { player, advanced: () => advanced, frames, late };
}

test('it goes on as many slices a second as it is told to', () => {
  const { player, advanced, frames } = playerOf();
  player.toggle();
  frames(101);
  expect([player.playing, advanced()]).toEqual([true, 25]);
  player.setSpeed(5);
  frames(100);
  expect(advanced()).toBe(30);
});

test('it stops and does not go on', () => {
  const { player, advanced, frames } = playerOf();
  player.toggle();
  frames(10);
  player.toggle();
  frames(100);
  expect([player.playing, advanced()]).toEqual([false, 2]);
});

test('a slice that is not there yet is waited for, and what was lost is not caught up with', () => {
  const { player, advanced, frames, late } = playerOf();
  player.toggle();
  late.push(...Array.from({ length: 40 }, () => true));
  frames(45);
  expect(advanced()).toBe(1);
  frames(8);
  expect(advanced()).toBe(3);
});
