import type { Session, WebContents } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Permissions } from './permissions';

type Request = Parameters<Session['setPermissionRequestHandler']>[0] & object;
type Check = Parameters<Session['setPermissionCheckHandler']>[0] & object;

const page = {} as WebContents;
const stranger = {} as WebContents;
const home = 'app://bundle/index.html';
let request: Request;
let check: Check;
let permissions: Permissions;
beforeEach(() => {
  vi.useFakeTimers();
  // What a session is asked for here is all of it that is used.
  const session = {
    setPermissionRequestHandler: (handler: Request) => void (request = handler),
    setPermissionCheckHandler: (handler: Check) => void (check = handler),
    setDevicePermissionHandler: () => undefined
  } as unknown as Session;
  const knows = (contents: WebContents): boolean => contents === page;
  permissions = new Permissions(session, { origin: 'app://bundle', knows, log: () => undefined });
});
afterEach(() => vi.useRealTimers());

interface Asked {
  readonly contents?: WebContents;
  readonly permission?: string;
  readonly mediaTypes?: string[];
  readonly requestingUrl?: string;
  readonly isMainFrame?: boolean;
}

function ask({ contents = page, permission = 'media', ...details }: Asked = {}): boolean {
  let answer = false;
  const asked = { mediaTypes: ['audio'], requestingUrl: home, isMainFrame: true, ...details };
  request(contents, permission as 'media', (granted) => (answer = granted), asked);
  return answer;
}

test('the microphone is for the page, for a moment after Record was pressed', () => {
  expect(ask()).toBe(false);
  permissions.allowMicrophone();
  expect(ask()).toBe(true);
  expect(check(page, 'media', 'app://bundle/', { isMainFrame: true, mediaType: 'audio' } as never)).toBe(true);
  vi.advanceTimersByTime(10_000);
  expect(ask()).toBe(false);
  expect(check(page, 'media', 'app://bundle/', { isMainFrame: true, mediaType: 'audio' } as never)).toBe(false);
});

test.each<[string, Asked]>([
  ['a camera', { mediaTypes: ['video'] }],
  ['both', { mediaTypes: ['audio', 'video'] }],
  ['the screen', { mediaTypes: [] }],
  ['another permission', { permission: 'geolocation' }],
  ['another window', { contents: stranger }],
  ['another address', { requestingUrl: 'https://example.org/' }],
  ['a frame inside', { isMainFrame: false }]
])('%s is denied also then', (_what, asked) => {
  permissions.allowMicrophone();
  expect(ask(asked)).toBe(false);
});
