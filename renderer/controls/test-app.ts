import { COMMAND_NAMES, PORT_MESSAGE, success } from '@contract';
import type { AppApi, AppEvent, CallResults, EngineMessage, NetworkInfo, Session } from '@contract';
import { DEFAULT_SETTINGS, type Call, type CallKind, type EngineRequest } from '@contract/schemas';
import { AppState } from '../state/app.svelte';
import { IDLE_RECORDER, SILENT_TRANSPORT } from '../state/test-devices';
import { settle } from '../state/test-grid';

const backend = { backend: 'tensorflow-cpu', tensorflowVersion: '2.16.2', device: 'CPU', reason: null } as const;

export const BUNDLED: NetworkInfo = {
  name: 'shared-frame',
  checkpoint: null,
  source: 'bundled',
  revision: 1,
  parameters: 66_048,
  step: 50,
  snrDb: 130
};

/** No sound is open, nothing was trained. */
export const SESSION: Session = {
  clip: null,
  network: BUNDLED,
  settings: { ...DEFAULT_SETTINGS, hintSeen: true },
  engines: { analysis: { phase: 'ready', backend, pid: 1 }, training: { phase: 'idle' } },
  training: { phase: 'idle', last: null },
  runs: [],
  takes: [],
  recentClips: [],
  clipList: [],
  recentCheckpoints: [],
  inverse: null,
  system: { app: '1', electron: '1', chromium: '1', node: '1', endOfLife: null, platform: 'linux' },
  notices: []
};

export interface TestAppOptions {
  readonly session?: Partial<Session>;
  /** What the analysis engine answers; null leaves a call without an answer. */
  readonly answer: (call: Call) => CallResults[CallKind] | null;
  /** What main answers beside null. */
  readonly main?: Readonly<Record<string, (args: unknown) => unknown>>;
}

export interface TestApp {
  readonly app: AppState;
  readonly calls: readonly Call[];
  readonly commands: readonly (readonly [string, unknown])[];
  /** Main tells of something. */
  readonly tell: (event: AppEvent) => void;
  readonly push: (message: EngineMessage) => Promise<void>;
  readonly close: () => void;
}

/** The whole page's state in a window of happy-dom, with an analysis engine on a real port and a main process. */
export async function appOf({ session = {}, answer, main = {} }: TestAppOptions): Promise<TestApp> {
  const calls: Call[] = [];
  const commands: [string, unknown][] = [];
  let listener: (event: AppEvent) => void = () => undefined;
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = ({ data }: MessageEvent<EngineRequest>) => {
    if (data.type !== 'call') return;
    calls.push(data.call);
    const value = answer(data.call);
    if (value) port2.postMessage({ type: 'reply', job: data.job, value } satisfies EngineMessage);
  };
  const functions = COMMAND_NAMES.map((name) => [
    name,
    (args: unknown) => {
      commands.push([name, args]);
      if (name === 'getSession') return Promise.resolve(success({ ...SESSION, ...session }));
      return Promise.resolve(success(main[name]?.(args) ?? null));
    }
  ]);
  const onEvent: AppApi['onEvent'] = (wanted) => ((listener = wanted), () => undefined);
  const api = { ...Object.fromEntries(functions), onEvent } as AppApi;
  const app = new AppState({
    api,
    target: window,
    transport: SILENT_TRANSPORT,
    recorder: () => IDLE_RECORDER,
    onMenu: () => undefined
  });
  await app.start();
  const event = new MessageEvent('message', { data: { type: PORT_MESSAGE, role: 'analysis' } });
  Object.defineProperties(event, { source: { value: window }, ports: { value: [port1] } });
  window.dispatchEvent(event);
  await arrived();
  return {
    app,
    calls,
    commands,
    tell: (told) => listener(told),
    push: async (message) => {
      port2.postMessage(message);
      await arrived();
    },
    close: () => {
      app.dispose();
      port2.close();
    }
  };
}

/** Lets everything that is on its way arrive. */
export async function arrived(): Promise<void> {
  for (let i = 0; i < 10; i++) await settle();
}
