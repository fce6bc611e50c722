import { describe, expect, it } from 'vitest';
import { Restarts } from './restarts';

/** What the rule says at the end of each epoch. */
function verdicts(rule: Restarts, bests: readonly number[]): string {
  return bests
    .map((best) => {
      rule.measure(best);
      return rule.endEpoch() === 'restart' ? 'R' : '.';
    })
    .join('');
}

const flat = (epochs: number, db: number): number[] => new Array<number>(epochs).fill(db);

describe('Restarts', () => {
  it('begins anew after fifteen epochs without a decibel of gain, and counts afresh then', () => {
    const rule = new Restarts();
    expect(verdicts(rule, flat(32, 3))).toBe('...............R...............R');
    expect(rule.memory).toEqual({ bests: [], best: null, restarts: 2 });
  });

  it('goes on while a run climbs, however slowly it began', () => {
    const climb = Array.from({ length: 60 }, (_, epoch) => epoch / 14);
    expect(verdicts(new Restarts(), climb)).not.toContain('R');
    expect(verdicts(new Restarts(), [...flat(15, -3), ...flat(15, -1.5)])).not.toContain('R');
  });

  it('leaves alone what is above 30 dB', () => {
    expect(verdicts(new Restarts(), flat(40, 30))).not.toContain('R');
    expect(verdicts(new Restarts(), flat(16, 29.9))).toContain('R');
  });

  it('gives up after five restarts', () => {
    const rule = new Restarts();
    expect(verdicts(rule, flat(200, 0)).replaceAll('.', '')).toBe('RRRRR');
    expect(rule.memory.restarts).toBe(5);
  });

  it('remembers the best within an epoch, and waits where nothing is measured', () => {
    const rule = new Restarts();
    expect(rule.endEpoch()).toBe('go-on');
    for (const snrDb of [5, 9, 7]) rule.measure(snrDb);
    rule.endEpoch();
    expect(rule.memory).toEqual({ bests: [9], best: 9, restarts: 0 });
  });

  it('goes on from its memory', () => {
    const whole = new Restarts();
    const before = new Restarts();
    verdicts(whole, flat(20, 1));
    verdicts(before, flat(20, 1));
    const resumed = new Restarts(JSON.parse(JSON.stringify(before.memory)) as Restarts['memory']);
    expect(verdicts(resumed, flat(20, 1))).toBe(verdicts(whole, flat(20, 1)));
  });
});
