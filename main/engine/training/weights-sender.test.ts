import { afterEach, expect, test } from 'vitest';
import type { Checkpoint } from '../../learn/checkpoint/format';
import type { Port } from '../port';
import { portPair } from '../test-port';
import { WeightsSender } from './weights-sender';

const sender = new WeightsSender();
let far: Port | null = null;
afterEach(() => {
  sender.dispose();
  far?.close();
});

const snapshot = { step: 1 } as Checkpoint;

test('without an analysis engine nothing is waited for', async () => {
  await sender.sendAndWait(snapshot);
});

test('waits until a snapshot was taken', async () => {
  const [near, other] = portPair();
  far = other;
  const arrived = new Promise((resolve) => other.onMessage(resolve));
  other.start();
  sender.connect(near);
  let taken = false;
  const waited = sender.sendAndWait(snapshot).then(() => (taken = true));
  expect(await arrived).toEqual({ type: 'weights', checkpoint: snapshot });
  expect(taken).toBe(false);
  other.postMessage({ type: 'taken' });
  await waited;
});

test('goes on when the analysis engine is gone or does not answer', async () => {
  const [near, other] = portPair();
  other.start();
  sender.connect(near);
  await sender.sendAndWait(snapshot);
  const waited = sender.sendAndWait(snapshot);
  other.close();
  await waited;
});
