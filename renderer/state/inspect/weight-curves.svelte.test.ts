// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CallResults } from '@contract';
import type { Call, CallKind } from '@contract/schemas';
import { settle } from '../test-grid';
import { engineOf, type TestEngine } from '../training/test-engine';
import { FRAME_MAP, ROW } from './test-curves';
import { WeightCurves } from './weight-curves.svelte';

let answer: (call: Call) => CallResults[CallKind] | null;
let engine: TestEngine;
let curves: WeightCurves;
beforeEach(() => {
  answer = () => null;
  engine = engineOf('analysis', (call) => answer(call));
  curves = new WeightCurves(engine.link);
});
afterEach(() => {
  curves.dispose();
  engine.close();
});

const settled = async (): Promise<void> => {
  for (let i = 0; i < 12; i++) await settle();
};

test('a row is asked for by the name of its map', async () => {
  answer = () => ROW;
  await engine.connect();
  curves.row.follow({ revision: 3, map: FRAME_MAP, slice: 0, row: 5 });
  await settled();
  expect(engine.asked).toEqual([{ kind: 'weight-row', map: 'frame', slice: 0, row: 5 }]);
  expect(curves.row.answer?.asked.row).toBe(5);
  expect([...(curves.row.answer?.value.parts[0]?.learned ?? [])]).toEqual([1, 0.5]);
});

test('a fresh engine is asked again, though it counts from the same revision', async () => {
  answer = () => ROW;
  await engine.connect();
  const place = { revision: 1, map: FRAME_MAP, slice: 0, row: 5 };
  curves.row.follow(place);
  await settled();
  curves.row.follow(place);
  expect(engine.asked).toHaveLength(1);
  await engine.connect();
  curves.row.follow(place);
  await settled();
  expect(engine.asked).toHaveLength(2);
});

test('more rows than a message holds come in blocks, and lie one behind the other', async () => {
  answer = (call) => {
    if (call.kind !== 'weight-block') return null;
    const rows = call.endRow - call.startRow;
    const columns = call.endColumn - call.startColumn;
    // Each weight is the number of its row.
    const values = Float32Array.from({ length: rows * columns }, (_, i) => call.startRow + Math.floor(i / columns));
    return { revision: 1, rows, columns, values };
  };
  await engine.connect();
  const map = { ...FRAME_MAP, columns: { ...FRAME_MAP.columns, count: 2048 } };
  curves.rows.follow({ revision: 1, map, slice: 0, reading: 'learned', startColumn: 0, endColumn: 2048 });
  await settled();
  expect(engine.asked.map((call) => call.kind === 'weight-block' && [call.startRow, call.endRow])).toEqual([
    [0, 128],
    [128, 256],
    [256, 258]
  ]);
  const { columns, values } = curves.rows.answer?.value ?? { columns: 0, values: new Float32Array(0) };
  expect([columns, values.length]).toEqual([2048, 258 * 2048]);
  expect([0, 127, 128, 257].map((row) => values[row * columns + 2047])).toEqual([0, 127, 128, 257]);
});
