import { expect, test, vi } from 'vitest';
import { AppError, COMMAND_NAMES, type CommandName } from '@contract';
import { Door, type Caller } from './door';
import type { Handlers } from './handlers';

interface Page {
  readonly mainFrame: { readonly url: string };
}

const ORIGIN = 'app://bundle';
const pageAt = (url: string): Page => ({ mainFrame: { url } });
const ours = pageAt(`${ORIGIN}/index.html`);
const from = (page: Page): Caller<Page> => ({ sender: page, senderFrame: page.mainFrame });

function door(change: Partial<Record<CommandName, () => unknown>> = {}, known: Page = ours) {
  const calls = vi.fn();
  const log = vi.fn();
  const entries = COMMAND_NAMES.map((name) => [
    name,
    (args: unknown) => {
      calls(name, args);
      return change[name]?.() ?? null;
    }
  ]);
  const handlers = Object.fromEntries(entries) as Handlers<Page>;
  return { door: new Door<Page>({ handlers, origin: ORIGIN, knows: (page) => page === known, log }), calls, log };
}

test('our page in our window is served', async () => {
  const { door: open, calls } = door({ copyText: () => null });
  expect(await open.enter(from(ours), 'copyText', { text: 'ref -12.3 dB' })).toEqual({ ok: true, value: null });
  expect(calls).toHaveBeenCalledWith('copyText', { text: 'ref -12.3 dB' });
});

test.each<[string, Caller<Page>, Page]>([
  ['another window', from(pageAt(`${ORIGIN}/index.html`)), ours],
  ['a sub-frame', { sender: ours, senderFrame: { url: `${ORIGIN}/index.html` } }, ours],
  ['a frame that is gone', { sender: ours, senderFrame: null }, ours],
  ...[
    'app://bundle.evil/index.html',
    'app://bundle:1/',
    'https://bundle/',
    'file:///index.html',
    'about:blank',
    'data:text/html,app://bundle',
    ''
  ].map((url): [string, Caller<Page>, Page] => {
    const page = pageAt(url);
    return [`the address "${url}"`, from(page), page];
  })
])('%s is refused, logged, and reaches no handler', async (_who, caller, known) => {
  const { door: shut, calls, log } = door({}, known);
  expect(await shut.enter(caller, 'getSession', undefined)).toMatchObject({ ok: false, code: 'refused' });
  expect(calls).not.toHaveBeenCalled();
  expect(log).toHaveBeenCalledOnce();
});

test('a frame that throws when looked at is refused', async () => {
  const gone = {
    get url(): string {
      throw new Error('Render frame was disposed');
    }
  };
  const page = { mainFrame: gone };
  const { door: shut } = door({}, page);
  expect(await shut.enter({ sender: page, senderFrame: gone }, 'getSession', undefined)).toMatchObject({ ok: false });
});

test.each<[unknown, unknown]>([
  ['openFile', { path: '/etc/passwd' }],
  ['constructor', undefined],
  ['__proto__', undefined],
  [undefined, undefined],
  [{ toString: () => 'getSession' }, undefined],
  ['getSession', {}],
  ['openRecentClip', { index: -1 }],
  ['openRecentClip', { index: 0.5 }],
  ['openRecentClip', { index: 0, path: '/etc/passwd' }],
  ['changeSettings', { rate: 1 }],
  ['changeSettings', { range: [0, -10] }],
  ['changeSettings', { unknown: true }],
  ['startTraining', { network: 'shared-frame', seed: 2 ** 32 }],
  ['startTraining', { network: 'other', seed: 1 }],
  ['copyText', { text: 'x'.repeat(10_001) }],
  ['restartEngine', { role: 'main' }]
])('%j with %j is a bad request and reaches no handler', async (name, args) => {
  const { door: shut, calls, log } = door();
  expect(await shut.enter(from(ours), name, args)).toMatchObject({ ok: false, code: 'bad-request' });
  expect(calls).not.toHaveBeenCalled();
  expect(log).toHaveBeenCalledOnce();
});

test('an error for the person passes with its code', async () => {
  const { door: open } = door({
    chooseClip: () => {
      throw new AppError('bad-audio', '"x.wav" holds no samples.');
    }
  });
  const answer = await open.enter(from(ours), 'chooseClip', undefined);
  expect(answer).toEqual({ ok: false, code: 'bad-audio', message: '"x.wav" holds no samples.' });
});

test('a defect becomes a failure and its stack goes to the log', async () => {
  const { door: open, log } = door({ getSession: () => Promise.reject(new TypeError('x is undefined')) });
  expect(await open.enter(from(ours), 'getSession', undefined)).toMatchObject({ ok: false, code: 'internal' });
  expect(log.mock.calls[0]?.[1]).toContain('TypeError: x is undefined');
});
