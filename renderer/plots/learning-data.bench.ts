import { bench, describe } from 'vitest';
import { curveOf } from './curve-fixtures';
import { CurveMemory } from './learning-data';

const COUNT = 100_000;
const COLUMNS = 1000;
/** What arrives in a twentieth of a second at a thousand steps a second. */
const FRESH = 50;
const points = curveOf({ steps: COUNT, rise: 0.002 });
const span = { low: 1, high: COUNT };

/** The chart is given a new list every time. */
const curveAt = (count: number) => [{ run: 'a', name: 'a', points: points.slice(0, count), active: true }];

describe(`a curve of ${COUNT} points grows by ${FRESH} and is drawn over ${COLUMNS} columns`, () => {
  const memory = new CurveMemory();
  memory.update(curveAt(COUNT));
  bench('index kept', () => {
    memory.update(curveAt(COUNT - FRESH));
    memory.update(curveAt(COUNT))[0]?.index.linePlaces('step', span, COLUMNS);
  });

  bench('index made anew, a scan of every point', () => {
    new CurveMemory().update(curveAt(COUNT))[0]?.index.linePlaces('step', span, COLUMNS);
  });

  bench('copying the list alone', () => {
    curveAt(COUNT - FRESH);
    curveAt(COUNT);
  });
});
