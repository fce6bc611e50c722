import type { MethodName, NetworkName, RunFacts, RunInfo } from '@contract';
import { describe, expect, it } from 'vitest';
import { barShares, bestRuns, compareRows, sortRows } from './compare-rows';

const FACTS: RunFacts = {
  step: 100,
  epoch: 10,
  snrDb: 120,
  seconds: 1,
  msPerStep: 10,
  secondsTo60: 0.2,
  secondsTo120: 0.5,
  transformMs: 0.1,
  parameters: 66_048,
  backend: 'tensorflow-cpu',
  tensorflowVersion: '2.16.2'
};

function run(id: string, [network, method]: [NetworkName, MethodName], facts: Partial<RunFacts> | null): RunInfo {
  return {
    id,
    name: `run ${id}`,
    notes: '',
    createdAt: '2026-01-01T00:00:00Z',
    plan: {
      network,
      method,
      seed: 1,
      batch: 2048,
      learningRate: 0.75,
      momentum: 0,
      examples: null,
      data: 'noise',
      untilDb: null,
      epochs: null
    },
    facts: facts && { ...FACTS, ...facts },
    end: 'plateau',
    bytes: 1
  };
}

describe('bestRuns', () => {
  it('keeps one run of each network and method: the highest SNR, then the shorter time', () => {
    const runs = [
      run('a', ['shared-frame', 'sgd'], { snrDb: 119 }),
      run('b', ['shared-frame', 'sgd'], { snrDb: 130, seconds: 2 }),
      run('c', ['shared-frame', 'sgd'], { snrDb: 130, seconds: 1 }),
      run('d', ['shared-frame', 'adam'], { snrDb: 90 }),
      run('e', ['dense-stft', 'adam'], { snrDb: 100 })
    ];
    expect(bestRuns(runs).map(({ id }) => id)).toEqual(['c', 'd', 'e']);
  });

  it('prefers a measured run to one that is not, and that to one without a step', () => {
    const pair: [NetworkName, MethodName] = ['inverse', 'sgd'];
    const runs = [
      run('a', pair, null),
      run('b', pair, { snrDb: null }),
      run('c', pair, { snrDb: 3 }),
      run('d', pair, null)
    ];
    expect(bestRuns(runs).map(({ id }) => id)).toEqual(['c']);
    expect(bestRuns(runs.slice(0, 2)).map(({ id }) => id)).toEqual(['b']);
  });

  it('has nothing of nothing', () => expect(compareRows([])).toEqual([]));
});

describe('compareRows', () => {
  const rows = compareRows([
    run('dense', ['dense-stft', 'amsgrad'], {
      parameters: 17_436_672,
      msPerStep: 111.4,
      snrDb: 128,
      secondsTo60: 9.8,
      secondsTo120: 303,
      transformMs: 4
    }),
    run('shared', ['shared-frame', 'sgd'], { snrDb: 130.56 }),
    run('dft', ['dft-128', 'sgd'], { snrDb: 58, secondsTo60: null, secondsTo120: null, transformMs: null }),
    run('new', ['inverse', 'sgd'], null)
  ]);

  it('puts the highest SNR first and a run without one last', () => {
    expect(rows.map((row) => row.run)).toEqual(['shared', 'dense', 'dft', 'new']);
  });

  it('shows numbers with their units', () => {
    const { cells } = rows[1] ?? fail();
    expect(Object.values(cells).map(({ text }) => text)).toEqual([
      '17,436,672',
      '66.5',
      '111 ms',
      '9.80 s',
      '5 min 3 s',
      '128.0 dB',
      '4.00 ms'
    ]);
  });

  it('keeps two digits of small numbers and commas in large ones', () => {
    const [row] = compareRows([
      run('a', ['dft-128', 'sgd'], { parameters: 1792, msPerStep: 7300.4, transformMs: 0.0312 })
    ]);
    const { mebibytes, msPerStep, transformMs } = row?.cells ?? fail();
    expect([mebibytes.text, msPerStep.text, transformMs.text]).toEqual(['0.0068', '7,300 ms', '0.031 ms']);
  });

  it('says why a number is missing', () => {
    const { cells } = rows[2] ?? fail();
    expect([cells.secondsTo60.text, cells.secondsTo60.reason]).toEqual(['–', 'This run did not reach 60 dB.']);
    expect(cells.secondsTo120.reason).toBe('This run did not reach 120 dB.');
    expect(cells.transformMs.reason).toBe('Not measured, or dft-128 is not made for sound.');
    expect(cells.snrDb.reason).toBe('');
    expect(rows[3]?.cells.parameters.reason).toBe('This run has not made its first step.');
  });

  it('marks the best of each column: all of equals, none where all are equal', () => {
    const best = (key: 'parameters' | 'snrDb' | 'secondsTo120'): string[] =>
      rows.filter(({ cells }) => cells[key].best).map((row) => row.run);
    expect([best('parameters'), best('snrDb'), best('secondsTo120')]).toEqual([
      ['shared', 'dft'],
      ['shared'],
      ['shared']
    ]);
    const [only] = compareRows([run('a', ['inverse', 'sgd'], {})]);
    expect(Object.values(only?.cells ?? {}).some((cell) => cell.best)).toBe(false);
  });

  it('sorts by any column, missing numbers last in either order', () => {
    const order = (...by: [Parameters<typeof sortRows>[1], Parameters<typeof sortRows>[2]]): string[] =>
      sortRows(rows, ...by).map((row) => row.run);
    expect(order('msPerStep', 'descending')).toEqual(['dense', 'shared', 'dft', 'new']);
    expect(order('secondsTo60', 'ascending')).toEqual(['shared', 'dense', 'dft', 'new']);
    expect(order('secondsTo60', 'descending')).toEqual(['dense', 'shared', 'dft', 'new']);
    expect(order('network', 'ascending')).toEqual(['dense', 'dft', 'new', 'shared']);
  });
});

describe('barShares', () => {
  it('are parts of the largest where the numbers are near each other', () => {
    expect(barShares([1, 2, null, 4])).toEqual([0.25, 0.5, 0, 1]);
  });

  it('are logarithmic where they are not', () => {
    const [least, middle, most] = barShares([1, 100, 10_000]);
    expect([least, most]).toEqual([0.04, 1]);
    expect(middle).toBeCloseTo(0.52, 12);
  });

  it('are nothing without numbers', () => expect(barShares([null, 0])).toEqual([0, 0]));
});

function fail(): never {
  throw new Error('a row is missing');
}
