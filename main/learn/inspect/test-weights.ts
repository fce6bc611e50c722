import type { NetworkName } from '@contract';
import { Random } from '../../signal/random';
import { DESIGNS } from '../networks';
import type { FilledMap } from './weight-map';
import { mapsOf } from './weight-maps';

/** The weights of the exact answer as the network's own formulas make them, rounded to float32, for tests. */
export function exactWeights(network: NetworkName): Float32Array {
  return Float32Array.from(DESIGNS[network].idealWeights());
}

/** Standard normal numbers, as many as a network has weights. */
export function randomWeights(network: NetworkName, seed = 1): Float32Array {
  const weights = new Float32Array(DESIGNS[network].parameters);
  new Random(seed).fillNormal(weights);
  return weights;
}

/** Weights with white noise on them, its energy so many dB below (if negative) theirs. */
export function withNoise(weights: Float32Array, db: number): Float32Array {
  const noise = new Float32Array(weights.length);
  new Random(2).fillNormal(noise);
  const height = Math.sqrt((energyOf(weights) / noise.length) * 10 ** (db / 10));
  return weights.map((weight, i) => weight + height * noise[i]!);
}

export function energyOf(weights: ArrayLike<number>): number {
  let energy = 0;
  for (let i = 0; i < weights.length; i++) energy += weights[i]! ** 2;
  return energy;
}

/** A map of a network with weights in it. @param id the first map where absent */
export function fill(network: NetworkName, weights: Float32Array, id?: string): FilledMap {
  const map = mapsOf(network).find(({ info }) => id === undefined || info.id === id);
  if (!map) throw new Error(`no map ${id}`);
  return { map, learned: map.learned(weights) };
}
