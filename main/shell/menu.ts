import type { MenuItemConstructorOptions } from 'electron';
import { COLOUR_MAPS, RATE_CHOICES } from '@contract';
import type { ColourMap, ExportFormat, MenuAction, RecentEntry, Session } from '@contract';
import type { SettingsPatch } from '@contract/schemas';
import { playItems, type PageItem } from './play-menu';

/** What the menu shows. */
export interface MenuState {
  readonly rate: Session['settings']['rate'];
  readonly colourMap: ColourMap;
  readonly training: Session['training']['phase'];
  readonly hasNetwork: boolean;
  /** Whether there is a present or last run, to begin anew. */
  readonly hasRun: boolean;
  readonly recentClips: readonly RecentEntry[];
  readonly recentCheckpoints: readonly RecentEntry[];
}

/** What its items do. */
export interface MenuCommands {
  readonly openClip: () => void;
  readonly openRecentClip: (index: number) => void;
  readonly openSampleClip: () => void;
  readonly loadCheckpoint: () => void;
  readonly openRecentCheckpoint: (index: number) => void;
  readonly useBundledNetwork: () => void;
  readonly saveCheckpoint: (as: boolean) => void;
  /** Of the weights in use. */
  readonly exportNetwork: (format: ExportFormat) => void;
  readonly changeSettings: (patch: SettingsPatch) => void;
  /** Things the page carries out. */
  readonly page: (action: MenuAction) => void;
}

export interface MenuPlace {
  readonly mac: boolean;
  /** Adds reload and developer tools. */
  readonly development: boolean;
}

type Item = MenuItemConstructorOptions;
const LINE: Item = { type: 'separator' };
const COLOUR_NAMES: Readonly<Record<ColourMap, string>> = {
  magma: 'Magma',
  viridis: 'Viridis',
  cividis: 'Cividis',
  grey: 'Grey'
};

/** The whole menu: every item works now, and every key it shows is the one that does it. */
export function menuTemplate(state: MenuState, commands: MenuCommands, place: MenuPlace): Item[] {
  const page = (label: string, action: MenuAction, key?: string): Item => ({
    label,
    click: () => commands.page(action),
    ...accelerator(key, place.mac)
  });
  return [
    ...(place.mac ? [{ role: 'appMenu' } satisfies Item] : []),
    { label: 'File', submenu: fileMenu(state, commands, { ...place, page }) },
    { label: 'Edit', submenu: editMenu(page) },
    { label: 'View', submenu: [...viewMenu(state, commands, page), ...(place.development ? developmentItems() : [])] },
    {
      label: 'Playback',
      submenu: [
        page('Play or Pause', 'play', 'Space'),
        page('Go to the Start', 'seek-start', 'Home'),
        page('Go to the End', 'seek-end', 'End'),
        LINE,
        ...playItems(page)
      ]
    },
    { label: 'Model', submenu: modelMenu(state, commands, page) },
    { label: 'Help', role: 'help', submenu: [page('Keyboard Shortcuts', 'shortcuts', '?'), page('About', 'about')] }
  ];
}

/**
 * Keys without Ctrl are handled by the page, which knows when a person is typing: shown, not registered. macOS cannot
 * show a key without taking it.
 */
function accelerator(key: string | undefined, mac: boolean): Item {
  if (key === undefined) return {};
  if (key.includes('CmdOrCtrl')) return { accelerator: key };
  return mac ? {} : { accelerator: key, registerAccelerator: false };
}

function fileMenu(state: MenuState, commands: MenuCommands, place: MenuPlace & { readonly page: PageItem }): Item[] {
  return [
    { label: 'Open…', accelerator: 'CmdOrCtrl+O', click: commands.openClip },
    recentMenu('Open Recent', state.recentClips, commands.openRecentClip),
    { label: 'Open the Sample Clip', click: commands.openSampleClip },
    { label: 'New Test Signal…', accelerator: 'CmdOrCtrl+N', click: () => commands.page('new-signal') },
    place.page('Record or Stop', 'record', 'CmdOrCtrl+R'),
    LINE,
    { label: 'Save Sound As…', accelerator: 'CmdOrCtrl+E', click: () => commands.page('save-clip') },
    { label: 'Save What Is Visible As…', accelerator: 'CmdOrCtrl+Shift+E', click: () => commands.page('save-visible') },
    LINE,
    place.mac ? { role: 'close' } : { role: 'quit', accelerator: 'CmdOrCtrl+Q' }
  ];
}

/** What was typed last is undone by the page, too, which knows whether a person is typing. */
function editMenu(page: PageItem): Item[] {
  return [
    page('Undo', 'undo', 'CmdOrCtrl+Z'),
    LINE,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
    LINE,
    page('Copy Readout', 'copy-readout', 'CmdOrCtrl+Shift+C')
  ];
}

