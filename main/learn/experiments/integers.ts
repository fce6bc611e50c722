import type { NetworkName } from '@contract';
import { weightShape } from '../shapes';
import { partsOf, type Part } from './parts';

/** Largest of the whole numbers, and the smallest but for its sign: zero stays zero. */
const LARGEST = 127;

/**
 * Weights as whole numbers of eight bits: in each matrix that the network multiplies by, they become the nearest multiple
 * of its largest magnitude over 127.
 * @param weights row-major, finite
 * @returns an array of its own
 */
export function roundToIntegers(network: NetworkName, weights: Float32Array): Float32Array {
  const rounded = weights.slice();
  const [, width] = weightShape(network);
  for (const part of partsOf(network)) roundPart(rounded, width, part);
  return rounded;
}

function roundPart(weights: Float32Array, width: number, { top, left, rows, columns }: Part): void {
  let largest = 0;
  for (let row = top; row < top + rows; row++) {
    for (let i = row * width + left; i < row * width + left + columns; i++) {
      largest = Math.max(largest, Math.abs(weights[i] ?? 0));
    }
  }
  if (largest === 0) return;
  const step = largest / LARGEST;
  for (let row = top; row < top + rows; row++) {
    for (let i = row * width + left; i < row * width + left + columns; i++) {
      weights[i] = Math.round((weights[i] ?? 0) / step) * step;
    }
  }
}
