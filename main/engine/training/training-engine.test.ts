import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallResults, EngineMessage, HealthMessage, TrainingPoint, TrainingState } from '@contract';
import { loadTensorFlow, type TensorFlow } from '../../learn/tensorflow';
import type { Port } from '../port';
import { portPair } from '../test-port';
import type { WeightsSnapshot } from '../weights-message';
import { TrainingEngine } from './training-engine';

let tensorflow: TensorFlow;
let engine: TrainingEngine;
let ports: Port[] = [];

beforeAll(async () => {
  tensorflow = await loadTensorFlow();
});

afterEach(() => {
  engine.dispose();
  ports.forEach((port) => port.close());
  ports = [];
});

function start(seed: number): { states: TrainingState[]; settled: Promise<TrainingState> } {
  const states: TrainingState[] = [];
  const settled = new Promise<TrainingState>((resolve) => {
    engine = new TrainingEngine(tensorflow, (message: HealthMessage) => {
      if (message.type !== 'training-state') return;
      states.push(message.state);
      if (message.state.phase === 'idle' || message.state.phase === 'failed') resolve(message.state);
    });
  });
  void engine.orders['start-training']?.({ kind: 'start-training', run: 'r', network: 'shared-frame', seed });
  return { states, settled };
}

function pointsAt(page: Port): { points: TrainingPoint[]; messages: EngineMessage[] } {
  const points: TrainingPoint[] = [];
  const messages: EngineMessage[] = [];
  page.onMessage((message) => {
    const arrived = message as EngineMessage;
    messages.push(arrived);
    if (arrived.type === 'training') points.push(...arrived.points);
  });
  page.start();
  return { points, messages };
}

describe('the training engine', () => {
  it('trains past 120 dB, sends every point once and hands the weights on', async () => {
    const { states, settled } = start(1);
    const [engineEnd, page] = portPair();
    const [trainingEnd, analysisEnd] = portPair();
    ports = [page, analysisEnd];
    const { points } = pointsAt(page);
    engine.servePage(engineEnd);
    const snapshots: WeightsSnapshot[] = [];
    analysisEnd.onMessage((message) => {
      snapshots.push(message as WeightsSnapshot);
      analysisEnd.postMessage({ type: 'taken' });
    });
    analysisEnd.start();
    engine.sendWeights(trainingEnd);

    expect(await settled).toEqual({ phase: 'idle' });
    expect(states[0]).toEqual({ phase: 'training', run: 'r', network: 'shared-frame', seed: 1 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(points.map(({ step }) => step)).toEqual(points.map((_, i) => i + 1));
    expect(Math.max(...points.map(({ snrDb }) => snrDb ?? -Infinity))).toBeGreaterThan(128);
    expect(snapshots.map(({ checkpoint }) => checkpoint.step)).toEqual(points.map(({ step }) => step));
    expect(snapshots.at(-1)?.checkpoint.snrDb).toBeGreaterThan(128);
  });

  it('stops after the step under way and keeps the curve for a page that comes later', async () => {
    const { settled, states } = start(2);
    await new Promise((resolve) => setTimeout(resolve, 30));
    await engine.orders['stop-training']?.({ kind: 'stop-training' });
    expect(await settled).toEqual({ phase: 'idle' });
    expect(states.map(({ phase }) => phase)).toEqual(['training', 'stopping', 'idle']);

    const [engineEnd, page] = portPair();
    ports = [page];
    const { messages } = pointsAt(page);
    engine.servePage(engineEnd);
    page.postMessage({ type: 'call', job: 1, call: { kind: 'history', afterStep: 0 } });
    await expect.poll(() => messages.find(({ type }) => type === 'reply')).toBeDefined();
    const reply = messages.find((message) => message.type === 'reply');
    // A run that nobody stops takes 60 steps.
    const { points } = reply?.value as CallResults['history'];
    expect(points[0]).toMatchObject({ step: 1 });
    expect(points.length).toBeLessThan(30);
    expect(messages[0]).toEqual({ type: 'training-state', state: { phase: 'idle' } });
  });

  it('leaves the network in use alone where it is stopped before its first step', async () => {
    const { settled } = start(5);
    const [trainingEnd, analysisEnd] = portPair();
    ports = [analysisEnd];
    const snapshots: unknown[] = [];
    analysisEnd.onMessage((message) => snapshots.push(message));
    analysisEnd.start();
    engine.sendWeights(trainingEnd);
    void engine.orders['stop-training']?.({ kind: 'stop-training' });
    expect(await settled).toEqual({ phase: 'idle' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(snapshots).toEqual([]);
  });

  it('refuses a second run while one is under way', async () => {
    const { settled } = start(3);
    const again = { kind: 'start-training', run: 's', network: 'shared-frame', seed: 4 } as const;
    expect(() => engine.orders['start-training']?.(again)).toThrow(/under way/);
    await engine.orders['stop-training']?.({ kind: 'stop-training' });
    await settled;
  });

  it('refuses networks that are too large to be shown with every step, or not made for sound', () => {
    engine = new TrainingEngine(tensorflow, () => undefined);
    for (const network of ['dense-stft', 'dft-128', 'inverse'] as const) {
      const order = { kind: 'start-training', run: 'r', network, seed: 1 } as const;
      expect(() => engine.orders['start-training']?.(order)).toThrow(
        `This window trains shared-frame. Train ${network} with npm run learn.`
      );
    }
  });
});
