import { expect, test, vi } from 'vitest';
import { AppError } from '@contract';
import { TakeWriter } from './take-writer';

function setUp(append: (start: number, values: Float32Array, signal: AbortSignal) => Promise<number>) {
  const written: number[] = [];
  const failures: unknown[] = [];
  const writer = new TakeWriter({
    channels: 2,
    append,
    onWritten: (samples) => void written.push(samples),
    onFailure: (error) => void failures.push(error)
  });
  return { writer, written, failures };
}

test('blocks are written one after the other, each where it belongs', async () => {
  const starts: number[] = [];
  let busy = 0;
  const { writer, written } = setUp(async (start, values) => {
    expect(busy++).toBe(0);
    starts.push(start);
    await Promise.resolve();
    busy--;
    return start + values.length / 2;
  });
  for (const count of [3, 1, 2]) writer.add(new Float32Array(2 * count));
  await writer.finish(1000);
  expect(starts).toEqual([0, 3, 4]);
  expect(written).toEqual([3, 4, 6]);
});

test('a block that a fresh engine does not know the take for yet is sent again', async () => {
  vi.useFakeTimers();
  let asked = 0;
  const { writer, written, failures } = setUp((start, values) =>
    ++asked < 4 ? Promise.reject(new AppError('not-found', 'not yet')) : Promise.resolve(start + values.length / 2)
  );
  writer.add(new Float32Array(2));
  writer.add(new Float32Array(2));
  await vi.advanceTimersByTimeAsync(400);
  vi.useRealTimers();
  await writer.finish(1000);
  expect(written).toEqual([1, 2]);
  expect(failures).toEqual([]);
});

test('a full disk is told once, and ends the writing', async () => {
  const full = new AppError('bad-audio', 'the disk is full');
  const { writer, written, failures } = setUp(() => Promise.reject(full));
  writer.add(new Float32Array(2));
  writer.add(new Float32Array(2));
  await writer.finish(1000);
  writer.add(new Float32Array(2));
  await writer.finish(1000);
  expect(written).toEqual([]);
  expect(failures).toEqual([full]);
});

test('an engine that never answers does not keep it for ever', async () => {
  const { writer, failures } = setUp(
    (_start, _values, signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(new AppError('cancelled', 'late'))))
  );
  writer.add(new Float32Array(2));
  await writer.finish(20);
  expect(failures).toHaveLength(1);
});
