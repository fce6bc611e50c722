import { describe, expect, it } from 'vitest';
import { NAME_REACH, placeNames, sideFor, type Point } from './landmark-names';
import { LANDMARKS, snrOfMse } from './landmarks';
import { evenPowers, LEAST_MSE } from './learning-data';

describe('placeNames', () => {
  it('puts a name above its line where nothing is in the way, the lowest below', () => {
    expect(placeNames([50, 100, 150], [])).toEqual([50 - NAME_REACH, 100 - NAME_REACH, 150 + NAME_REACH]);
  });

  it('keeps off a grid line on either side', () => {
    expect(placeNames([50, 100], [45])[0]).toBe(50 + NAME_REACH);
    expect(placeNames([50, 100], [55])[0]).toBe(50 - NAME_REACH);
  });

  it('names two close lines on their outer sides whatever the grid', () => {
    expect(placeNames([80, 90], [71, 99])).toEqual([80 - NAME_REACH, 90 + NAME_REACH]);
  });
});

const HALF_LETTERS = 4;
/** From the bottom of the curves to the numbers of the steps. */
const AXIS_GAP = 9;

describe.each([92, 108, 140, 200, 260, 420])('names of the landmarks in a plot of %d pixels', (inner) => {
  it.each([1e-2, 1e-1, 1, 10, 100])('with errors up to %f touch no line, no other name and stay in the plot', (top) => {
    const yOf = (snrDb: number): number => ((snrDb - snrOfMse(top)) / (snrOfMse(LEAST_MSE) - snrOfMse(top))) * inner;
    const lines = LANDMARKS.map(({ snrDb }) => yOf(snrDb));
    const places = placeNames(
      lines,
      evenPowers(top, Math.max(2, Math.floor(inner / 22))).map((mse) => yOf(snrOfMse(mse)))
    );
    for (const place of places) {
      for (const line of lines) expect(Math.abs(place - line)).toBeGreaterThan(HALF_LETTERS);
    }
    places.slice(1).forEach((place, i) => expect(place - (places[i] ?? NaN)).toBeGreaterThan(2 * HALF_LETTERS));
    expect((places[places.length - 1] ?? NaN) + HALF_LETTERS).toBeLessThan(inner + AXIS_GAP);
  });
});

describe('the end of a line at which its name stands', () => {
  const place = { left: 0, right: 100, y: 50, width: 30 };
  const falling: Point[] = [
    [0, 0],
    [80, 52],
    [100, 52]
  ];

  it('is the right one where no curve lies there', () => {
    expect(sideFor([], place)).toBe('right');
    expect(sideFor([falling], { ...place, y: 20 })).toBe('right');
  });

  it('is the left one where a curve ends up on the name at the right', () => {
    expect(sideFor([falling], place)).toBe('left');
  });

  it('keeps off the marks of a curve, not only off its line', () => {
    const beside: Point[] = [
      [0, 0],
      [60, 58],
      [100, 58]
    ];
    expect(sideFor([beside], place)).toBe('left');
    expect(sideFor([beside], { ...place, y: 48 })).toBe('right');
  });

  it('counts what a curve does between two points far apart', () => {
    expect(
      sideFor(
        [
          [
            [0, 0],
            [100, 57]
          ]
        ],
        place
      )
    ).toBe('left');
  });

  it('stays the right one where both are taken, and where points are no numbers', () => {
    expect(
      sideFor(
        [
          [
            [0, 50],
            [100, 50]
          ]
        ],
        place
      )
    ).toBe('right');
    expect(
      sideFor(
        [
          [
            [0, NaN],
            [100, NaN]
          ]
        ],
        place
      )
    ).toBe('right');
  });
});
