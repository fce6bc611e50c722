import type { Accuracy, FourTones } from '@contract';
import { DASH, formatDb, formatSmall } from '../controls/format';

/** What one sees, in two sentences. */
export function explainTones({ tones }: Pick<FourTones, 'tones'>): readonly [string, string] {
  const names = tones.map(({ hz }) => String(hz));
  const last = names.pop() ?? '';
  const list = names.length > 0 ? `${names.join(', ')} and ${last}` : last;
  return [
    `Tones called ${list} Hz in the experiment, one after the other: above, how strong each bin is.`,
    "Below, the same in dB re the reference's maximum, where the network's error shows around the tones."
  ];
}

/** `SNR 130.5 dB · mean squared error 2.1e-17 · largest error 4.4e-8` */
export function accuracyWords({ snrDb, mse, maxAbsError }: Accuracy): string {
  const snr = snrDb === null ? DASH : `${formatDb(snrDb)} dB`;
  return `SNR ${snr} · mean squared error ${formatSmall(mse)} · largest error ${formatSmall(maxAbsError)}`;
}
