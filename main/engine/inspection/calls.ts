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
import { recurrenceOf } from '../../learn/inspect/recurrence';
import { responsesOf } from '../../learn/inspect/weight-response';
import { compareRow } from '../../learn/inspect/weight-row';
import { weightStatistics } from '../../learn/inspect/weight-statistics';
import type { CallHandlers } from '../page-port';
import { checkBlock, checkRow, checkSlice } from './checks';
import type { InspectedWeights } from './inspected-weights';

/** The calls about the weights that are looked at. */
export function inspectionCalls(inspected: InspectedWeights): CallHandlers {
  return {
    inspected: () => inspected.info,
    'weight-block': (call) => block(inspected, call),
    'weight-row': (call) => row(inspected, call),
    'weight-response': (call) => response(inspected, call),
    'weight-statistics': () => statistics(inspected),
    recurrence: (call) => recurrence(inspected, call)
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

function recurrence(inspected: InspectedWeights, { sample }: CallOf<'recurrence'>): Recurrence {
  const { info, weights } = inspected.current;
  if (info.network !== 'recurrent') {
    throw new AppError('bad-request', `Only the recurrent network has a state; this one is ${info.network}.`);
  }
  return { revision: info.revision, ...asRequest(() => recurrenceOf(weights, sample)) };
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