function viewMenu(state: MenuState, commands: MenuCommands, page: PageItem): Item[] {
  const colours = COLOUR_MAPS.map((name) =>
    radio(COLOUR_NAMES[name], state.colourMap === name, () => commands.changeSettings({ colourMap: name }))
  );
  const rates = [...RATE_CHOICES, 'native' as const].map((rate) =>
    radio(rate === 'native' ? 'As in the File' : `${rate / 1000} kHz`, state.rate === rate, () =>
      commands.changeSettings({ rate })
    )
  );
  return [
    page('Listen', 'show-listen', 'CmdOrCtrl+1'),
    page('Train', 'show-train', 'CmdOrCtrl+2'),
    page('Inspect', 'show-inspect', 'CmdOrCtrl+3'),
    page('Learn', 'show-learn', 'CmdOrCtrl+4'),
    LINE,
    page('Focus Reference', 'focus-reference', '1'),
    page('Focus Network', 'focus-network', '2'),
    page('Focus Difference', 'focus-difference', '3'),
    LINE,
    page('Difference Mode', 'difference-mode', 'D'),
    page('Flicker Reference and Network', 'flicker', 'B'),
    LINE,
    page('Fit', 'fit', 'F'),
    page('Zoom In', 'zoom-in', 'Plus'),
    page('Zoom Out', 'zoom-out', '-'),
    LINE,
    page('Lower the Floor', 'floor-down', '['),
    page('Raise the Floor', 'floor-up', ']'),
    LINE,
    { label: 'Colours', submenu: colours },
    { label: 'Analysis Rate', submenu: rates },
    LINE,
    page('Show or Hide the Panel', 'toggle-panel', 'CmdOrCtrl+\\')
  ];
}

/** One key trains, pauses and continues: it stands at the item that does something now. */
const TRAIN_KEY = 'CmdOrCtrl+T';

function modelMenu(state: MenuState, commands: MenuCommands, page: PageItem): Item[] {
  const { training, hasNetwork } = state;
  const busy = training !== 'idle' && training !== 'failed';
  return [
    ...trainingItems(state, page),
    LINE,
    page('Compare Runs', 'compare', 'CmdOrCtrl+Shift+K'),
    { ...page('Four-Tone Test', 'four-tones'), enabled: hasNetwork },
    LINE,
    { label: 'Load Checkpoint…', accelerator: 'CmdOrCtrl+L', enabled: !busy, click: commands.loadCheckpoint },
    { ...recentMenu('Open Recent Checkpoint', state.recentCheckpoints, commands.openRecentCheckpoint, busy) },
    { label: 'Use the Bundled Network', enabled: !busy, click: commands.useBundledNetwork },
    LINE,
    ...saveItems(hasNetwork, commands)
  ];
}

function trainingItems({ training, hasRun }: MenuState, page: PageItem): Item[] {
  const running = training === 'training';
  const paused = training === 'paused';
  const open = running || paused;
  const busy = training !== 'idle' && training !== 'failed';
  const again = hasRun && training !== 'starting' && training !== 'stopping';
  return [
    { ...page('Train', 'train', open ? undefined : TRAIN_KEY), enabled: !busy },
    { ...page(paused ? 'Continue' : 'Pause', 'pause-training', open ? TRAIN_KEY : undefined), enabled: open },
    { ...page('Step', 'step-training', 'CmdOrCtrl+Shift+T'), enabled: paused },
    { ...page('Stop', 'stop-training', 'CmdOrCtrl+.'), enabled: busy && training !== 'stopping' },
    { ...page('Reset', 'restart-training'), enabled: again },
    { ...page('New Seed', 'new-seed'), enabled: again }
  ];
}

function saveItems(enabled: boolean, { saveCheckpoint, exportNetwork }: MenuCommands): Item[] {
  return [
    { label: 'Save Checkpoint', accelerator: 'CmdOrCtrl+S', enabled, click: () => saveCheckpoint(false) },
    { label: 'Save Checkpoint As…', accelerator: 'CmdOrCtrl+Shift+S', enabled, click: () => saveCheckpoint(true) },
    { label: 'Export for TensorFlow.js…', enabled, click: () => exportNetwork('layers-model') },
    { label: 'Export Weights as NPY…', enabled, click: () => exportNetwork('npy') }
  ];
}

function recentMenu(
  label: string,
  entries: readonly RecentEntry[],
  open: (index: number) => void,
  disabled = false
): Item {
  const submenu = entries.map(({ name, present }, index): Item => ({
    label: name.replace(/&/g, '&&'),
    enabled: present && !disabled,
    click: () => open(index)
  }));
  return { label, enabled: entries.length > 0, submenu };
}

function radio(label: string, checked: boolean, click: () => void): Item {
  return { label, type: 'radio', checked, click };
}

function developmentItems(): Item[] {
  return [LINE, { role: 'reload', accelerator: 'F5' }, { role: 'toggleDevTools' }];
}
