import { describe, expect, it } from 'vitest';
import { HISTOGRAM_BINS } from '@contract';
import { FRAME_MAP, statisticsOf, summaryOf } from '../../state/inspect/test-curves';
import { factsAt } from './curve-words';
import { edgeOf, energyScene, histogramScene, historyScene, profileScene, usedBins } from './statistics-figures';
import { statisticsTable } from './statistics-picture';
import { outlierPlace, statisticFacts, statisticsVerdict, thresholdWords } from './statistics-words';

/** Counts by place in the histogram. */
function histogramOf(counts: Readonly<Record<number, number>>): number[] {
  return Array.from({ length: HISTOGRAM_BINS }, (_, i) => counts[i] ?? 0);
}

/** 700 weights of about 1e-9, 100 of about 1e-3 and 200 zeros. */
const summary = summaryOf({ histogram: histogramOf({ 30: 700, 90: 100 }), zeros: 200 });

describe('the histogram', () => {
  it('has ten bins a decade from 1e-12 to 100', () => {
    expect([edgeOf(0), edgeOf(60), edgeOf(HISTOGRAM_BINS)].map((edge) => Number(edge.toPrecision(12)))).toEqual([
      1e-12, 1e-6, 100
    ]);
  });

  it('tells the share of weights below a threshold, zeros among them', () => {
    expect(thresholdWords(summary, 60)).toBe('90 % of the weights (900) are smaller than 1.0e-6.');
    expect(thresholdWords(summary, 0)).toBe('20 % of the weights (200) are smaller than 1.0e-12.');
    expect(thresholdWords(summary, HISTOGRAM_BINS)).toBe('100 % of the weights (1,000) are smaller than 1.0e+2.');
    expect(thresholdWords(summaryOf(), 60)).toBe('– of the weights (0) are smaller than 1.0e-6.');
  });

  it('is drawn where it holds something, in per cent of all weights', () => {
    expect(usedBins([summary])).toEqual({ first: 25, end: 96 });
    expect(usedBins([summaryOf()])).toEqual({ first: 0, end: HISTOGRAM_BINS });
    const scene = histogramScene(summary, 60);
    expect(factsAt(scene, -8.95)).toEqual([
      ['', '1.0e-9 to 1.3e-9'],
      ['learned', '70']
    ]);
    expect(scene.across.marks?.[0]?.at).toBeCloseTo(-6, 9);
  });
});

const moments = [
  { step: 0, summary: summaryOf({ histogram: histogramOf({ 90: 1000 }), insideEnergy: 1, outsideEnergy: 10 }) },
  { step: 5, summary: summaryOf({ insideEnergy: 1, outsideEnergy: 0, residualDb: -100 }) },
  { step: 59, summary }
];

describe('over the steps', () => {
  it('histograms stand side by side, with their steps below', () => {
    const { across, up, fields, valueWords } = historyScene(moments);
    expect([across.count, up.count]).toEqual([3, 96 - 25]);
    const { values } = fields[0] ?? { values: new Float32Array(0) };
    const at = (column: number, bin: number): string => valueWords(values[column * up.count + bin - 25] ?? NaN);
    expect([at(0, 90), at(0, 30), at(2, 30), at(2, 90)]).toEqual(['100 %', 'none', '70 %', '10 %']);
    expect(across.ticks?.(5).map(({ value, label }) => [value, label])).toEqual([
      [0.5, '0'],
      [1.5, '5'],
      [2.5, '59']
    ]);
    expect(up.words(30 - 25)).toBe('magnitude 1.0e-9');
  });

  it('energy that is not there is a gap', () => {
    const scene = energyScene(moments);
    const [energy, residual] = scene.panels;
    expect([...Array.from(energy?.curves[1]?.values ?? [])]).toEqual([10, NaN, -20]);
    expect([energy?.range, residual?.range]).toEqual([
      { low: -20, high: 10 },
      { low: -100, high: -20 }
    ]);
    expect(scene.across.words(2)).toBe('step 59');
  });

  it('one moment is drawn as well', () => {
    expect(energyScene(moments.slice(0, 1)).across.whole).toEqual({ low: 0, high: 1 });
    expect(historyScene(moments.slice(0, 1)).across.ticks?.(5)).toEqual([{ value: 0.5, label: '0' }]);
    expect(energyScene([]).panels[0]?.range).toEqual({ low: -10, high: 0 });
  });
});

