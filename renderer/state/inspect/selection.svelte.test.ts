// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import type { Call } from '@contract/schemas';
import { settle } from '../test-grid';
import { engineOf, type TestEngine } from '../training/test-engine';
import { Selection } from './selection.svelte';

type BlockCall = Extract<Call, { kind: 'weight-block' }>;
const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** Weights that tell where they are: row times 100 plus column; the ideal ones are 1 less. */
function valueAt({ startRow, startColumn, reading }: BlockCall): number {
  const learned = startRow * 100 + startColumn;
  return { learned, ideal: learned - 1, residual: 1 }[reading];
}

async function selectionOf(answers: (call: BlockCall) => number | null): Promise<[Selection, TestEngine]> {
  const engine = engineOf('analysis', (call) => {
    const value = answers(call as BlockCall);
    return value === null ? null : { revision: 1, rows: 1, columns: 1, values: Float32Array.of(value) };
  });
  await engine.connect();
  const selection = new Selection({ engine: engine.link, onFailure: () => undefined });
  ends.push(
    () => selection.dispose(),
    () => engine.close()
  );
  return [selection, engine];
}

async function arrive(): Promise<void> {
  for (let i = 0; i < 6; i++) await settle();
}

const place = { map: 'frames', slice: 2, row: 3, column: 4 };

test('the weight under the pointer is read in all three ways, as a block of one cell', async () => {
  const [selection, engine] = await selectionOf(valueAt);
  selection.point(place);
  expect(selection.values).toBeNull();
  await arrive();
  expect(selection.values).toEqual({ learned: 304, ideal: 303, residual: 1 });
  expect(engine.asked[0]).toMatchObject({ slice: 2, startRow: 3, endRow: 4, startColumn: 4, endColumn: 5 });
});

test('the pinned weight comes back when the pointer leaves', async () => {
  const [selection] = await selectionOf(valueAt);
  selection.pin(place);
  selection.point({ ...place, column: 5 });
  await arrive();
  expect(selection.values?.learned).toBe(305);
  selection.point(null);
  await arrive();
  expect([selection.place, selection.values?.learned]).toEqual([place, 304]);
});

test('while one weight is read, the newest of those pointed at since is the next', async () => {
  const [selection, engine] = await selectionOf(valueAt);
  for (let column = 0; column < 5; column++) selection.point({ ...place, column });
  await arrive();
  expect(selection.values?.learned).toBe(304);
  expect(engine.asked.map((call) => (call as BlockCall).startColumn)).toEqual([0, 0, 0, 4, 4, 4]);
});

test('fresh weights are read anew; the old values stay until then', async () => {
  let gain = 1;
  const [selection] = await selectionOf((call) => gain * valueAt(call));
  selection.pin(place);
  await arrive();
  gain = 2;
  selection.refresh();
  expect(selection.values?.learned).toBe(304);
  await arrive();
  expect(selection.values?.learned).toBe(608);
});
