import type { Settings, SettingsPatch } from '@contract/schemas';
import type { AppState } from '../state/app.svelte';
import { MAP_ACTIONS, SLICE_ACTIONS } from './inspect-actions';
import { PLAY_ACTIONS } from './play-actions';
import { readoutText } from './readout-text';
import { worksBehindDialog, type KeyCommand } from './keys';

const ZOOM = 2;
const SEEK_SECONDS = 0.1;
const LEAP_SECONDS = 1;
const FLOOR_STEP_DB = 10;
const LOWEST_FLOOR_DB = -200;
const NARROWEST_RATIO_DB = 0.1;
const WIDEST_RATIO_DB = 60;

/** Does what a menu item or a key stands for; what lies behind an open dialog stays as it is. */
export function perform(app: AppState, command: KeyCommand): void {
  if (app.layout.dialog !== 'none' && !worksBehindDialog(command)) return;
  const shown = app.layout.room === 'inspect' && app.inspector.view === 'maps' ? MAP_ACTIONS[command] : undefined;
  (shown ?? ACTIONS[command])(app);
}

const ACTIONS: Readonly<Record<KeyCommand, (app: AppState) => void>> = {
  record: ({ recorder }) => void recorder.toggle(),
  'new-signal': ({ layout }) => layout.open('new-signal'),
  'save-clip': (app) => openSaving(app, 'save-clip'),
  'save-visible': (app) => openSaving(app, 'save-visible'),
  play: (app) => togglePlaying(app),
  'seek-start': ({ transport }) => transport.seek(0),
  'seek-end': ({ transport }) => transport.seek(transport.durationSeconds),
  'seek-back': ({ transport }) => seekBy(transport, -SEEK_SECONDS),
  'seek-forward': ({ transport }) => seekBy(transport, SEEK_SECONDS),
  'leap-back': ({ transport }) => seekBy(transport, -LEAP_SECONDS),
  'leap-forward': ({ transport }) => seekBy(transport, LEAP_SECONDS),
  ...PLAY_ACTIONS,
  ...SLICE_ACTIONS,
  train: ({ bench }) => void bench.toggle(),
  'pause-training': ({ bench }) => void bench.toggle(),
  'step-training': ({ bench }) => void bench.order('stepTraining'),
  'stop-training': ({ bench }) => void bench.order('stopTraining'),
  'restart-training': ({ bench }) => void bench.restart('same'),
  'new-seed': ({ bench }) => void bench.restart('new'),
  compare: ({ layout }) => layout.open('compare'),
  'four-tones': ({ layout }) => layout.open('four-tones'),
  'show-listen': ({ layout }) => layout.enter('listen'),
  'show-train': ({ layout }) => layout.enter('train'),
  'show-inspect': ({ layout }) => layout.enter('inspect'),
  'show-learn': ({ layout }) => layout.enter('learn'),
  undo: (app) => undo(app),
  'difference-mode': (app) =>
    app.change({ difference: app.session.settings?.difference === 'error' ? 'ratio' : 'error' }),
  flicker: ({ layout }) => layout.toggleFlicker(),
  fit: ({ view }) => view.fit(),
  'zoom-in': (app) => app.view.zoomTime(1 / ZOOM, app.readout.cursor?.seconds),
  'zoom-out': (app) => app.view.zoomTime(ZOOM, app.readout.cursor?.seconds),
  'floor-down': (app) => moveFloor(app, -FLOOR_STEP_DB),
  'floor-up': (app) => moveFloor(app, FLOOR_STEP_DB),
  'focus-reference': ({ layout }) => layout.focus('reference'),
  'focus-network': ({ layout }) => layout.focus('network'),
  'focus-difference': ({ layout }) => layout.focus('difference'),
  'toggle-panel': (app) => togglePanel(app),
  'copy-readout': (app) => copyReadout(app),
  'clear-cursor': (app) => leaveOne(app),
  shortcuts: ({ layout }) => layout.open('shortcuts'),
  about: ({ layout }) => layout.open('about')
};

function togglePlaying({ session, transport, notices }: AppState): void {
  if (session.silence === null) transport.toggle();
  else notices.show({ level: 'error', text: session.silence });
}

function openSaving({ session, layout, notices }: AppState, dialog: 'save-clip' | 'save-visible'): void {
  if (session.clip) layout.open(dialog);
  else notices.show({ level: 'error', text: 'There is nothing to save: open a sound first.' });
}

/** Escape leaves one thing at a time: the drawer, the region, the marked cell, the pane that has the focus. */
function leaveOne({ layout, playing, readout }: AppState): void {
  if (layout.drawer) layout.toggleDrawer();
  else if (playing.region) playing.clear();
  else if (readout.pinned) readout.clear();
  else layout.leave();
}

function seekBy(transport: AppState['transport'], seconds: number): void {
  transport.seek(Math.min(transport.durationSeconds, Math.max(0, transport.seconds + seconds)));
}

/**
 * In a field what was typed last is undone; where weights are looked at, what is tried on them; elsewhere the last
 * deletion, that of a run before that of a clip where runs are on show.
 */
function undo({ bench, clips, inspector, layout }: AppState): void {
  const focused = document.activeElement;
  const typing = focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement;
  // The menu may take the key before the field gets it; nothing else reaches the field's own history.
  if (typing) document.execCommand('undo');
  else if (inspector.trial.result && layout.room === 'inspect') inspector.trial.takeBack();
  else if (clips.removed && !(layout.room === 'train' && bench.runs.deleted)) void clips.undo();
  else void bench.runs.undo();
}

/** The floor of the pane that has the focus: that of the difference there, else that of both spectrograms. */
function moveFloor(app: AppState, by: number): void {
  const { settings } = app.session;
  if (!settings) return;
  const patch = app.layout.focused === 'difference' ? differenceFloor(settings, by) : withFloor('range', settings, by);
  if (patch) app.change(patch);
}

function differenceFloor(settings: Settings, by: number): SettingsPatch | null {
  if (settings.difference === 'error') return withFloor('errorRange', settings, by);
  const ratioRange = settings.ratioRange * (by < 0 ? 2 : 0.5);
  return ratioRange < NARROWEST_RATIO_DB || ratioRange > WIDEST_RATIO_DB ? null : { ratioRange };
}

function withFloor(name: 'range' | 'errorRange', settings: Settings, by: number): SettingsPatch | null {
  const [floor, ceiling] = settings[name];
  const moved = floor + by;
  return moved < LOWEST_FLOOR_DB || moved >= ceiling ? null : { [name]: [moved, ceiling] };
}

function togglePanel(app: AppState): void {
  if (app.layout.narrow) app.layout.toggleDrawer();
  else app.change({ panelOpen: !(app.session.settings?.panelOpen ?? true) });
}

function copyReadout(app: AppState): void {
  const { cursor, values } = app.readout;
  if (cursor) void app.copy(readoutText(cursor, values));
  else app.notices.show({ level: 'info', text: 'Point at a pane first: there is no readout to copy.' });
}
