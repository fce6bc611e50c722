import type { MessagePortMain } from 'electron';
import { expect, test } from 'vitest';
import type { ControlMessage, EngineRole } from '@contract';
import type { ChildEvents, EngineChild, Fork } from './engine-child';
import { Engines } from './engines';

const backend = { backend: 'cpu', tensorflowVersion: '4', device: 'CPU', reason: null } as const;

/** A process that notes what it is sent and does what the test says. */
class TestChild implements EngineChild {
  readonly sent: ControlMessage['type'][] = [];
  readonly gone: Promise<void>;
  #gone = (): void => {};

  constructor(
    readonly role: EngineRole,
    readonly pid: number,
    readonly events: ChildEvents
  ) {
    this.gone = new Promise((resolve) => (this.#gone = resolve));
  }

  post(message: ControlMessage): void {
    this.sent.push(message.type);
    if (message.type === 'shutdown') this.end(0);
  }

  kill(): void {
    setImmediate(() => this.end(137));
  }

  end(code: number): void {
    this.events.onExit(code);
    this.#gone();
  }

  count(type: ControlMessage['type']): number {
    return this.sent.filter((sent) => sent === type).length;
  }
}

function setUp() {
  const children: TestChild[] = [];
  const fork: Fork = (role, events) => {
    const child = new TestChild(role, 100 + children.length, events);
    children.push(child);
    return child;
  };
  const lost: string[] = [];
  const lines: string[] = [];
  /** Pages that decode, by the order in which they were opened. */
  const decoders: { open: boolean }[] = [];
  /** Ends the restoring of each process, in the order of their starts. */
  const restored: (() => void)[] = [];
  const engines = new Engines({
    fork,
    channel: () => ({ port1: {} as MessagePortMain, port2: {} as MessagePortMain }),
    openDecoder: () => {
      const decoder = { open: true };
      decoders.push(decoder);
      return { close: () => void (decoder.open = false) };
    },
    log: ({ text, pid }) => void lines.push(`${pid ?? '-'} ${text}`),
    onState: () => undefined,
    onReport: () => undefined,
    onLost: (role, reason) => void lost.push(`${role}: ${reason}`),
    restore: () => new Promise((resolve) => void restored.push(resolve))
  });
  const page = { ports: [] as EngineRole[], isDestroyed: () => false, once: () => undefined, postMessage };
  function postMessage(_channel: string, { role }: { role: EngineRole }): void {
    page.ports.push(role);
  }
  const child = (index: number): TestChild => {
    const found = children[index];
    if (!found) throw new Error(`no process ${index}`);
    return found;
  };
  return { engines, children, child, lost, lines, restored, page, decoders };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a page gets its port when the first engine holds what it should', async () => {
  const { engines, restored, page } = setUp();
  engines.start('analysis');
  engines.connect(page);
  expect(page.ports).toEqual([]);
  restored[0]?.();
  await settle();
  expect(page.ports).toEqual(['analysis']);
  engines.connect(page);
  expect(page.ports).toEqual(['analysis', 'analysis']);
});

test('a page that is loaded again while an engine is replaced gets one port, to the engine that holds the clip', async () => {
  const { engines, child, restored, page } = setUp();
  engines.start('analysis');
  restored[0]?.();
  await settle();
  engines.connect(page);
  child(0).end(1);
  engines.connect(page);
  expect(child(1).count('page-port')).toBe(0);
  restored[1]?.();
  await settle();
  expect(child(1).count('page-port')).toBe(1);
});

test('where the replacement is lost as well, the page waits for the one after it', async () => {
  const { engines, child, restored, page } = setUp();
  engines.start('analysis');
  engines.connect(page);
  child(0).end(1);
  restored[0]?.();
  await settle();
  expect(page.ports).toEqual([]);
  restored[1]?.();
  await settle();
  expect(page.ports).toEqual(['analysis']);
});

test('a page that is connected hears of an engine that is started later', async () => {
  const { engines, restored, page } = setUp();
  engines.connect(page);
  engines.start('training');
  restored[0]?.();
  await settle();
  expect(page.ports).toEqual(['training']);
});

test('a restart on request reports the loss of a process that ran, and only then', () => {
  const { engines, child, lost, children } = setUp();
  engines.start('training');
  engines.restart('training');
  expect(lost).toEqual(['training: The training engine was restarted on request.']);
  for (const index of [1, 2, 3]) child(index).end(1);
  expect(lost).toHaveLength(4);
  expect(engines.states.training.phase).toBe('failed');
  engines.restart('training');
  expect(lost).toHaveLength(4);
  expect(children).toHaveLength(5);
});

test('engines are linked once, also while one is starting, and again after either was replaced', () => {
  const { engines, child } = setUp();
  engines.start('analysis');
  engines.link();
  expect(child(0).count('weights-port')).toBe(0);
  engines.start('training');
  engines.link();
  engines.link();
  expect([child(0), child(1)].map((one) => one.count('weights-port'))).toEqual([1, 1]);
  child(0).end(1);
  engines.link();
  expect([child(1), child(2)].map((one) => one.count('weights-port'))).toEqual([2, 1]);
  engines.restart('training');
  engines.link();
  expect([child(2), child(3)].map((one) => one.count('weights-port'))).toEqual([2, 1]);
});

test('a page decodes for an engine until that is done with it, or is gone', async () => {
  const { engines, child, decoders, restored } = setUp();
  const open = (): boolean[] => decoders.map((decoder) => decoder.open);
  engines.start('analysis');
  engines.start('training');
  child(0).events.onMessage({ type: 'decoder-wanted', decoder: 1 });
  child(0).events.onMessage({ type: 'decoder-wanted', decoder: 2 });
  child(1).events.onMessage({ type: 'decoder-wanted', decoder: 1 });
  // Restoring may need one, so it does not wait for the end of that.
  expect(restored).toHaveLength(2);
  expect([child(0), child(1)].map((one) => one.count('decoder-port'))).toEqual([2, 1]);
  expect(open()).toEqual([true, true, true]);
  child(0).events.onMessage({ type: 'decoder-done', decoder: 1 });
  child(0).events.onMessage({ type: 'decoder-done', decoder: 9 });
  expect(open()).toEqual([false, true, true]);
  child(0).end(1);
  expect(open()).toEqual([false, false, true]);
  child(2).events.onMessage({ type: 'decoder-wanted', decoder: 1 });
  engines.restart('analysis');
  expect(open()).toEqual([false, false, true, false]);
  await engines.stop();
  expect(open()).toEqual([false, false, false, false]);
});

test('lines of a process that was replaced carry its own number', async () => {
  const { engines, child, lines } = setUp();
  engines.start('analysis');
  engines.restart('analysis');
  child(0).events.onLine('last words');
  await settle();
  child(1).events.onLine('first words');
  expect(lines).toContain('100 last words');
  expect(lines).toContain('100 ended with code 137');
  expect(lines).toContain('101 first words');
});

test('orders in flight fail where the process ends, and what a process of before says is not heard', async () => {
  const { engines, child } = setUp();
  engines.start('analysis');
  const order = engines.order('analysis', { kind: 'close-clip', id: 'a' });
  child(0).end(1);
  await expect(order).rejects.toMatchObject({ code: 'engine-lost' });
  child(0).events.onMessage({ type: 'ready', role: 'analysis', backend });
  expect(engines.states.analysis.phase).toBe('restarting');
  child(1).events.onMessage({ type: 'ready', role: 'analysis', backend });
  expect(engines.states.analysis).toMatchObject({ phase: 'ready', pid: 101 });
});

test('a stop waits for the processes that run', async () => {
  const { engines, child } = setUp();
  engines.start('analysis');
  await engines.stop();
  expect(child(0).sent).toEqual(['shutdown']);
  expect(engines.states.analysis.phase).toBe('idle');
});
