// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import type { MapInfo } from '@contract';
import type { Call } from '@contract/schemas';
import { settle } from '../test-grid';
import { engineOf, type TestEngine } from '../training/test-engine';
import { mainOf } from '../training/test-main';
import { Inspector } from './inspector.svelte';
import { inspectedOf, SMALL_MAP } from './test-inspected';

const FRAMES: MapInfo = { ...SMALL_MAP, slices: 33 };
const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

function answer(call: Call): ReturnType<Parameters<typeof engineOf>[1]> {
  if (call.kind === 'inspected') return inspectedOf({ maps: [FRAMES] });
  if (call.kind === 'weight-row')
    return { revision: 1, parts: [], band: { start: call.slice, end: call.slice + 2 }, envelope: null };
  if (call.kind !== 'weight-block') return null;
  return { revision: 1, rows: 4, columns: 6, values: new Float32Array(24).fill(call.slice) };
}

async function inspectorOf(): Promise<{ inspector: Inspector; engine: TestEngine }> {
  const engine = engineOf('analysis', answer);
  const inspector = new Inspector({ main: mainOf({}).link, engine: engine.link, show: () => undefined });
  ends.push(
    () => inspector.dispose(),
    () => engine.close()
  );
  await engine.connect();
  inspector.maps.view.show(FRAMES);
  return { inspector, engine };
}

const slicesAsked = ({ asked }: TestEngine): number[] =>
  asked.flatMap((call) => (call.kind === 'weight-block' ? [call.slice] : []));

async function arrive(): Promise<void> {
  for (let i = 0; i < 12; i++) await settle();
}

test('slices 1, 11, 21 and 31 stand side by side, as in the experiment', async () => {
  const { inspector } = await inspectorOf();
  expect(inspector.maps.pictures.map(({ slice }) => slice + 1)).toEqual([1, 11, 21, 31]);
  inspector.maps.step(-1);
  expect(inspector.maps.pictures.map(({ slice }) => slice + 1)).toEqual([33, 10, 20, 30]);
});

test('one slice stands alone when it is asked to, or where there are too few', async () => {
  const { inspector, engine } = await inspectorOf();
  inspector.maps.setTogether(false);
  inspector.go({ slice: 7 });
  expect(inspector.maps.pictures.map(({ slice }) => slice)).toEqual([7]);
  inspector.maps.setTogether(true);
  await engine.push({ type: 'inspected', inspected: inspectedOf({ revision: 2 }) });
  expect([inspector.maps.canStandTogether, inspector.maps.pictures.length]).toEqual([false, 1]);
});

test('what is on show is fetched, with its bands, and while slices play what comes next', async () => {
  const { inspector, engine } = await inspectorOf();
  const { maps } = inspector;
  maps.setTogether(false);
  maps.fetch(100);
  await arrive();
  expect(slicesAsked(engine)).toEqual([0]);
  expect(maps.bands.of(FRAMES, 0)).toEqual({ low: 0, high: 2 });
  maps.player.toggle();
  maps.fetch(100);
  await arrive();
  expect(slicesAsked(engine)).toEqual([0, 1, 2, 3]);
  maps.rest();
  expect(maps.player.playing).toBe(false);
});

test('fresh weights of the same network are fetched at once, the old ones stay until they are there', async () => {
  const { inspector, engine } = await inspectorOf();
  const { maps } = inspector;
  maps.setTogether(false);
  maps.fetch(100);
  await arrive();
  const before = maps.blocks.version;
  await engine.push({ type: 'inspected', inspected: inspectedOf({ revision: 2, maps: [FRAMES] }) });
  await arrive();
  expect([slicesAsked(engine), maps.blocks.version - before]).toEqual([[0, 0], 1]);
});

test('another network leaves nothing of the one before', async () => {
  const { inspector, engine } = await inspectorOf();
  const { maps, selection } = inspector;
  maps.fixLimit(0.5);
  selection.pin({ map: 'frames', slice: 0, row: 0, column: 0 });
  const other = inspectedOf({ network: 'dft-128', maps: [{ ...SMALL_MAP, id: 'transform' }] });
  await engine.push({ type: 'inspected', inspected: other });
  expect([maps.fixedLimit, selection.place, maps.bands.of(FRAMES, 0)]).toEqual([null, null, null]);
});

test.each([0, -1, NaN, Infinity])('a colour scale that goes to %d is refused', async (limit) => {
  const { inspector } = await inspectorOf();
  expect(() => inspector.maps.fixLimit(limit)).toThrow(RangeError);
});
