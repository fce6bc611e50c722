import type { PaneInput } from '../../controls/pane-input';
import type { MapPicture } from '../../state/inspect/block-places';
import type { MapView } from '../../state/inspect/map-view.svelte';
import type { Selection, WeightPlace } from '../../state/inspect/selection.svelte';
import type { PanePlace } from '../../state/view-types';
import { placeAt } from './map-axis-marks';

export interface MapGestures {
  readonly view: MapView;
  readonly selection: Selection;
  readonly onPin: (place: WeightPlace) => void;
}

/** What pointer and wheel do in a map: read, mark, zoom both ways or the rows alone, pan; a double click shows all. */
export function mapInput(picture: () => MapPicture, { view, selection, onPin }: MapGestures): PaneInput {
  const weightAt = (place: PanePlace): WeightPlace => {
    const { map, slice } = picture();
    const { row, column } = positionAt(view, place);
    return { map: map.id, slice, row: placeAt(map.rows, row), column: placeAt(map.columns, column) };
  };
  return {
    onPoint: (place) => selection.point(place && weightAt(place)),
    onPress: (place) => onPin(weightAt(place)),
    onDrag: (by) => view.pan(-by.x, by.y),
    onDoubleClick: () => view.fit(),
    onWheel: (gesture) => {
      if (gesture.kind === 'zoom-time') view.zoom(gesture.factor, positionAt(view, gesture.at));
      else if (gesture.kind === 'zoom-frequency') view.zoomRows(gesture.factor, positionAt(view, gesture.at).row);
      else if (gesture.kind === 'pan-time') view.pan(gesture.share, 0);
      else view.pan(0, -gesture.share);
    }
  };
}

function positionAt({ area: { rows, columns } }: MapView, { x, y }: PanePlace): { row: number; column: number } {
  return {
    row: rows.high - y * (rows.high - rows.low),
    column: columns.low + x * (columns.high - columns.low)
  };
}

/**
 * The weight that an arrow key goes to.
 * @param step columns to the right, rows up
 * @param picture where it begins, in the middle of what is visible
 */
export function nextWeight(
  from: WeightPlace | null,
  step: { readonly across: number; readonly up: number },
  { view, picture: { map, slice } }: { readonly view: MapView; readonly picture: MapPicture }
): WeightPlace {
  const { row, column } = from ?? positionAt(view, { x: 0.5, y: 0.5 });
  return {
    map: map.id,
    slice: from?.slice ?? slice,
    row: placeAt(map.rows, row - step.up),
    column: placeAt(map.columns, column + step.across)
  };
}