it('errors along an axis are a curve of its own', () => {
  const scene = profileScene({ meaning: 'frame', residualDb: Float32Array.of(-120, -125) });
  expect([scene.panels[0]?.title, scene.across.words(1)]).toEqual(['Error per slice', 'slice 1']);
  expect([scene.across.whole, scene.panels[0]?.curves[0]?.positions.first]).toEqual([{ low: 1, high: 2 }, 1]);
  const bins = profileScene({ meaning: 'bin', residualDb: Float32Array.of(-120, -125) });
  expect([bins.panels[0]?.title, bins.across.whole.low]).toEqual(['Error per bin', 0]);
});

describe('in words', () => {
  it('the numbers are what they are, for random and for exact weights', () => {
    expect(statisticsVerdict(summaryOf({ residualDb: 25, meanCorrelation: 0.001 }))).toBe(
      'The transform is not there yet: the residual is 25.0 dB re the ideal weights.'
    );
    expect(statisticsVerdict(summaryOf({ residualDb: -10, meanCorrelation: 0.95 }))).toContain('begins to show');
    expect(statisticsVerdict(summaryOf({ residualDb: -60 }))).toContain('not yet to the last digits');
    expect(statisticsVerdict(summaryOf({ residualDb: -130 }))).toContain('to float32 rounding, or nearly');
    expect(statisticsVerdict(summaryOf({ residualDb: 0, meanCorrelation: null }))).toContain('is not there yet');
  });

  it('tell energy outside as a share, and what is not there as a dash', () => {
    const facts = new Map(
      statisticFacts(
        'dense-stft',
        statisticsOf({ ...summary, insideEnergy: 1, outsideEnergy: 3, meanCorrelation: null })
      ).map(([label, value]) => [label, value])
    );
    expect([facts.get('energy outside of them'), facts.get('mean correlation'), facts.get('exactly zero')]).toEqual([
      '3 (75 %)',
      '–',
      '200 (20 %)'
    ]);
    const tiny = statisticFacts('recurrent', statisticsOf({ insideEnergy: 17, outsideEnergy: 1.4e-12 }));
    expect(tiny.find(([label]) => label === 'energy outside of them')?.[1]).toBe('1.400e-12 (below 0.001 %)');
    expect(facts.has('unitarity error')).toBe(false);
    const dft = statisticFacts('dft-128', statisticsOf({ unitarityError: 2.5e-7, insideEnergy: 16_384 }));
    expect(dft.find(([label]) => label === 'unitarity error')?.[1]).toBe('2.5e-7');
    expect(dft.flatMap(([label, value]) => (label.startsWith('energy') ? [[label, value]] : []))).toEqual([
      ['energy', '16,384']
    ]);
  });

  it('say where a weight lies', () => {
    const outlier = { map: 'frame', slice: 2, row: 130, column: 7, learned: 1, ideal: 0 };
    expect(outlierPlace({ ...FRAME_MAP, slices: 33 }, outlier)).toBe('slice 3, imaginary, bin 1, sample 7');
  });
});

it('all curves go into one table', () => {
  const picture = {
    network: 'shared-frame',
    statistics: statisticsOf({ ...summary, profiles: [{ meaning: 'bin', residualDb: Float32Array.of(-120) }] }),
    moments,
    edge: 60
  } as const;
  const [head, first] = statisticsTable(picture).split('\n');
  expect(head?.split(',')).toEqual([
    'magnitude of the weight',
    'weights of this magnitude (%)',
    'step',
    'inside band (dB)',
    'outside band (dB)',
    'residual (dB)',
    'bin',
    'residual of this bin (dB)'
  ]);
  expect(first).toBe('-11.95,0,0,0,10,-20,0,-120');
});
