// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EngineMessage } from '@contract';
import type { EngineRequest } from '@contract/schemas';
import { EngineLink } from '../link/engine-link';
import { Spectra } from './spectra.svelte';
import { axesOf } from './test-grid';

let spectra: Spectra;
let scans: number[];
let cancelled: number[];
let failures: string[];
let send: (message: EngineMessage) => void;
let end: () => void;

beforeEach(() => {
  scans = [];
  cancelled = [];
  failures = [];
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = ({ data }: MessageEvent<EngineRequest>) => {
    if (data.type === 'cancel') cancelled.push(data.job);
    else if (data.call.kind === 'maximum') scans.push(data.job);
    else port2.postMessage({ type: 'reply', job: data.job, value: axesOf(1000) } satisfies EngineMessage);
  };
  send = (message) => port2.postMessage(message);
  const engine = new EngineLink('analysis');
  engine.attach(port1);
  spectra = new Spectra({ engine, onOpened: () => undefined, onFailure: (text) => failures.push(text) });
  end = () => (spectra.dispose(), engine.drop(), port2.close());
  void spectra.open({ clip: 'one', channel: 'mix', rate: 8000 });
  return vi.waitFor(() => expect(scans).toHaveLength(1));
});
afterEach(() => end());

test('a search for the maximum that was given up can be taken up again', async () => {
  const [first = 0] = scans;
  send({ type: 'progress', job: first, done: 0.25 });
  await vi.waitFor(() => expect(spectra.scanned).toBe(0.25));
  spectra.cancelScan();
  expect([spectra.scanned, spectra.partial]).toEqual([null, true]);
  await vi.waitFor(() => expect(cancelled).toEqual([first]));
  expect([spectra.scanned, spectra.state.phase]).toEqual([null, 'ready']);

  void spectra.resumeScan();
  await vi.waitFor(() => expect(scans).toHaveLength(2));
  const [, second = 0] = scans;
  expect([spectra.scanned, spectra.partial]).toEqual([0, false]);
  send({ type: 'reply', job: second, value: { db: -3 } });
  await vi.waitFor(() => expect(spectra.tiles?.maximumDb).toBe(-3));
  expect([spectra.scanned, spectra.partial]).toEqual([null, false]);
  spectra.cancelScan();
  expect(spectra.partial).toBe(false);
  expect(failures).toEqual([]);
});

test('another source begins its own search', async () => {
  spectra.cancelScan();
  void spectra.open({ clip: 'two', channel: 'mix', rate: 8000 });
  expect(spectra.partial).toBe(false);
  await vi.waitFor(() => expect(scans).toHaveLength(2));
});
