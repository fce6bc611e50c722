import { AppError } from '@contract';
import type { CallHandlers } from '../page-port';
import type { OpenHistories } from './open-histories';
import type { ShownNetwork } from './shown-network';

export interface HistoryRooms {
  readonly histories: OpenHistories;
  readonly shown: ShownNetwork;
}

/** The calls about moments of a run, and about what is tried on weights. */
export function historyCalls({ histories, shown }: HistoryRooms): CallHandlers {
  return {
    'show-moment': ({ run, step }) => shown.showMoment(run, () => histories.weights(run, step)),
    'chosen-rows': ({ run, step }) => histories.rows(run, step),
    'follow-network': () => shown.follow(),
    experiment: async ({ experiment }, { signal }) => {
      // A threshold that is dragged is taken back before its turn comes.
      await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) throw new AppError('cancelled', 'The experiment was taken back.');
      return shown.try(experiment);
    }
  };
}
