import type { HistoryMoment } from '@contract';
import { summaryOf } from './test-curves';

/** A moment that kept all weights, of a run of ten steps an epoch. */
export function historyMomentAt(step: number, changes: Partial<HistoryMoment> = {}): HistoryMoment {
  return { step, epoch: Math.ceil(step / 10), snrDb: step, whole: true, summary: summaryOf(), ...changes };
}
