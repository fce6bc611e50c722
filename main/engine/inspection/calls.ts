import { type WeightBlock, type WeightRow } from '@contract';
import type { CallOf } from '@contract/schemas';
import { readBlock } from '../../learn/inspect/weight-block';
import { compareRow } from '../../learn/inspect/weight-row';
import type { CallHandlers } from '../page-port';
import { checkBlock, checkRow, checkSlice } from './checks';
import type { InspectedWeights } from './inspected-weights';

/** The calls about the weights that are looked at. */
export function inspectionCalls(inspected: InspectedWeights): CallHandlers {
  return {
    inspected: () => inspected.info,
    'weight-block': (call) => block(inspected, call),
    'weight-row': (call) => row(inspected, call)
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
