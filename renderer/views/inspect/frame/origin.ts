import type { InspectedNetwork } from '@contract';
import { DASH, formatCount, formatDb } from '../../../controls/format';
import type { SessionState } from '../../../state/session.svelte';
import { sourceOf } from '../../frame/network-source';

/** What is looked at, in a few words each: `shared-frame`, `bundled`, `step 10,400`, `130.6 dB`. */
export function originOf(
  { network, training, runs }: Pick<SessionState, 'network' | 'training' | 'runs'>,
  inspected: InspectedNetwork
): readonly string[] {
  const { from, run, step, snrDb, parameters, experiment } = inspected;
  const named = runs.find(({ id }) => id === run)?.name;
  const inUse = network?.name === inspected.network ? sourceOf(network, training) : named;
  const source = from === 'moment' ? `a moment of ${named ?? 'a run'}` : (inUse ?? 'in training');
  return [
    inspected.network,
    source,
    `step ${formatCount(step)}`,
    `${snrDb === null ? DASH : formatDb(snrDb)} dB`,
    `${formatCount(parameters)} weights`,
    // The network in use says so itself.
    ...(experiment && source !== 'on trial' ? ['changed on trial'] : [])
  ];
}

/** The same in one line, as it stands below pictures; empty where nothing is looked at. */
export function originLine(session: SessionState, inspected: InspectedNetwork | null): string {
  return inspected ? originOf(session, inspected).join(' · ') : '';
}
