// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import type { CallResults, Source } from '@contract';
import type { Call, CallKind } from '@contract/schemas';
import { axesOf, tileOf } from '../state/test-grid';
import { engineOf, type TestEngine } from '../state/training/test-engine';
import { LiveTakePictures } from './live-pictures.svelte';

const source: Source = { clip: 'take', channel: 'mix', rate: 8000 };
let engine: TestEngine;
let live: LiveTakePictures;

afterEach(() => {
  live.dispose();
  engine.close();
});

/** At any rate a grid of as many frames as one second has at 8 kHz. */
function answer(call: Call): CallResults[CallKind] | null {
  if (call.kind === 'describe') return { ...axesOf(139), rate: call.rate === 'native' ? 44_100 : call.rate };
  return call.kind === 'tile' ? tileOf(call.level, call.index) : null;
}

async function begin(): Promise<void> {
  engine = engineOf('analysis', answer);
  await engine.connect();
  const onFailure = (error: unknown): void => expect.unreachable(String(error));
  live = new LiveTakePictures({ engine: engine.link, source, rate: 640, channels: 2, onFailure });
  live.hear(Float32Array.from({ length: 128 }, (_, i) => (i < 64 ? 0.5 : -0.25)));
  live.grew(1);
  await expect.poll(() => live.tiles?.axes.rate).toBe(8000);
}

const asked = (): Omit<Source, 'clip'>[] =>
  engine.asked.flatMap((call) => (call.kind === 'describe' ? [{ channel: call.channel, rate: call.rate }] : []));

test('another rate and channel are shown at once, also while nothing more is heard', async () => {
  await begin();
  expect(live.range).toMatchObject({ startSeconds: 0, endSeconds: 8, highHz: 4000 });
  expect([...live.peaks(0, 0.1, 1).values]).toEqual([0.125, 0.125]);
  const before = live.tiles;
  live.analyse({ channel: 1, rate: 16_000 });
  expect(live.tiles).toBe(before);
  await expect.poll(() => live.range.highHz).toBe(8000);
  expect(live.tiles).not.toBe(before);
  expect(live.source).toEqual({ clip: 'take', channel: 1, rate: 16_000 });
  // What was heard before is known of every channel.
  expect([...live.peaks(0, 0.1, 1).values]).toEqual([-0.25, -0.25]);
  expect(asked().at(-1)).toEqual({ channel: 1, rate: 16_000 });
});

test('what is chosen already is not asked for again, and nothing once it has ended', async () => {
  await begin();
  const count = engine.asked.length;
  live.analyse({ channel: 'mix', rate: 8000 });
  live.dispose();
  live.analyse({ channel: 0, rate: 8000 });
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(engine.asked).toHaveLength(count);
});
