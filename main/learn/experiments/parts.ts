import type { NetworkName } from '@contract';
import { SEED_SPEC } from '../../signal/stft';
import { weightShape } from '../shapes';

/** A rectangle of the matrix that holds the weights of a network. */
export interface Part {
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
}

/** The matrices that a network multiplies by, as parts of the one that holds them all: numbers of one kind and size. */
export function partsOf(network: NetworkName): readonly Part[] {
  const [rows, columns] = weightShape(network);
  switch (network) {
    case 'recurrent': {
      const state = SEED_SPEC.nperseg - SEED_SPEC.hop;
      const heights = [
        { top: 0, rows: state },
        { top: state, rows: rows - state }
      ];
      return heights.flatMap((height) => [
        { ...height, left: 0, columns: state },
        { ...height, left: state, columns: columns - state }
      ]);
    }
    case 'butterfly':
    case 'butterfly-256':
      return Array.from({ length: rows }, (_, stage) => ({ top: stage, rows: 1, left: 0, columns }));
    default:
      return [{ top: 0, left: 0, rows, columns }];
  }
}
