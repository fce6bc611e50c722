import { describe, expect, it } from 'vitest';
import { decibelTicks, hertzTicks, secondsTicks, ticks, type Tick } from './ticks';

const labels = (list: Tick[]): string[] => list.map(({ label }) => label);
const values = (list: Tick[]): number[] => list.map(({ value }) => value);

describe('ticks', () => {
  it('stand at steps of 1, 2 or 5', () => {
    expect(values(ticks(0, 10, 10))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(values(ticks(0, 10, 5))).toEqual([0, 2, 4, 6, 8, 10]);
    expect(values(ticks(0, 10, 4))).toEqual([0, 5, 10]);
    expect(values(ticks(0, 10, 1))).toEqual([0, 10]);
    expect(values(ticks(3.2, 3.9, 4))).toEqual([3.2, 3.4, 3.6, 3.8]);
  });

  it('are exact decimals with as many digits as the step needs', () => {
    expect(ticks(0, 0.5, 5)).toEqual([
      { value: 0, label: '0.0' },
      { value: 0.1, label: '0.1' },
      { value: 0.2, label: '0.2' },
      { value: 0.3, label: '0.3' },
      { value: 0.4, label: '0.4' },
      { value: 0.5, label: '0.5' }
    ]);
    expect(labels(ticks(1, 1.0002, 2))).toEqual(['1.0000', '1.0001', '1.0002']);
    expect(labels(ticks(0, 3e6, 3))).toEqual(['0', '1000000', '2000000', '3000000']);
  });

  it('cross zero without a negative zero, and write a true minus', () => {
    const list = ticks(-1, 1, 2);
    expect(list).toEqual([
      { value: -1, label: '\u22121' },
      { value: 0, label: '0' },
      { value: 1, label: '1' }
    ]);
    expect(Object.is(list[1]!.value, 0)).toBe(true);
  });

  it('never exceed the room by more than the end point, nor leave an axis empty', () => {
    for (let i = 1; i < 400; i++) {
      const low = Math.sin(i) * 10 ** (i % 7);
      const length = 10 ** ((i % 13) - 6) * (1 + (i % 9));
      const count = 2 + (i % 11);
      const list = ticks(low, low + length, count);
      expect(list.length).toBeGreaterThanOrEqual(1);
      expect(list.length).toBeLessThanOrEqual(count + 1);
      for (const { value } of list) {
        expect(value).toBeGreaterThanOrEqual(low - 1e-6 * length);
        expect(value).toBeLessThanOrEqual(low + length * (1 + 1e-6));
      }
    }
  });

  it.each([
    [1, 1, 5],
    [2, 1, 5],
    [NaN, 1, 5],
    [0, Infinity, 5],
    [0, 1, 0],
    [0, 1, 1.5]
  ])('refuse %f to %f with %f', (low, high, count) => {
    expect(() => ticks(low, high, count)).toThrow(RangeError);
  });
});

describe('ticks with units', () => {
  it('name levels in dB', () => {
    expect(labels(decibelTicks(-100, 0, 5))).toEqual([
      '\u2212100 dB',
      '\u221280 dB',
      '\u221260 dB',
      '\u221240 dB',
      '\u221220 dB',
      '0 dB'
    ]);
  });

  it('name frequencies in Hz or kHz, one unit on one axis', () => {
    expect(labels(hertzTicks(0, 4000, 4))).toEqual(['0 kHz', '1 kHz', '2 kHz', '3 kHz', '4 kHz']);
    expect(labels(hertzTicks(0, 4000, 8))).toEqual(
      ['0.0', '0.5', '1.0', '1.5', '2.0', '2.5', '3.0', '3.5', '4.0'].map((text) => `${text} kHz`)
    );
    expect(labels(hertzTicks(0, 500, 5))).toEqual(['0 Hz', '100 Hz', '200 Hz', '300 Hz', '400 Hz', '500 Hz']);
    expect(labels(hertzTicks(3000, 3040, 4))).toEqual(['3000 Hz', '3010 Hz', '3020 Hz', '3030 Hz', '3040 Hz']);
  });

  it('name times in seconds, and on axes from a minute on as a clock does', () => {
    expect(labels(secondsTicks(0, 10, 5))).toEqual(['0 s', '2 s', '4 s', '6 s', '8 s', '10 s']);
    expect(labels(secondsTicks(0.2, 0.5, 3))).toEqual(['0.2 s', '0.3 s', '0.4 s', '0.5 s']);
    expect(labels(secondsTicks(0, 120, 4))).toEqual(['0:00', '0:30', '1:00', '1:30', '2:00']);
    expect(labels(secondsTicks(59, 61, 4))).toEqual(['0:59.0', '0:59.5', '1:00.0', '1:00.5', '1:01.0']);
    expect(labels(secondsTicks(0, 3600, 4))).toEqual(['0:00', '15:00', '30:00', '45:00', '1:00:00']);
    expect(labels(secondsTicks(3590, 3610, 2))).toEqual(['59:50', '1:00:00', '1:00:10']);
    expect(values(secondsTicks(0, 1e6, 4)).length).toBeLessThanOrEqual(5);
  });
});
