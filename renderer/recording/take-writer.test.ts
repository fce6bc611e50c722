import { expect, test, vi } from 'vitest';
import { AppError, MAX_VALUES_PER_APPEND } from '@contract';
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

test('blocks are written in their order, and those that wait together', async () => {
  const asked: [number, number[]][] = [];
  let busy = 0;
  const { writer, written } = setUp(async (start, values) => {
    expect(busy++).toBe(0);
    asked.push([start, [...values]]);
    await Promise.resolve();
    busy--;
    return start + values.length / 2;
  });
  for (const block of [
    [1, 2, -1, -2],
    [3, -3],
    [4, 5, -4, -5]
  ])
    writer.add(Float32Array.from(block));
  await writer.finish(1000);
  expect(asked).toEqual([
    [0, [1, 2, -1, -2]],
    [2, [3, 4, 5, -3, -4, -5]]
  ]);
  expect(written).toEqual([2, 5]);
});

test('a message holds no more than the engine takes', async () => {
  const sizes: number[] = [];
  const { writer } = setUp((start, values) => (sizes.push(values.length), Promise.resolve(start + values.length / 2)));
  for (let i = 0; i < 4; i++) writer.add(new Float32Array(MAX_VALUES_PER_APPEND / 2));
  await writer.finish(1000);
  expect(sizes).toEqual([MAX_VALUES_PER_APPEND / 2, MAX_VALUES_PER_APPEND, MAX_VALUES_PER_APPEND / 2]);
  expect(() => writer.add(new Float32Array(MAX_VALUES_PER_APPEND + 2))).toThrow(RangeError);
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
