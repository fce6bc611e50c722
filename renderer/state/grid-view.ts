import type { GridAxes } from '@contract';
import type { Region } from './accuracy.svelte';
import { indicesBetween } from './view-maths';
import type { PanePlace, ViewRange } from './view-types';
import type { ViewLimits } from './view.svelte';

/** The closest looks: 24 frames, 8 bins. */
export function limitsOf({ hopSeconds, binHz, rate }: GridAxes, seconds: number): ViewLimits {
  return { time: { end: seconds, shortest: 24 * hopSeconds }, frequency: { end: rate / 2, shortest: 8 * binHz } };
}

/** A place of a pane in seconds and hertz. */
export function placeInView({ x, y }: PanePlace, view: ViewRange): { seconds: number; hz: number } {
  return {
    seconds: view.startSeconds + x * (view.endSeconds - view.startSeconds),
    hz: view.lowHz + y * (view.highHz - view.lowHz)
  };
}

/** The cells whose centres are visible. */
export function regionOf(range: ViewRange, axes: GridAxes): Region | null {
  const { startSeconds, hopSeconds, frames, binHz, bins } = axes;
  const time = { start: startSeconds, step: hopSeconds, count: frames };
  const across = indicesBetween({ low: range.startSeconds, high: range.endSeconds }, time);
  const up = indicesBetween({ low: range.lowHz, high: range.highHz }, { start: 0, step: binHz, count: bins });
  if (!across || !up) return null;
  return { startFrame: across.start, endFrame: across.end, startBin: up.start, endBin: up.end };
}
