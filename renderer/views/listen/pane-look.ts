import type { ColourMap } from '@contract';
import type { Settings } from '@contract/schemas';
import type { PaneName } from '../../state/view-types';

export interface PaneLook {
  readonly range: readonly [number, number];
  readonly mode: 'level' | 'error' | 'ratio';
  readonly colourMap: ColourMap;
}

/** How a pane is drawn: both spectrograms share one range, the difference has its own for each mode. */
export function lookOf(pane: PaneName, settings: Settings): PaneLook {
  const { colourMap, range, errorRange, ratioRange, difference } = settings;
  if (pane !== 'difference') return { range, mode: 'level', colourMap };
  if (difference === 'error') return { range: errorRange, mode: 'error', colourMap };
  return { range: [-ratioRange, ratioRange], mode: 'ratio', colourMap };
}
