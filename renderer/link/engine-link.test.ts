import { afterEach, expect, test } from 'vitest';
import { AppError, type EngineMessage } from '@contract';
import type { EngineRequest } from '@contract/schemas';
import { EngineLink, isCancelled } from './engine-link';

const opened: MessagePort[] = [];
afterEach(() => opened.splice(0).forEach((port) => port.close()));

/** A port for the link, and the engine's end with everything it received. */
function channel(): {
  page: MessagePort;
  requests: EngineRequest[];
  next(): Promise<EngineRequest>;
  send(m: EngineMessage): void;
} {
  const { port1, port2 } = new MessageChannel();
  opened.push(port1, port2);
  const requests: EngineRequest[] = [];
  const waiting: ((request: EngineRequest) => void)[] = [];
  port2.onmessage = ({ data }: MessageEvent<EngineRequest>) => {
    const take = waiting.shift();
    if (take) take(data);
    else requests.push(data);
  };
  const next = (): Promise<EngineRequest> => {
    const [first] = requests.splice(0, 1);
    return first ? Promise.resolve(first) : new Promise((resolve) => waiting.push(resolve));
  };
  return { page: port1, requests, next, send: (message) => port2.postMessage(message) };
}

function connected(): { link: EngineLink; engine: ReturnType<typeof channel> } {
  const link = new EngineLink('analysis');
  const engine = channel();
  link.attach(engine.page);
  return { link, engine };
}

const source = { clip: 'a', channel: 'mix', rate: 8000 } as const;

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => new Error('fulfilled'),
    (reason: unknown) => reason
  );
  return error instanceof AppError ? error.code : String(error);
}

test('a call carries its kind and arguments, and its reply resolves it', async () => {
  const { link, engine } = connected();
  const answer = link.call('maximum', source);
  const request = await engine.next();
  expect(request).toEqual({ type: 'call', job: 1, call: { kind: 'maximum', ...source } });
  engine.send({ type: 'reply', job: 1, value: { db: -12 } });
  expect(await answer).toEqual({ db: -12 });
});

test('replies find their calls in any order', async () => {
  const { link, engine } = connected();
  const first = link.call('maximum', source);
  const second = link.call('maximum', { ...source, rate: 16000 });
  await engine.next();
  await engine.next();
  engine.send({ type: 'reply', job: 2, value: { db: 2 } });
  engine.send({ type: 'reply', job: 1, value: { db: 1 } });
  expect(await Promise.all([first, second])).toEqual([{ db: 1 }, { db: 2 }]);
});

test('a fault rejects with the code and sentence of the engine', async () => {
  const { link, engine } = connected();
  const answer = link.call('describe', source);
  await engine.next();
  engine.send({ type: 'fault', job: 1, code: 'not-found', message: 'The clip is closed.' });
  await expect(answer).rejects.toMatchObject({ code: 'not-found', message: 'The clip is closed.' });
});

test('progress reaches the caller before the reply', async () => {
  const { link, engine } = connected();
  const seen: number[] = [];
  const answer = link.call('maximum', source, { onProgress: (done) => seen.push(done) });
  await engine.next();
  engine.send({ type: 'progress', job: 1, done: 0.25 });
  engine.send({ type: 'progress', job: 1, done: 0.5 });
  engine.send({ type: 'reply', job: 1, value: { db: null } });
  await answer;
  expect(seen).toEqual([0.25, 0.5]);
});

test('aborting tells the engine and rejects at once; a late reply is ignored', async () => {
  const { link, engine } = connected();
  const controller = new AbortController();
  const answer = link.call('maximum', source, { signal: controller.signal });
  await engine.next();
  controller.abort();
  expect(await codeOf(answer)).toBe('cancelled');
  expect(await engine.next()).toEqual({ type: 'cancel', job: 1 });
  engine.send({ type: 'reply', job: 1, value: { db: 0 } });
  const after = link.call('maximum', source);
  await engine.next();
  engine.send({ type: 'reply', job: 2, value: { db: 5 } });
  expect(await after).toEqual({ db: 5 });
});

test('an aborted signal sends nothing', async () => {
  const { link, engine } = connected();
  const controller = new AbortController();
  controller.abort();
  expect(await codeOf(link.call('maximum', source, { signal: controller.signal }))).toBe('cancelled');
  expect(await codeOf(link.ask('maximum', source, { signal: controller.signal }))).toBe('cancelled');
  expect(engine.requests).toEqual([]);
});

test('dropping or replacing the port ends calls in flight with engine-lost', async () => {
  const { link } = connected();
  const first = link.call('maximum', source);
  link.drop();
  expect(await codeOf(first)).toBe('engine-lost');
  expect(link.connected).toBe(false);
  expect(await codeOf(link.call('maximum', source))).toBe('engine-lost');
  link.attach(channel().page);
  const second = link.call('maximum', source);
  link.attach(channel().page);
  expect(await codeOf(second)).toBe('engine-lost');
});

test('ask waits for an engine and asks the next one again', async () => {
  const link = new EngineLink('analysis');
  const answer = link.ask('maximum', source);
  const first = channel();
  link.attach(first.page);
  await first.next();
  link.drop();
  const second = channel();
  link.attach(second.page);
  const request = await second.next();
  expect(request).toMatchObject({ type: 'call', call: { kind: 'maximum' } });
  second.send({ type: 'reply', job: request.job, value: { db: 3 } });
  expect(await answer).toEqual({ db: 3 });
});

test('ask that waits for an engine can be withdrawn', async () => {
  const link = new EngineLink('training');
  const controller = new AbortController();
  const answer = link.ask('history', { afterStep: 0 }, { signal: controller.signal });
  controller.abort();
  expect(await codeOf(answer)).toBe('cancelled');
});

test('ask does not repeat what the engine refused', async () => {
  const { link, engine } = connected();
  const answer = link.ask('describe', source);
  await engine.next();
  engine.send({ type: 'fault', job: 1, code: 'bad-request', message: 'no' });
  expect(await codeOf(answer)).toBe('bad-request');
  expect(engine.requests).toEqual([]);
});

test('pushes reach the listeners until they end', async () => {
  const { link, engine } = connected();
  const seen: string[] = [];
  const stop = link.onPush((message) => seen.push(message.type));
  const idle: EngineMessage = { type: 'training-state', state: { phase: 'idle', last: null } };
  engine.send(idle);
  const fence = link.call('probe', {});
  await engine.next();
  engine.send({ type: 'fault', job: 1, code: 'busy', message: '' });
  await codeOf(fence);
  stop();
  engine.send(idle);
  const second = link.call('probe', {});
  await engine.next();
  engine.send({ type: 'fault', job: 2, code: 'busy', message: '' });
  await codeOf(second);
  expect(seen).toEqual(['training-state']);
});

test('isCancelled tells a withdrawn call from a failed one', () => {
  expect(isCancelled(new AppError('cancelled', ''))).toBe(true);
  expect(isCancelled(new AppError('internal', ''))).toBe(false);
  expect(isCancelled('cancelled')).toBe(false);
});
