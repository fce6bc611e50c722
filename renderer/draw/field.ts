import type { Tile } from '@contract';
import type { PaneName, TileSource, ViewRange } from '../state/view-types';

/** level: dB re the reference maximum. error: the complex difference, likewise. ratio: network over reference in dB. */
export type FieldMode = 'level' | 'error' | 'ratio';

/** Everything that decides the picture of one pane but its size and colours. Without a maximum the clip is silent. */
export interface Field {
  readonly pane: PaneName;
  readonly mode: FieldMode;
  readonly tiles: TileSource;
  readonly view: ViewRange;
  /** dB re the reference maximum: where reference and network both lie below, their ratio says nothing. */
  readonly quietDb: number;
}

/** The values behind level and error pictures, in dB re 1. */
export function shownValues(tile: Tile, { pane, mode }: Pick<Field, 'pane' | 'mode'>): Float32Array {
  if (mode === 'error' || pane === 'difference') return tile.error;
  return pane === 'reference' ? tile.reference : tile.network;
}
