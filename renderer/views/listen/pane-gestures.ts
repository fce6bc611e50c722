import type { PaneInput, WheelGesture } from '../../controls/pane-input';
import type { AppState } from '../../state/app.svelte';
import { placeInView } from '../../state/grid-view';

/** What pointer and wheel do in a spectrogram: read, seek and mark, zoom, pan; a double click shows all. */
export function listenTo(app: AppState): PaneInput {
  const { view, readout, transport, playing } = app;
  return {
    onPoint: (place) => readout.point(place),
    onPress: (place) => {
      const at = placeInView(place, view.range);
      readout.pin(at);
      transport.seek(at.seconds);
    },
    onDrag: (by) => {
      if (by.x !== 0) playing.panned();
      view.panTime(-by.x);
      view.panFrequency(-by.y);
    },
    onDoubleClick: () => view.fit(),
    onWheel: (gesture) => turn(app, gesture)
  };
}

/** The waveform has no frequencies: it seeks, marks a region, and zooms and pans the time. */
export function listenToWave(app: AppState): PaneInput {
  return {
    onPoint: () => undefined,
    onPress: (place) => app.transport.seek(placeInView(place, app.view.range).seconds),
    onDrag: (_by, { from, to }) => {
      const [a, b] = [from, to].map((place) => placeInView(place, app.view.range).seconds);
      if (a !== undefined && b !== undefined) app.playing.select(a, b);
    },
    onDoubleClick: () => app.view.fit(),
    onWheel: (gesture) => {
      if (gesture.kind === 'zoom-time' || gesture.kind === 'pan-time') turn(app, gesture);
    }
  };
}

function turn({ view, playing }: AppState, gesture: WheelGesture): void {
  switch (gesture.kind) {
    case 'zoom-time':
      return view.zoomTime(gesture.factor, placeInView(gesture.at, view.range).seconds);
    case 'zoom-frequency':
      return view.zoomFrequency(gesture.factor, placeInView(gesture.at, view.range).hz);
    case 'pan-time':
      playing.panned();
      return view.panTime(gesture.share);
    case 'pan-frequency':
      return view.panFrequency(gesture.share);
  }
}
