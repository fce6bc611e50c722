import { COLOUR_MAPS, RATE_CHOICES } from '@contract';
import type { ColourMap, ExportFormat, MenuAction, RecentEntry, Session } from '@contract';
import type { Settings, SettingsPatch } from '@contract/schemas';
import { LINE, radio, recentMenu, type Item, type PageItem } from './menu-items';
import { modelMenu } from './model-menu';
import { playItems } from './play-menu';

/** What the menu shows. */
export interface MenuState {
  readonly rate: Session['settings']['rate'];
  readonly colourMap: ColourMap;
  /** What the next run trains. */
  readonly nextRun: Settings['nextRun'];
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

function developmentItems(): Item[] {
  return [LINE, { role: 'reload', accelerator: 'F5' }, { role: 'toggleDevTools' }];
}
