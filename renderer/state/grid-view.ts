import type { GridAxes } from '@contract';
import type { Region } from './accuracy.svelte';
import { indicesBetween } from './view-maths';
import type { ViewRange } from './view-types';
import type { ViewLimits } from './view.svelte';

/** The closest looks: 24 frames, 8 bins. */
export function limitsOf({ hopSeconds, binHz, rate }: GridAxes, seconds: number): ViewLimits {
  return { time: { end: seconds, shortest: 24 * hopSeconds }, frequency: { end: rate / 2, shortest: 8 * binHz } };
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
