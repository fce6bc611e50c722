import type { MenuAction, Sound } from '@contract';
import type { AppState } from '../state/app.svelte';

type PlayAction = Extract<MenuAction, 'loop' | 'zoom-region' | 'follow' | 'slower' | 'faster' | `hear-${Sound}`>;

/** What menu items and keys do to how the clip is played. */
export const PLAY_ACTIONS: Readonly<Record<PlayAction, (app: AppState) => void>> = {
  loop: ({ playing }) => playing.toggleLoop(),
  'zoom-region': (app) => zoomToRegion(app),
  follow: (app) => follow(app),
  slower: ({ playing }) => playing.stepSpeed(-1),
  faster: ({ playing }) => playing.stepSpeed(1),
  'hear-original': ({ hearing }) => hearing.choose('original'),
  'hear-reference': ({ hearing }) => hearing.choose('reference'),
  'hear-network': ({ hearing }) => hearing.choose('network'),
  'hear-difference': ({ hearing }) => hearing.choose('difference')
};

function zoomToRegion({ playing, view, notices }: AppState): void {
  if (playing.region) view.showTime(playing.region.startSeconds, playing.region.endSeconds);
  else notices.show({ level: 'info', text: 'There is no region: drag in the waveform to mark one.' });
}

/** Turned on, the view goes to the cursor at once. */
function follow({ playing, view, transport }: AppState): void {
  playing.follow(!playing.following);
  if (playing.following) view.showMoment(transport.seconds);
}
