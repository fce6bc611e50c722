import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { COMMAND_NAMES } from '../preload/contract';
import { ROOT, test } from './support/launch';

/** Lets a page go somewhere else if it can. */
const SETTLE_MS = 400;

test('the page is sandboxed, isolated and without Node', async ({ start }) => {
  const { app, page } = await start();
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    // Electron has the function and leaves it out of its types.
    const contents = window?.webContents as { getLastWebPreferences?: () => Record<string, unknown> } | undefined;
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } =
      contents?.getLastWebPreferences?.() ?? {};
    return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
  });
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false
  });
  const names = ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer'];
  const found = await page.evaluate((all) => all.filter((name) => name in globalThis), names);
  expect(found).toEqual([]);
});

test('window.api is the closed list and cannot be changed', async ({ start }) => {
  const { page } = await start();
  const api = await page.evaluate(() => ({
    names: Object.keys(window.api),
    allFunctions: Object.values(window.api).every((value) => typeof value === 'function'),
    frozen: Object.isFrozen(window.api),
    fixed: Object.getOwnPropertyDescriptor(window, 'api')?.configurable === false
  }));
  expect(api.names.sort()).toEqual([...COMMAND_NAMES, 'onEvent'].sort());
  expect(api).toMatchObject({ allFunctions: true, frozen: true, fixed: true });
});

test('the page lives at its own origin, isolated from every other', async ({ start }) => {
  const { page } = await start();
  expect(await page.evaluate(() => [location.origin, isSecureContext, crossOriginIsolated])).toEqual([
    'app://bundle',
    true,
    true
  ]);
  const file = await page.evaluate(
    (url) =>
      fetch(url).then(
        () => 'read',
        () => 'refused'
      ),
    `file://${ROOT}/package.json`
  );
  expect(file).toBe('refused');
});

test('every answer carries a strict policy', async ({ start }) => {
  const { page } = await start();
  for (const address of ['/index.html', '/nothing']) {
    const headers = await page.evaluate(async (url) => Object.fromEntries((await fetch(url)).headers), address);
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff'
    });
  }
});

test("scripts and styles that are not the app's own do not run", async ({ start }) => {
  const { page } = await start();
  const ran = await page.evaluate(async (wait) => {
    const hits: string[] = [];
    Object.assign(window, { hit: (name: string) => hits.push(name) });
    const add = (make: (script: HTMLScriptElement) => void): void => {
      const script = document.createElement('script');
      make(script);
      document.head.append(script);
    };
    add((script) => (script.textContent = "hit('inline')"));
    add((script) => (script.src = "data:text/javascript,hit('data')"));
    add((script) => (script.src = URL.createObjectURL(new Blob(["hit('blob')"], { type: 'text/javascript' }))));
    document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="hit(\'handler\')">');
    document.body.insertAdjacentHTML('beforeend', '<style>body { outline: 7px solid red }</style>');
    await new Promise((resolve) => setTimeout(resolve, wait));
    if (getComputedStyle(document.body).outlineWidth === '7px') hits.push('style');
    return hits;
  }, SETTLE_MS);
  expect(ran).toEqual([]);
});

test('a style with the nonce of the page applies', async ({ start }) => {
  const { page } = await start();
  const width = await page.evaluate(() => {
    const style = document.createElement('style');
    style.nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? '';
    style.textContent = 'body { outline: 7px solid red }';
    document.head.append(style);
    return getComputedStyle(document.body).outlineWidth;
  });
  expect(width).toBe('7px');
});

