import { METHODS_OF, METHOD_TITLES, NETWORK_NAMES } from '@contract';
import type { MenuCommands, MenuState } from './menu';
import { LINE, radio, recentMenu, type Item, type PageItem } from './menu-items';

/** One key trains, pauses and continues: it stands at the item that does something now. */
const TRAIN_KEY = 'CmdOrCtrl+T';

/** Training, and the checkpoints it makes. */
export function modelMenu(state: MenuState, commands: MenuCommands, page: PageItem): Item[] {
  const { training, hasNetwork } = state;
  const busy = training !== 'idle' && training !== 'failed';
  return [
    ...trainingItems(state, page),
    LINE,
    ...planItems(state, commands, !busy),
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

/** What the next run trains, and how: a run under way keeps its own. */
function planItems({ nextRun }: MenuState, { changeSettings }: MenuCommands, enabled: boolean): Item[] {
  const networks = NETWORK_NAMES.map((network) =>
    radio(network, nextRun.network === network, () => {
      const [method] = METHODS_OF[network];
      changeSettings({ nextRun: { network, method } });
    })
  );
  const methods = METHODS_OF[nextRun.network].map((method) =>
    radio(capitalised(METHOD_TITLES[method]), nextRun.method === method, () =>
      changeSettings({ nextRun: { network: nextRun.network, method } })
    )
  );
  return [
    { label: 'Network', enabled, submenu: networks },
    { label: 'Method', enabled, submenu: methods }
  ];
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function saveItems(enabled: boolean, { saveCheckpoint, exportNetwork }: MenuCommands): Item[] {
  return [
    { label: 'Save Checkpoint', accelerator: 'CmdOrCtrl+S', enabled, click: () => saveCheckpoint(false) },
    { label: 'Save Checkpoint As…', accelerator: 'CmdOrCtrl+Shift+S', enabled, click: () => saveCheckpoint(true) },
    { label: 'Export for TensorFlow.js…', enabled, click: () => exportNetwork('layers-model') },
    { label: 'Export Weights as NPY…', enabled, click: () => exportNetwork('npy') }
  ];
}
