import { describeWeight } from '../plots/inspect/map-words';
import type { AppState } from '../state/app.svelte';
import type { KeyCommand } from './keys';

/** As far as one key press zooms. */
const ZOOM = 1.5;

export type SliceCommand = 'slice-back' | 'slice-forward' | 'play-slices';

/** What keys do to the slices of a map; elsewhere there are none. */
export const SLICE_ACTIONS: Readonly<Record<SliceCommand, (app: AppState) => void>> = {
  'slice-back': ({ inspector }) => inspector.maps.step(-1),
  'slice-forward': ({ inspector }) => inspector.maps.step(1),
  'play-slices': ({ inspector: { maps, map, view } }) => {
    if (view === 'maps' && (map?.slices ?? 1) > 1) maps.player.toggle();
  }
};

/** What menu items and keys mean where the maps of the weights are on show, not the sound. */
export const MAP_ACTIONS: Partial<Readonly<Record<KeyCommand, (app: AppState) => void>>> = {
  fit: ({ inspector }) => inspector.maps.view.fit(),
  'zoom-in': (app) => zoom(app, 1 / ZOOM),
  'zoom-out': (app) => zoom(app, ZOOM),
  'copy-readout': (app) => copyWeight(app),
  'clear-cursor': (app) => leave(app)
};

/** At the weight that is pointed at or marked, else at the middle; from the middle of that weight. */
function zoom({ inspector: { maps, selection } }: AppState, factor: number): void {
  const { place } = selection;
  maps.view.zoom(factor, place ? { row: place.row + 0.5, column: place.column + 0.5 } : {});
}

function copyWeight(app: AppState): void {
  const { map, selection } = app.inspector;
  if (map && selection.place) void app.copy(describeWeight(map, selection.place, selection.values));
  else app.notices.show({ level: 'info', text: 'Point at a weight first: there is no readout to copy.' });
}

/** Escape leaves one thing at a time: the drawer, the mark. */
function leave({ layout, inspector }: AppState): void {
  if (layout.drawer) layout.toggleDrawer();
  else inspector.selection.pin(null);
}
