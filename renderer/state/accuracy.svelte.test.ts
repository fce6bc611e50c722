// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppError, type Accuracy } from '@contract';
import type { CallOptions } from '../link/engine-link';
import { LONG_MS, SETTLE_MS, VisibleAccuracy, type Region } from './accuracy.svelte';

const whole: Region = { startFrame: 0, endFrame: 33, startBin: 0, endBin: 129 };
const part: Region = { ...whole, endFrame: 10 };
const result = (snrDb: number): Accuracy => ({ snrDb, mse: 1e-16, maxAbsError: 1e-8, revision: 1 });

interface Asked {
  readonly region: Region;
  readonly signal: AbortSignal;
  readonly onProgress: CallOptions['onProgress'];
  resolve(value: Accuracy): void;
  reject(error: Error): void;
}
let asked: Asked[];
let failures: unknown[];
let accuracy: VisibleAccuracy;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  failures = [];
  accuracy = new VisibleAccuracy({
    measure: (region, { signal = new AbortController().signal, onProgress }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new AppError('cancelled', '')));
        asked.push({ region, signal, onProgress, resolve, reject });
      }),
    onFailure: (error) => failures.push(error)
  });
});
afterEach(() => {
  accuracy.dispose();
  vi.useRealTimers();
});

const wait = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

test('measures a region once it has stood for a moment', async () => {
  accuracy.show(part);
  await wait(SETTLE_MS - 1);
  accuracy.show(whole);
  await wait(SETTLE_MS - 1);
  expect(asked).toHaveLength(0);
  expect(accuracy.phase).toBe('waiting');
  await wait(1);
  expect(asked.map(({ region }) => region)).toEqual([whole]);
  asked[0]?.resolve(result(128));
  await wait(0);
  expect([accuracy.phase, accuracy.result?.snrDb]).toEqual(['measured', 128]);
});

test('the same region is not measured twice', async () => {
  accuracy.show(whole);
  await wait(SETTLE_MS);
  accuracy.show({ ...whole });
  await wait(SETTLE_MS);
  expect(asked).toHaveLength(1);
});

test('a new region withdraws the measurement before it; the old number stays meanwhile', async () => {
  accuracy.show(whole);
  await wait(SETTLE_MS);
  asked[0]?.resolve(result(100));
  await wait(0);
  accuracy.show(part);
  await wait(SETTLE_MS);
  accuracy.show(whole);
  expect(asked[1]?.signal.aborted).toBe(true);
  await wait(SETTLE_MS);
  expect(accuracy.result?.snrDb).toBe(100);
  expect(failures).toEqual([]);
});

test('new weights wait for the measurement under way, then it is repeated', async () => {
  accuracy.show(whole);
  await wait(SETTLE_MS);
  accuracy.weightsChanged();
  accuracy.weightsChanged();
  expect(asked).toHaveLength(1);
  asked[0]?.resolve(result(10));
  await wait(0);
  expect(accuracy.result?.snrDb).toBe(10);
  expect(asked).toHaveLength(2);
  asked[1]?.resolve(result(20));
  await wait(0);
  expect([accuracy.phase, accuracy.result?.snrDb]).toEqual(['measured', 20]);
  accuracy.weightsChanged();
  expect(asked).toHaveLength(3);
});

test('tells how far a long measurement is', async () => {
  accuracy.show(whole);
  await wait(SETTLE_MS);
  expect(accuracy.done).toBeNull();
  asked[0]?.onProgress?.(0.25);
  expect(accuracy.done).toBeNull();
  await wait(LONG_MS);
  asked[0]?.onProgress?.(0.5);
  expect(accuracy.done).toBe(0.5);
  asked[0]?.resolve(result(10));
  await wait(0);
  expect(accuracy.done).toBeNull();
});

test('a failure is told and leaves no number behind', async () => {
  accuracy.show(whole);
  await wait(SETTLE_MS);
  asked[0]?.reject(new AppError('internal', 'no'));
  await wait(0);
  expect(accuracy.phase).toBe('failed');
  expect(accuracy.result).toBeNull();
  expect(failures).toHaveLength(1);
});

test('without a region there is nothing', async () => {
  accuracy.show(whole);
  await wait(SETTLE_MS);
  accuracy.reset();
  expect(asked[0]?.signal.aborted).toBe(true);
  expect(accuracy.phase).toBe('empty');
  accuracy.weightsChanged();
  expect(asked).toHaveLength(1);
});
