import { afterEach, describe, expect, it } from 'vitest';
import { AppError, type EngineMessage } from '@contract';
import { explain } from './explain';
import { PagePort, type CallHandlers } from './page-port';
import { breathe, type Port } from './port';
import { portPair } from './test-port';

let ends: Port[] = [];
let served: PagePort;

function serve(handlers: CallHandlers): { page: Port; next: () => Promise<EngineMessage>; logged: string[] } {
  const [engine, page] = portPair();
  ends = [engine, page];
  const arrived: EngineMessage[] = [];
  const waiting: ((message: EngineMessage) => void)[] = [];
  page.onMessage((message) => {
    const take = waiting.shift();
    if (take) take(message as EngineMessage);
    else arrived.push(message as EngineMessage);
  });
  page.start();
  const logged: string[] = [];
  new PagePort({ port: engine, handlers, explain, log: (text) => logged.push(text) });
  const next = (): Promise<EngineMessage> => {
    const first = arrived.shift();
    return first ? Promise.resolve(first) : new Promise((resolve) => waiting.push(resolve));
  };
  return { page, next, logged };
}

afterEach(() => ends.forEach((end) => end.close()));

const history = { kind: 'history', afterStep: 0 } as const;

describe('a call', () => {
  it('is answered under its own number', async () => {
    const { page, next } = serve({ history: () => ({ run: null, points: [] }) });
    page.postMessage({ type: 'call', job: 7, call: history });
    expect(await next()).toEqual({ type: 'reply', job: 7, value: { run: null, points: [] } });
  });

  it('carries typed arrays both ways', async () => {
    const values = Float32Array.of(-1, 1, -0.5, 0.5);
    const { page, next } = serve({ peaks: ({ columns }) => ({ columns, complete: true, values }) });
    page.postMessage({
      type: 'call',
      job: 1,
      call: { kind: 'peaks', clip: 'a', channel: 'mix', startSeconds: 0, endSeconds: 1, columns: 2 }
    });
    expect(await next()).toEqual({ type: 'reply', job: 1, value: { columns: 2, complete: true, values } });
  });

  it('ends in a fault with the code of the error', async () => {
    const { page, next } = serve({
      history: () => {
        throw new AppError('not-found', 'Nothing here.');
      }
    });
    page.postMessage({ type: 'call', job: 2, call: history });
    expect(await next()).toEqual({ type: 'fault', job: 2, code: 'not-found', message: 'Nothing here.' });
  });

  it('that the engine does not know is refused', async () => {
    const { page, next } = serve({});
    page.postMessage({ type: 'call', job: 3, call: history });
    expect(await next()).toMatchObject({ type: 'fault', job: 3, code: 'bad-request' });
  });

  it('ends once, as cancelled, when it is cancelled', async () => {
    const { page, next } = serve({
      history: async (_call, { signal }) => {
        while (!signal.aborted) await breathe();
        return { run: null, points: [] };
      }
    });
    page.postMessage({ type: 'call', job: 4, call: history });
    page.postMessage({ type: 'cancel', job: 4 });
    expect(await next()).toMatchObject({ type: 'fault', job: 4, code: 'cancelled' });
    page.postMessage({ type: 'call', job: 5, call: { kind: 'probe' } });
    expect(await next()).toMatchObject({ job: 5 });
  });

  it('tells progress before its end', async () => {
    const { page, next } = serve({
      history: (_call, { progress }) => {
        progress(0.5);
        return { run: null, points: [] };
      }
    });
    page.postMessage({ type: 'call', job: 6, call: history });
    expect(await next()).toEqual({ type: 'progress', job: 6, done: 0.5 });
    expect(await next()).toMatchObject({ type: 'reply', job: 6 });
  });
});

describe('a port that is closed', () => {
  it('answers nothing any more, and its jobs are told to end', async () => {
    const [engine, page] = portPair();
    ends = [engine, page];
    let aborted = false;
    const begun = new Promise<void>((started) => {
      const handlers: CallHandlers = {
        history: async (_call, { signal }) => {
          started();
          await untilAborted(signal);
          aborted = true;
          return { run: null, points: [] };
        }
      };
      served = new PagePort({ port: engine, handlers, explain, log: () => undefined });
    });
    const arrived: unknown[] = [];
    const closed = new Promise<void>((resolve) => page.onClose(resolve));
    page.onMessage((message) => arrived.push(message));
    page.start();
    page.postMessage({ type: 'call', job: 1, call: history });
    await begun;
    served.close();
    await closed;
    await expect.poll(() => aborted).toBe(true);
    expect(arrived).toEqual([]);
  });
});

