import { describe, expect, it } from 'vitest';
import { Clock } from './clock';

function after(clock: Clock, steps: number): Clock {
  for (let i = 0; i < steps; i++) clock.advance();
  return clock;
}

describe('Clock', () => {
  it('counts epochs of three steps', () => {
    const clock = new Clock({ stepsPerEpoch: 3 });
    expect([clock.epoch, clock.atEpochEnd]).toEqual([0, false]);
    expect(clock.next).toEqual({ epoch: 1, stepOfEpoch: 0, stepOfMethod: 1, epochOfMethod: 1 });
    after(clock, 2);
    expect([clock.epoch, clock.atEpochEnd, clock.nextEndsEpoch]).toEqual([1, false, true]);
    after(clock, 1);
    expect([clock.epoch, clock.atEpochEnd]).toEqual([1, true]);
    after(clock, 1);
    expect([clock.step, clock.epoch, clock.next.stepOfEpoch]).toEqual([4, 2, 1]);
  });

  it('begins an epoch where the batches change, and goes on counting', () => {
    const clock = after(new Clock({ stepsPerEpoch: 3 }), 4);
    clock.changeBatches(2);
    expect([clock.epoch, clock.atEpochEnd]).toEqual([2, false]);
    expect(clock.next).toEqual({ epoch: 3, stepOfEpoch: 0, stepOfMethod: 5, epochOfMethod: 3 });
    after(clock, 2);
    expect([clock.epoch, clock.atEpochEnd]).toEqual([3, true]);
  });

  it('counts the steps of a method from where it began', () => {
    const clock = after(new Clock({ stepsPerEpoch: 3 }), 3);
    clock.changeMethod();
    expect(clock.next).toMatchObject({ epoch: 2, stepOfMethod: 1, epochOfMethod: 1 });
  });

  it('goes on from its memory', () => {
    const clock = after(new Clock({ stepsPerEpoch: 3 }), 4);
    clock.changeBatches(2);
    clock.changeMethod();
    after(clock, 3);
    const resumed = new Clock({ stepsPerEpoch: 2, step: clock.step, memory: clock.memory });
    expect(resumed.next).toEqual(clock.next);
    expect([resumed.epoch, resumed.atEpochEnd]).toEqual([clock.epoch, clock.atEpochEnd]);
  });
});
