import type { InspectedNetwork, NetworkName } from '@contract';
import type { CallKind, CallOf } from '@contract/schemas';
import { callSchema } from '@contract/schemas';
import { DESIGNS } from '../../learn/networks';
import { inspectionCalls } from './calls';
import { InspectedWeights } from './inspected-weights';

/** Looks at the exact weights of a network, or at others, for tests. */
export function lookAt(
  network: NetworkName,
  weights = Float32Array.from(DESIGNS[network].idealWeights())
): { readonly inspected: InspectedWeights; readonly told: readonly InspectedNetwork[] } {
  const told: InspectedNetwork[] = [];
  const inspected = new InspectedWeights((info) => told.push(info));
  inspected.look({ network, weights, step: 5, snrDb: 60, run: null, from: 'in-use', experiment: null });
  return { inspected, told };
}

/** What the page would get for a call that is of the contract's form. */
export async function ask<K extends CallKind>(inspected: InspectedWeights, call: CallOf<K>): Promise<unknown> {
  callSchema.parse(call);
  const handler = inspectionCalls(inspected)[call.kind] as ((call: CallOf<K>) => unknown) | undefined;
  if (!handler) throw new Error(`no call ${call.kind}`);
  return await handler(call);
}
