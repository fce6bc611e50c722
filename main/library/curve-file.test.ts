import { appendFile, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TrainingPoint } from '@contract';
import { CurveFile, readCurve } from './curve-file';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'curve-'));
  path = join(folder, 'curve');
});
afterEach(() => rm(folder, { recursive: true }));

const point = (step: number): TrainingPoint => ({
  step,
  epoch: Math.ceil(step / 10),
  mse: 1 / step,
  snrDb: step % 2 === 0 ? step - 30.5 : null,
  seconds: step / 100,
  msPerStep: 10,
  learningRate: 0.75
});
const points = (from: number, to: number): TrainingPoint[] =>
  Array.from({ length: to - from + 1 }, (_, i) => point(from + i));

async function write(list: readonly TrainingPoint[], afterStep = 0): Promise<void> {
  const curve = await CurveFile.open(path, afterStep);
  await curve.append(list.slice(0, 3));
  await curve.append(list.slice(3));
  await curve.close();
}

test('what was written is read, in pages too', async () => {
  await write(points(1, 10_000));
  expect(await readCurve(path)).toEqual(points(1, 10_000));
  expect(await readCurve(path, { afterStep: 4000, most: 20 })).toEqual(points(4001, 4020));
  expect(await readCurve(path, { afterStep: 10_000 })).toEqual([]);
  expect(await readCurve(join(folder, 'none'))).toEqual([]);
});

test('going on behind a step cuts off what lies beyond', async () => {
  await write(points(1, 20));
  const again = points(13, 15).map((p) => ({ ...p, mse: 7 }));
  await write(again, 12);
  expect(await readCurve(path)).toEqual([...points(1, 12), ...again]);
});

test('a record that was cut off ends the curve, and going on mends it', async () => {
  await write(points(1, 5));
  await truncate(path, 4 * 56 + 13);
  expect(await readCurve(path)).toEqual(points(1, 4));
  await write(points(5, 6), 99);
  expect(await readCurve(path)).toEqual(points(1, 6));
});

test('what is no record ends the curve', async () => {
  await write(points(1, 3));
  await appendFile(path, Buffer.alloc(56, 0xff));
  expect(await readCurve(path)).toEqual(points(1, 3));
  await writeFile(path, 'Dear curve, how are you? This is longer than one single record.');
  expect(await readCurve(path)).toEqual([]);
});
