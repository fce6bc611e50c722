import type { MapInfo, NetworkName } from '@contract';
import { butterflyFactors } from '../../signal/butterfly';
import { dftMatrix } from '../../signal/dft';
import { frameMatrix } from '../../signal/frame-matrix';
import { inverseFrameMatrix } from '../../signal/inverse';
import { SEED_SPEC } from '../../signal/stft';
import { requireLength } from '../network';
import { DESIGNS } from '../networks';
import { weightCount } from '../shapes';
import { butterflyProduct, stageMatrix } from './butterfly-matrices';
import { FILTER_HOPS, recurrentFilters } from './hop-responses';
import { singleMap, type WeightMap } from './weight-map';

const { nperseg, hop } = SEED_SPEC;
const BINS = nperseg / 2 + 1;
const STATE = nperseg - hop;

const PARTS = ['real', 'imaginary'] as const;
const axis = (meaning: string, count: number): MapInfo['rows'] => ({ meaning, count, parts: [] });
const complexAxis = (meaning: string, count: number): MapInfo['rows'] => ({ meaning, count, parts: PARTS });

const MAKERS: Readonly<Record<NetworkName, () => readonly WeightMap[]>> = {
  'dense-stft': denseMaps,
  'shared-frame': sharedFrameMaps,
  recurrent: recurrentMaps,
  'dft-128': dftMaps,
  butterfly: () => butterflyMaps('butterfly', 128),
  'butterfly-256': () => butterflyMaps('butterfly-256', 256),
  inverse: inverseMaps
};

const made = new Map<NetworkName, readonly WeightMap[]>();

/** The maps of a network, the one to look at first in front. */
export function mapsOf(network: NetworkName): readonly WeightMap[] {
  const known = made.get(network) ?? MAKERS[network]();
  made.set(network, known);
  return known;
}

/** A slice a frame; in each, the matrix of one frame stands at the columns of its samples. */
function denseMaps(): readonly WeightMap[] {
  const { frames } = DESIGNS['dense-stft'];
  const rows = complexAxis('bin', BINS);
  const outputs = 2 * BINS * frames;
  return [
    {
      info: {
        id: 'weights',
        title: 'From samples to the bins of a frame',
        rows,
        columns: axis('sample', (frames - 1) * hop + nperseg),
        slices: frames,
        filters: true
      },
      determined: true,
      nfft: nperseg,
      band: (slice) => ({ start: slice * hop, end: slice * hop + nperseg }),
      ideal: { values: frameMatrix(SEED_SPEC), offset: 0, perSlice: 0, perRow: 1, perColumn: 2 * BINS },
      learned(weights) {
        requireLength('dense-stft', weights, weightCount('dense-stft'));
        return { values: weights, offset: 0, perSlice: 1, perRow: frames, perColumn: outputs };
      }
    }
  ];
}

function sharedFrameMaps(): readonly WeightMap[] {
  return [
    singleMap({
      network: 'shared-frame',
      id: 'weights',
      title: 'From the samples of a frame to its bins',
      rows: complexAxis('bin', BINS),
      columns: axis('sample', nperseg),
      nfft: nperseg,
      ideal: frameMatrix(SEED_SPEC)
    })
  ];
}

function dftMaps(): readonly WeightMap[] {
  return [
    singleMap({
      network: 'dft-128',
      id: 'weights',
      title: 'From complex samples to bins',
      rows: complexAxis('bin', 128),
      columns: complexAxis('sample', 128),
      nfft: 128,
      ideal: dftMatrix(128)
    })
  ];
}

function inverseMaps(): readonly WeightMap[] {
  return [
    singleMap({
      network: 'inverse',
      id: 'weights',
      title: 'From bins to the samples of a frame',
      rows: axis('sample', nperseg),
      columns: complexAxis('bin', BINS),
      ideal: inverseFrameMatrix(SEED_SPEC)
    })
  ];
}

/** The filters that all four matrices make together, and the four as they lie in `[[A, C], [B, D]]`. */
function recurrentMaps(): readonly WeightMap[] {
  const exact = DESIGNS.recurrent.idealWeights();
  const bins = complexAxis('bin', BINS);
  const next = axis('number of the next state', STATE);
  const state = axis('number of the state', STATE);
  const samples = axis('sample of the hop', hop);
  const perColumn = STATE + 2 * BINS;
  const part = (facts: Pick<MapInfo, 'id' | 'title' | 'rows' | 'columns'>, offset: number): WeightMap => {
    const layout = { offset, perSlice: 0, perRow: 1, perColumn };
    return singleMap({
      ...facts,
      network: 'recurrent',
      determined: false,
      ideal: { values: exact, ...layout },
      learned: layout
    });
  };
  return [
    singleMap({
      network: 'recurrent',
      id: 'filters',
      title: 'From samples to the bins of a frame, through the state',
      rows: bins,
      columns: axis('sample', FILTER_HOPS * hop),
      band: { start: FILTER_HOPS * hop - nperseg, end: FILTER_HOPS * hop },
      nfft: nperseg,
      ideal: frameMatrix(SEED_SPEC),
      learned: recurrentFilters
    }),
    part({ id: 'A', title: 'A: from the state to the next state', rows: next, columns: state }, 0),
    part({ id: 'B', title: 'B: from the hop to the next state', rows: next, columns: samples }, STATE * perColumn),
    part({ id: 'C', title: 'C: from the state to the bins', rows: bins, columns: state }, STATE),
    part({ id: 'D', title: 'D: from the hop to the bins', rows: bins, columns: samples }, STATE * perColumn + STATE)
  ];
}

/** The transform that all stages make together, and each stage as the sparse matrix it is. */
function butterflyMaps(network: NetworkName, size: number): readonly WeightMap[] {
  const stages = Math.log2(size);
  const exact = butterflyFactors(size);
  const wires = axis('wire', size);
  const product = singleMap({
    network,
    id: 'product',
    title: 'From complex samples to bins, through all stages',
    rows: complexAxis('bin', size),
    columns: axis('sample', size),
    nfft: size,
    // Of the matrix of real numbers, the columns for real samples say it all.
    ideal: dftMatrix(size).subarray(0, 2 * size * size),
    learned: (weights) => butterflyProduct(weights, size)
  });
  return [
    product,
    ...Array.from({ length: stages }, (_, stage) =>
      singleMap({
        network,
        id: `stage-${stage + 1}`,
        title: `Stage ${stage + 1} of ${stages}: from wires to wires`,
        rows: complexAxis('wire', size),
        columns: wires,
        determined: false,
        ideal: stageMatrix(exact, size, stage),
        learned: (weights) => stageMatrix(weights, size, stage)
      })
    )
  ];
}
