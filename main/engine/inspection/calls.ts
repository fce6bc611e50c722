import {
  AppError,
  type Recurrence,
  type WeightBlock,
  type WeightResponse,
  type WeightRow,
  type WeightStatistics
} from '@contract';
import type { CallOf } from '@contract/schemas';
import { readBlock } from '../../learn/inspect/weight-block';
import { RecurrentFilter } from '../../learn/inspect/recurrence';
import { responsesOf } from '../../learn/inspect/weight-response';
import { compareRow } from '../../learn/inspect/weight-row';
import { weightStatistics } from '../../learn/inspect/weight-statistics';
import type { CallHandlers } from '../page-port';
import { checkBlock, checkRow, checkSlice } from './checks';
import type { InspectedWeights } from './inspected-weights';

/** The calls about the weights that are looked at. */
export function inspectionCalls(inspected: InspectedWeights): CallHandlers {
  const filters = new NewestFilter(inspected);
  return {
    inspected: () => inspected.info,
    'weight-block': (call) => block(inspected, call),
    'weight-row': (call) => row(inspected, call),
    'weight-response': (call) => response(inspected, call),
    'weight-statistics': () => statistics(inspected),
    recurrence: ({ sample }) => filters.answer(sample)
  };
}

function block(inspected: InspectedWeights, call: CallOf<'weight-block'>): WeightBlock {
  const filled = inspected.map(call.map);
  checkSlice(filled.map.info, call.slice);
  const { rows, columns } = checkBlock(filled.map.info, call);
  const { revision } = inspected.current.info;
  return { revision, rows, columns, values: readBlock(filled, call) };
}

function row(inspected: InspectedWeights, call: CallOf<'weight-row'>): WeightRow {
  const filled = inspected.map(call.map);
  checkSlice(filled.map.info, call.slice);
  checkRow(filled.map.info, call.row);
  return { revision: inspected.current.info.revision, ...compareRow(filled, call) };
}

function response(inspected: InspectedWeights, call: CallOf<'weight-response'>): WeightResponse {
  const filled = inspected.map(call.map);
  const { info } = filled.map;
  checkSlice(info, call.slice);
  for (const each of call.rows) checkRow(info, each);
  if (!info.filters) throw new AppError('bad-request', `The rows of the map "${info.id}" are no filters on samples.`);
  return { revision: inspected.current.info.revision, ...asRequest(() => responsesOf(filled, call)) };
}

function statistics(inspected: InspectedWeights): WeightStatistics {
  const { info, weights } = inspected.current;
  return { revision: info.revision, ...weightStatistics(info.network, weights) };
}

/** The recurrent weights that are looked at as a filter, which is made anew for other weights alone. */
class NewestFilter {
  readonly #inspected: InspectedWeights;
  #made: { readonly revision: number; readonly filter: RecurrentFilter } | null = null;

  constructor(inspected: InspectedWeights) {
    this.#inspected = inspected;
  }

  answer(sample: number): Recurrence {
    const { info, weights } = this.#inspected.current;
    if (info.network !== 'recurrent') {
      throw new AppError('bad-request', `Only the recurrent network has a state; this one is ${info.network}.`);
    }
    const { revision } = info;
    return asRequest(() => {
      if (this.#made?.revision !== revision) this.#made = { revision, filter: new RecurrentFilter(weights) };
      return { revision, ...this.#made.filter.answer(sample) };
    });
  }
}

/** What a call asked for is refused by the mathematics in words that say what is allowed. */
function asRequest<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw new AppError('bad-request', error.message, { cause: error });
    throw error;
  }
}