test.describe('with a server that counts', () => {
  let server: Server;
  let address = '';
  let requests = 0;
  test.beforeEach(async () => {
    requests = 0;
    server = createServer((_request, response) => {
      requests += 1;
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.end('reached');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  test.afterEach(() => new Promise<void>((resolve) => void server.close(() => resolve())));

  test('nothing leaves the page', async ({ start }) => {
    const { page } = await start();
    await page.evaluate(async (host) => {
      await fetch(`http://${host}/fetch`).catch(() => undefined);
      navigator.sendBeacon(`http://${host}/beacon`);
      document.body.insertAdjacentHTML(
        'beforeend',
        `<img src="http://${host}/img"><link rel="prefetch" href="http://${host}/p">`
      );
      try {
        new WebSocket(`ws://${host}/socket`);
        new EventSource(`http://${host}/events`);
      } catch {
        // Refused at once, which is as good.
      }
    }, address);
    await page.waitForTimeout(SETTLE_MS);
    expect(requests).toBe(0);
  });

  test('nothing leaves the app even where no policy stands', async ({ start }) => {
    const { app } = await start();
    const outcome = await app.evaluate(async ({ BrowserWindow }, host) => {
      const window = new BrowserWindow({ show: false });
      const loaded = window.loadURL(`http://${host}/`).then(
        () => 'loaded',
        (error: Error) => error.message
      );
      const text = await loaded;
      window.destroy();
      return text;
    }, address);
    expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT');
    expect(requests).toBe(0);
  });

  test('the page cannot be led away', async ({ start }) => {
    const { page } = await start();
    const home = page.url();
    for (const target of [
      `http://${address}/`,
      `file://${ROOT}/package.json`,
      'app://bundle/other.html',
      'about:blank'
    ]) {
      await page.evaluate((url) => {
        const link = document.createElement('a');
        link.href = url;
        document.body.append(link);
        link.click();
        location.href = url;
      }, target);
      await page.waitForTimeout(SETTLE_MS);
      // An empty page cannot be prevented, so ours takes its place.
      await expect.poll(() => page.url()).toBe(home);
    }
    expect(await page.evaluate(() => typeof window.api.getSession)).toBe('function');
    expect(requests).toBe(0);
  });

  test('the page opens no window and embeds no page', async ({ start }) => {
    const { app, page } = await start();
    const opened = await page.evaluate((host) => {
      const view = document.createElement('webview');
      view.setAttribute('src', `http://${host}/`);
      const frame = document.createElement('iframe');
      frame.src = 'app://bundle/index.html';
      document.body.append(view, frame);
      return [window.open(`http://${host}/`), window.open('app://bundle/index.html'), 'loadURL' in view];
    }, address);
    expect(opened).toEqual([null, null, false]);
    await page.waitForTimeout(SETTLE_MS);
    const contents = await app.evaluate(({ webContents }) => webContents.getAllWebContents().map(({ id }) => id));
    expect(contents).toHaveLength(1);
    for (const frame of page.frames().slice(1)) expect(await frame.evaluate(() => 'api' in window)).toBe(false);
    expect(requests).toBe(0);
  });
});

test('no permission is granted', async ({ start }) => {
  const { page } = await start();
  const answers = await page.evaluate(async () => {
    const outcome = (work: Promise<unknown>): Promise<string> =>
      work.then(
        () => 'granted',
        () => 'denied'
      );
    const states = await Promise.all(
      ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read'].map(async (name) => {
        const { state } = await navigator.permissions.query({ name: name as PermissionName });
        return state;
      })
    );
    return [
      ...states,
      await outcome(navigator.mediaDevices.getUserMedia({ audio: true })),
      await outcome(navigator.mediaDevices.getUserMedia({ video: true })),
      await outcome(navigator.mediaDevices.getDisplayMedia()),
      await outcome(navigator.clipboard.readText()),
      await outcome(navigator.requestMIDIAccess({ sysex: true })),
      await outcome(new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no))),
      await Notification.requestPermission()
    ];
  });
  expect(new Set(answers)).toEqual(new Set(['denied']));
});

test('the microphone alone is granted, and only after Record was pressed', async ({ start }) => {
  const { page } = await start({ args: ['--use-fake-device-for-media-stream'] });
  const outcomes = (): Promise<string[]> =>
    page.evaluate(async () => {
      const ask = (what: MediaStreamConstraints): Promise<string> =>
        navigator.mediaDevices.getUserMedia(what).then(
          (stream) => (stream.getTracks().forEach((track) => track.stop()), 'granted'),
          ({ name }: Error) => name
        );
      const others = await Promise.all([ask({ video: true }), ask({ audio: true, video: true })]);
      const location = new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no)).catch(
        () => 'denied'
      );
      return [await ask({ audio: true }), ...others, String(await location)];
    });
  const denied = 'NotAllowedError';
  expect(await outcomes()).toEqual([denied, denied, denied, 'denied']);
  await page.evaluate(() => window.api.allowMicrophone(undefined));
  expect(await outcomes()).toEqual(['granted', denied, denied, 'denied']);
});

