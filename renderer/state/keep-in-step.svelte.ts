import { untrack } from 'svelte';
import type { AppState } from './app.svelte';
import { regionOf } from './grid-view';

/** What follows from what: the effects that hold the parts of the app together. Must run inside an effect root. */
export function keepInStep(app: AppState): void {
  const { session, spectra, view, transport, hearing, playing, bench, inspector } = app;
  $effect(() => {
    const source = session.source;
    untrack(() => void spectra.open(source));
  });
  $effect(() => {
    const range = view.range;
    const tiles = spectra.tiles;
    tiles?.focus(range);
    untrack(() => app.accuracy.show(tiles ? regionOf(range, tiles.axes) : null));
  });
  // Another name makes no other clip.
  const clipId = $derived(session.clip?.id);
  $effect(() => {
    const isOpen = clipId !== undefined;
    untrack(() => {
      hearing.load(isOpen ? session.clip : null);
      playing.clear();
    });
  });
  $effect(() => {
    const source = clipId === undefined ? null : session.source;
    untrack(() => hearing.useSource(source));
  });
  $effect(() => {
    const { inverse } = session;
    untrack(() => hearing.useInverse(inverse));
  });
  $effect(() => {
    if (transport.phase === 'playing') untrack(() => hearing.refresh());
  });
  $effect(() => {
    const { state } = spectra;
    // Where the pictures belong it stands in their place.
    if (state.phase === 'failed') untrack(() => app.layout.room !== 'listen' && app.tell(state.reason));
  });
  $effect(() => {
    const { state } = hearing;
    if (state.phase === 'failed') untrack(() => app.tell(`The original is played instead: ${state.reason}`));
  });
  $effect(() => {
    const { settings } = session;
    if (settings) untrack(() => app.recorder.analyse(settings));
  });
  $effect(() => {
    if (session.silence !== null) untrack(() => transport.pause());
  });
  // What is to be trained is remembered, and the menu chooses it, too.
  $effect(() => {
    const remembered = session.settings?.nextRun;
    if (remembered) untrack(() => bench.useNextRun(remembered));
  });
  $effect(() => {
    const { network, method } = bench.draft;
    const remembered = session.settings?.nextRun;
    if (remembered && (network !== remembered.network || method !== remembered.method)) {
      untrack(() => app.change({ nextRun: { network, method } }));
    }
  });
  $effect(() => {
    // Who begins a run wants to see it, not a moment of another one.
    if (session.training.phase === 'starting')
      untrack(() => inspector.history.run !== null && inspector.history.follow());
  });
  $effect(() => transport.setVolume(session.settings?.volume ?? 1));
  const speed = $derived(session.settings?.speed ?? 1);
  $effect(() => {
    const kept = speed;
    untrack(() => playing.useSpeed(kept));
  });
  const following = $derived(session.settings?.following ?? true);
  $effect(() => playing.useFollowing(following));
  $effect(() => {
    const { error } = transport;
    if (error !== null) untrack(() => app.tell(`Playing stopped: ${error}`));
  });
  $effect(() => {
    const tried = transport.phase === 'playing' || session.training.phase === 'training';
    if (tried && session.settings?.hintSeen === false) untrack(() => app.change({ hintSeen: true }));
  });
  // Whatever of these changes is kept over a reload.
  const look = $derived([
    view.range,
    transport.seconds,
    app.readout.pinned,
    playing.region,
    playing.looping,
    hearing.chosen
  ]);
  $effect(() => {
    if (look) untrack(() => app.memory.note());
  });
  $effect(() => {
    const keep = (): void => app.memory.keep();
    window.addEventListener('pagehide', keep);
    return () => window.removeEventListener('pagehide', keep);
  });
  let before = 0;
  $effect(() => {
    const { seconds, phase } = transport;
    if (phase === 'playing' && playing.following) untrack(() => view.follow(before, seconds));
    before = seconds;
  });
}