describe('quiet', () => {
  it('comes when the last call has ended, and in any case after the limit', async () => {
    const [engine, page] = portPair();
    ends = [engine, page];
    let finish = (): void => undefined;
    const begun = new Promise<void>((started) => {
      const handlers: CallHandlers = {
        history: () =>
          new Promise((resolve) => {
            finish = () => resolve({ run: null, points: [] });
            started();
          })
      };
      served = new PagePort({ port: engine, handlers, explain, log: () => undefined });
    });
    page.postMessage({ type: 'call', job: 1, call: history });
    await begun;
    let quiet = false;
    const waited = served.quiet(60_000).then(() => (quiet = true));
    await served.quiet(60);
    expect(quiet).toBe(false);
    finish();
    await waited;
    expect(quiet).toBe(true);
  });
});

describe('a scan', () => {
  it('gives way to a call that something on screen waits for, and goes on after it', async () => {
    const order: string[] = [];
    let finishPeaks = (): void => undefined;
    const { page, next } = serve({
      maximum: async (_call, { giveWay }) => {
        await giveWay();
        order.push('maximum');
        return { db: 0 };
      },
      peaks: async ({ columns }) => {
        await new Promise<void>((resolve) => (finishPeaks = resolve));
        order.push('peaks');
        return { columns, complete: true, values: new Float32Array(2 * columns) };
      }
    });
    const of = { clip: 'a', channel: 'mix' } as const;
    const peaks = { kind: 'peaks', ...of, startSeconds: 0, endSeconds: 1, columns: 1 };
    page.postMessage({ type: 'call', job: 1, call: peaks });
    page.postMessage({ type: 'call', job: 2, call: { kind: 'maximum', ...of, rate: 8000 } });
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(order).toEqual([]);
    finishPeaks();
    await next();
    await next();
    expect(order).toEqual(['peaks', 'maximum']);
  });
});

describe('a hostile page', () => {
  const unnamed: [string, unknown][] = [
    ['null', null],
    ['text', 'call'],
    ['no job', { type: 'call', call: history }]
  ];
  const named: [string, object][] = [
    ['an unknown kind', { kind: 'eval', code: '1' }],
    ['an extra key', { ...history, path: '/etc/passwd' }],
    ['a negative step', { kind: 'history', afterStep: -1 }],
    ['a NaN time', { kind: 'peaks', clip: 'a', channel: 0, startSeconds: NaN, endSeconds: 1, columns: 9 }],
    ['a time without end', { kind: 'peaks', clip: 'a', channel: 0, startSeconds: 0, endSeconds: 1e308, columns: 9 }],
    ['a huge reply', { kind: 'peaks', clip: 'a', channel: 0, startSeconds: 0, endSeconds: 1, columns: 1e9 }]
  ];

  it.each(unnamed)('sends %s and gets no answer', async (_name, message) => {
    const { page, next, logged } = serve({ history: () => ({ run: null, points: [] }) });
    page.postMessage(message);
    page.postMessage({ type: 'call', job: 10, call: history });
    expect(await next()).toMatchObject({ type: 'reply', job: 10 });
    expect(logged).toHaveLength(1);
  });

  it.each(named)('calls with %s and is refused, once and without harm', async (_name, call) => {
    const { page, next, logged } = serve({ history: () => ({ run: null, points: [] }) });
    page.postMessage({ type: 'call', job: 9, call });
    page.postMessage({ type: 'call', job: 10, call: history });
    expect(await next()).toMatchObject({ type: 'fault', job: 9, code: 'bad-request' });
    expect(await next()).toMatchObject({ type: 'reply', job: 10 });
    expect(logged).toHaveLength(1);
  });

  it('cannot run two jobs under one number', async () => {
    const { page, next } = serve({ history: (_call, { signal }) => untilAborted(signal) });
    page.postMessage({ type: 'call', job: 1, call: history });
    page.postMessage({ type: 'call', job: 1, call: history });
    expect(await next()).toMatchObject({ type: 'fault', job: 1, code: 'bad-request' });
    page.postMessage({ type: 'cancel', job: 1 });
    expect(await next()).toMatchObject({ type: 'fault', job: 1, code: 'cancelled' });
  });
});

async function untilAborted(signal: AbortSignal): Promise<{ run: null; points: [] }> {
  while (!signal.aborted) await breathe();
  return { run: null, points: [] };
}