test('no address of the app leads out of its folder', async ({ start }) => {
  const { page } = await start();
  const statuses = await page.evaluate(
    (addresses) => Promise.all(addresses.map(async (address) => (await fetch(address)).status)),
    [
      '/../main/index.cjs',
      '/..%2fmain/index.cjs',
      '/%2e%2e/main/index.cjs',
      '/..%5cmain%5cindex.cjs',
      '//etc/passwd'
    ].map((path) => `app://bundle${path}`)
  );
  expect(new Set(statuses)).toEqual(new Set([404]));
});

test('parts of files are served as asked', async ({ start }) => {
  const { page } = await start();
  const answer = await page.evaluate(async () => {
    const part = await fetch('/index.html', { headers: { Range: 'bytes=2-8' } });
    return { status: part.status, range: part.headers.get('content-range'), text: await part.text() };
  });
  expect(answer).toMatchObject({ status: 206, text: 'doctype' });
  expect(answer.range).toMatch(/^bytes 2-8\/\d+$/);
});

test('commands with arguments that are not in the contract are refused', async ({ start }) => {
  const { page } = await start();
  const answers = await page.evaluate(async () => {
    const api = window.api as unknown as Record<string, (args?: unknown) => Promise<{ ok: boolean; code?: string }>>;
    const call = async (name: string, args: unknown): Promise<string> => (await api[name]?.(args))?.code ?? 'served';
    return await Promise.all([
      call('getSession', { extra: 1 }),
      call('openRecentClip', { index: 0, path: '/etc/passwd' }),
      call('openRecentClip', '/etc/passwd'),
      call('openSampleClip', { path: '/etc/passwd' }),
      call('saveCheckpoint', { as: true, path: '/tmp/x' }),
      call('saveTake', { encoding: 'float32', path: '/tmp/x' }),
      call('startRecording', { rate: 44_100, channels: 3 }),
      call('changeSettings', { rate: -1 }),
      call('startTraining', { network: '../../x', seed: 0 }),
      call('copyText', { text: 'x'.repeat(10_001) })
    ]);
  });
  expect(new Set(answers)).toEqual(new Set(['bad-request']));
  // What cannot even be sent is an answer too, not an error.
  const unsendable = await page.evaluate(() =>
    window.api.copyText({ text: (() => 1) as unknown as string }).catch(() => 'thrown')
  );
  expect(unsendable).toMatchObject({ ok: false });
});

test('another window has no say, whatever it shows', async ({ start }) => {
  const { app } = await start();
  const preload = join(ROOT, 'out/preload/index.cjs');
  for (const address of ['app://bundle/index.html', 'data:text/html,<p>stranger</p>']) {
    const answer: unknown = await app.evaluate(
      async ({ BrowserWindow }, { preload, address }) => {
        const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
        await window.loadURL(address);
        const outcome: unknown = await window.webContents.executeJavaScript('window.api.getSession()');
        window.destroy();
        return outcome;
      },
      { preload, address }
    );
    expect(answer).toMatchObject({ ok: false, code: 'refused' });
  }
});

test('a drop made by a script opens nothing', async ({ start }) => {
  const { app, page } = await start();
  await app.evaluate(({ ipcMain }) => {
    // The door stays shut for good: what comes through it from here on is counted instead.
    ipcMain.removeHandler('drop-files');
    Object.assign(globalThis, { drops: 0 });
    ipcMain.handle('drop-files', () => Object.assign(globalThis, { drops: 1 }));
  });
  const prevented = await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['x'], 'x.wav'));
    const drop = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
    document.body.dispatchEvent(drop);
    return drop.defaultPrevented;
  });
  await page.waitForTimeout(SETTLE_MS);
  expect(prevented).toBe(true);
  expect(await app.evaluate(() => (globalThis as { drops?: number }).drops)).toBe(0);
});
