import type { NetworkName } from '@contract';
import { butterflyFactors } from '../../signal/butterfly';
import { Dft } from '../../signal/dft';
import type { Random } from '../../signal/random';
import type { NetworkDesign } from '../network';
import { weightCount } from '../shapes';
import type { Store } from '../store';
import { ButterflyStages } from './butterfly-stages';
import { blocksOf } from './grids';
import { createStored } from './stored';

/**
 * The transform of `dft-128` as a product of sparse layers (Dao et al., ICML 2019): a fixed bit reversal, then log2 N
 * stages of N / 2 complex 2 x 2 blocks, each with its own four numbers: 2 N log2 N complex weights instead of N^2.
 *
 * Its start is random: the blocks are unitary but for a factor of sqrt 2, which gives the product the gain of the
 * transform. Each number of the product is one path through the stages, so every stage has an exact least-squares answer
 * with all others at rest, weight by weight, and natural gradients go to the limit of float32 from every start tried.
 * Plain descent gets there too, after a long flat stretch while all stages still disagree.
 */
function butterflyDesign(name: NetworkName, size: number): NetworkDesign {
  const dft = new Dft(size);
  const [stages, pairs] = [Math.log2(size), size / 2];
  return {
    name,
    frames: 0,
    hasLocalMinima: true,
    parameters: weightCount(name),
    idealWeights: () => butterflyFactors(size),
    exact: (input: Float32Array) => dft.transform(input),
    startWeights: (random) => randomBlocks(random, weightCount(name)),
    create(tensorflow, weights) {
      const compute = (store: Store): ButterflyStages => new ButterflyStages(tensorflow, store, size);
      return createStored(tensorflow, { design: this, weights, compute });
    },
    // Row-major, a stage is also as many rows of one block each.
    grids: (weights) =>
      blocksOf(
        weights,
        [stages * pairs, 8],
        Array.from({ length: stages }, (_, stage) => ({
          name: `stage ${stage + 1}`,
          rows: pairs,
          columns: 8,
          top: stage * pairs,
          rowMeaning: 'pair of wires',
          columnMeaning: 'entry of its 2 x 2 block, re and im'
        }))
      )
  };
}

export const butterfly = butterflyDesign('butterfly', 128);
export const butterfly256 = butterflyDesign('butterfly-256', 256);

/** Blocks `[[a, b], [c, d]]` of modulus 1 whose rows are orthogonal: `d = -b c / a`. */
function randomBlocks(random: Random, length: number): Float32Array {
  const weights = new Float32Array(length);
  for (let at = 0; at < length; at += 8) {
    const [a, b, c] = [angle(random), angle(random), angle(random)];
    [a, b, c, b + c - a + Math.PI].forEach((phase, i) => {
      weights[at + 2 * i] = Math.cos(phase);
      weights[at + 2 * i + 1] = Math.sin(phase);
    });
  }
  return weights;
}

const angle = (random: Random): number => 2 * Math.PI * random.uniform();
