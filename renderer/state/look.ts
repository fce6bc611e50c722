import type { AppState } from './app.svelte';
import type { Look } from './view-memory';

/** How the open clip is looked at and heard now. */
export function lookOf({ view, transport, readout, layout, playing, hearing }: AppState): Look {
  return {
    range: view.range,
    seconds: transport.seconds,
    marked: readout.pinned,
    focus: layout.focused,
    region: playing.region,
    looping: playing.looping,
    sound: hearing.chosen
  };
}

/** Goes on where a page before this one was. */
export function restoreLook({ view, transport, readout, layout, playing, hearing }: AppState, past: Look): void {
  view.restore(past.range);
  if (past.marked) readout.pin(past.marked);
  transport.seek(past.seconds);
  if (past.focus) layout.focus(past.focus);
  playing.restore(past.region, past.looping);
  if (past.sound !== 'original') hearing.choose(past.sound);
}
