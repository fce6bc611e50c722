import type { MenuItemConstructorOptions } from 'electron';
import { expect, test, vi } from 'vitest';
import { MENU_ACTIONS } from '@contract';
import { menuTemplate, type MenuCommands, type MenuState } from './menu';

const state: MenuState = {
  rate: 8000,
  colourMap: 'magma',
  nextRun: { network: 'shared-frame', method: 'sgd' },
  training: 'idle',
  hasNetwork: true,
  hasRun: true,
  recentClips: [
    { name: 'rock & roll.wav', present: true },
    { name: 'gone.wav', present: false }
  ],
  recentCheckpoints: []
};

function commands() {
  return {
    openClip: vi.fn<MenuCommands['openClip']>(),
    openRecentClip: vi.fn<MenuCommands['openRecentClip']>(),
    openSampleClip: vi.fn<MenuCommands['openSampleClip']>(),
    loadCheckpoint: vi.fn<MenuCommands['loadCheckpoint']>(),
    openRecentCheckpoint: vi.fn<MenuCommands['openRecentCheckpoint']>(),
    useBundledNetwork: vi.fn<MenuCommands['useBundledNetwork']>(),
    saveCheckpoint: vi.fn<MenuCommands['saveCheckpoint']>(),
    exportNetwork: vi.fn<MenuCommands['exportNetwork']>(),
    changeSettings: vi.fn<MenuCommands['changeSettings']>(),
    page: vi.fn<MenuCommands['page']>()
  } satisfies MenuCommands;
}

type Item = MenuItemConstructorOptions;
const linux = { mac: false, development: false };

function all(items: readonly Item[]): Item[] {
  return items.flatMap((item) => [item, ...all(Array.isArray(item.submenu) ? item.submenu : [])]);
}

function find(items: readonly Item[], label: string): Item {
  const item = all(items).find((candidate) => candidate.label === label);
  if (!item) throw new Error(`no item "${label}"`);
  return item;
}

/** An item of one menu of the bar: Train is the name of a room, too. */
function item(items: readonly Item[], menu: string, label: string): Item {
  const { submenu } = find(items, menu);
  return find(Array.isArray(submenu) ? submenu : [], label);
}

/** Electron hands items and events to `click`; ours take none. */
function click(item: Item): void {
  (item.click as (() => void) | undefined)?.();
}

test('every action of the page has its item', () => {
  const given = commands();
  all(menuTemplate(state, given, linux)).forEach(click);
  expect(new Set(given.page.mock.calls.flat())).toEqual(new Set(MENU_ACTIONS));
});

test('no key stands twice', () => {
  const keys = all(menuTemplate(state, commands(), linux)).flatMap(({ accelerator }) => accelerator ?? []);
  expect(new Set(keys).size).toBe(keys.length);
});

test('keys without Ctrl are shown and left to the page', () => {
  const items = all(menuTemplate(state, commands(), linux)).filter(({ accelerator }) => accelerator);
  for (const { accelerator = '', registerAccelerator } of items) {
    expect(registerAccelerator, String(accelerator)).toBe(String(accelerator).includes('Ctrl') ? undefined : false);
  }
});

test('macOS shows only the keys it may take', () => {
  const items = all(menuTemplate(state, commands(), { mac: true, development: false }));
  for (const { accelerator } of items) if (accelerator) expect(accelerator).toContain('Cmd');
});

test('files that are gone are greyed, names are shown as they are', () => {
  const given = commands();
  const template = menuTemplate(state, given, linux);
  expect(find(template, 'gone.wav').enabled).toBe(false);
  const present = find(template, 'rock && roll.wav');
  expect(present.enabled).toBe(true);
  click(present);
  expect(given.openRecentClip).toHaveBeenCalledWith(0);
});

test('the choices in force are ticked', () => {
  const template = menuTemplate({ ...state, rate: 'native', colourMap: 'grey' }, commands(), linux);
  const ticked = all(template).filter(({ checked }) => checked);
  expect(ticked.map(({ label }) => label)).toEqual(['Grey', 'As in the File', 'shared-frame', 'Gradient descent']);
});

test.each(['starting', 'training', 'paused', 'recovering'] as const)(
  'while %s, one can stop and save, not load',
  (training) => {
    const template = menuTemplate({ ...state, training }, commands(), linux);
    expect(item(template, 'Model', 'Train').enabled).toBe(false);
    expect(find(template, 'Load Checkpoint…').enabled).toBe(false);
    expect(find(template, 'Use the Bundled Network').enabled).toBe(false);
    expect(find(template, 'Stop').enabled).toBe(true);
    expect(find(template, 'Save Checkpoint').enabled).toBe(true);
  }
);

test.each([
  ['idle', 'Train', 'Pause'],
  ['failed', 'Train', 'Pause'],
  ['training', 'Pause', 'Train'],
  ['paused', 'Continue', 'Train']
] as const)('while %s, one key is that of %s', (training, name, other) => {
  const template = menuTemplate({ ...state, training }, commands(), linux);
  expect(item(template, 'Model', name)).toMatchObject({ enabled: true, accelerator: 'CmdOrCtrl+T' });
  expect(item(template, 'Model', other).enabled).toBe(false);
  expect(item(template, 'Model', other).accelerator).toBeUndefined();
});

test('a step is for a run that is paused, a restart for one that is there', () => {
  const at = (changes: Partial<MenuState>, label: string) =>
    find(menuTemplate({ ...state, ...changes }, commands(), linux), label).enabled;
  expect([at({ training: 'paused' }, 'Step'), at({ training: 'training' }, 'Step')]).toEqual([true, false]);
  expect([at({}, 'Reset'), at({ hasRun: false }, 'Reset'), at({ training: 'stopping' }, 'New Seed')]).toEqual([
    true,
    false,
    false
  ]);
  expect([at({ hasNetwork: false }, 'Four-Tone Test'), at({ hasNetwork: false }, 'Compare Runs')]).toEqual([
    false,
    undefined
  ]);
});

test('the network and the method of the next run are chosen, of those that go together', () => {
  const given = commands();
  const nextRun = { network: 'butterfly', method: 'adam' } as const;
  const template = menuTemplate({ ...state, nextRun }, given, linux);
  const methods = find(template, 'Method');
  expect(all([methods]).map(({ label }) => label)).toEqual([
    'Method',
    'Natural gradient',
    'Gradient descent',
    'AMSGrad',
    'Adam'
  ]);
  click(find(template, 'Natural gradient'));
  click(find(template, 'dense-stft'));
  expect(given.changeSettings.mock.calls).toEqual([
    [{ nextRun: { network: 'butterfly', method: 'natural-gradient' } }],
    [{ nextRun: { network: 'dense-stft', method: 'amsgrad' } }]
  ]);
  const busy = menuTemplate({ ...state, training: 'training' }, given, linux);
  expect([item(busy, 'Model', 'Network').enabled, item(busy, 'Model', 'Method').enabled, methods.enabled]).toEqual([
    false,
    false,
    true
  ]);
});

test('the weights in use are exported in two forms', () => {
  const given = commands();
  const template = menuTemplate(state, given, linux);
  click(find(template, 'Export for TensorFlow.js…'));
  click(find(template, 'Export Weights as NPY…'));
  expect(given.exportNetwork.mock.calls).toEqual([['layers-model'], ['npy']]);
});

test('developer tools are for development alone', () => {
  const roles = (development: boolean) =>
    all(menuTemplate(state, commands(), { mac: false, development })).map(({ role }) => role);
  expect(roles(false)).not.toContain('toggleDevTools');
  expect(roles(true)).toContain('toggleDevTools');
});
