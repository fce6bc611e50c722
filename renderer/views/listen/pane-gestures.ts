import type { PaneInput, PanePlace, WheelGesture } from '../../controls/pane-input';
import type { AppState } from '../../state/app.svelte';
import type { ViewRange } from '../../state/view-types';

/** A place of a pane in seconds and hertz. */
export function placeInView({ x, y }: PanePlace, view: ViewRange): { seconds: number; hz: number } {
  return {
    seconds: view.startSeconds + x * (view.endSeconds - view.startSeconds),
    hz: view.lowHz + y * (view.highHz - view.lowHz)
  };
}

/** What pointer and wheel do in a spectrogram: read, seek and mark, zoom, pan. */
export function listenTo(app: AppState): PaneInput {
  const { view, readout, transport } = app;
  return {
    onPoint: (place) => readout.point(place && placeInView(place, view.range)),
    onPress: (place) => {
      const at = placeInView(place, view.range);
      readout.pin(at);
      transport.seek(at.seconds);
    },
    onWheel: (gesture) => turn(app, gesture)
  };
}

/** The waveform has no frequencies: it seeks, and zooms and pans the time. */
export function listenToWave(app: AppState): PaneInput {
  return {
    onPoint: () => undefined,
    onPress: (place) => app.transport.seek(placeInView(place, app.view.range).seconds),
    onWheel: (gesture) => {
      if (gesture.kind === 'zoom-time' || gesture.kind === 'pan-time') turn(app, gesture);
    }
  };
}

function turn({ view }: AppState, gesture: WheelGesture): void {
  switch (gesture.kind) {
    case 'zoom-time':
      return view.zoomTime(gesture.factor, placeInView(gesture.at, view.range).seconds);
    case 'zoom-frequency':
      return view.zoomFrequency(gesture.factor, placeInView(gesture.at, view.range).hz);
    case 'pan-time':
      return view.panTime(gesture.share);
    case 'pan-frequency':
      return view.panFrequency(gesture.share);
  }
}
