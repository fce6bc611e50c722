import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Port } from '../port';
import { portPair } from '../test-port';
import { factsOf, snapshotOf } from '../test-snapshot';
import type { WeightsSnapshot } from '../weights-message';
import { WeightsSender, type Moment } from './weights-sender';

let folder: string;
let refusals: unknown[];
let sender: WeightsSender;
let far: Port | null = null;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sender-'));
  refusals = [];
  sender = new WeightsSender((error) => refusals.push(error));
});
afterEach(async () => {
  sender.dispose();
  far?.close();
  await rm(folder, { recursive: true });
});

const moment = (step: number, parameters = 3): Moment => ({
  run: 'r',
  facts: factsOf({ network: 'shared-frame', step, snrDb: 12 }),
  parameters,
  weights: () => new Float32Array(parameters).fill(step),
  file: join(folder, 'shown')
});
const LARGE = 2 ** 18;

/** The other end, and what arrives there. */
function link(): { port: Port; arrived: WeightsSnapshot[] } {
  const [near, port] = portPair();
  far = port;
  const arrived: WeightsSnapshot[] = [];
  port.onMessage((message) => arrived.push(message as WeightsSnapshot));
  port.start();
  sender.connect(near);
  return { port, arrived };
}

test('without an analysis engine nothing is waited for', async () => {
  await sender.offer(moment(1));
  await sender.finish(moment(1, LARGE));
});

test('small weights go with every step, which waits until they were taken', async () => {
  const { port, arrived } = link();
  let taken = false;
  const waited = sender.offer(moment(1)).then(() => (taken = true));
  await expect.poll(() => arrived).toHaveLength(1);
  const weights = Float32Array.of(1, 1, 1);
  expect(arrived[0]).toEqual(snapshotOf({ network: 'shared-frame', step: 1, snrDb: 12, weights }));
  expect(taken).toBe(false);
  port.postMessage({ type: 'taken' });
  await waited;
});

test('large weights are left in a file, and no step waits for them', async () => {
  const { port, arrived } = link();
  await sender.offer(moment(1, LARGE));
  await sender.offer(moment(2, LARGE));
  await expect.poll(() => arrived).toHaveLength(1);
  expect(arrived[0]?.weights).toBe(join(folder, 'shown'));
  const bytes = await readFile(join(folder, 'shown'));
  expect(bytes.length).toBe(4 * LARGE);
  expect(bytes.readFloatLE(4 * (LARGE - 1))).toBe(1);
  port.postMessage({ type: 'taken' });
  await sender.finish(moment(9, LARGE));
  await expect.poll(() => arrived.map(({ facts }) => facts.step)).toEqual([1, 9]);
  expect((await readFile(join(folder, 'shown'))).readFloatLE(0)).toBe(9);
});

test('a disk that refuses is told of, and nothing is sent', async () => {
  const { arrived } = link();
  await sender.offer({ ...moment(1, LARGE), file: join(folder, 'none', 'shown') });
  expect(refusals).toHaveLength(1);
  expect(arrived).toEqual([]);
});

test('goes on when the analysis engine is gone or does not answer', async () => {
  const { port } = link();
  await sender.offer(moment(1));
  const waited = sender.offer(moment(2));
  port.close();
  await waited;
});
