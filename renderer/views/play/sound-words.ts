import type { Resynthesis, Sound } from '@contract';
import { formatDb } from '../../controls/format';
import type { HearingState } from '../../state/hearing.svelte';

/** What a person reads of the sounds there are to hear. */
export const SOUND_WORDS: Readonly<
  Record<Sound, { readonly title: string; readonly key: string; readonly hint: string }>
> = {
  original: { title: 'Original', key: 'O', hint: 'the clip as it is' },
  reference: { title: 'Reference', key: 'R', hint: 'the exact spectrogram as sound' },
  network: { title: 'Network', key: 'N', hint: 'its spectrogram as sound' },
  difference: { title: 'Difference', key: 'E', hint: 'the network’s errors, amplified' }
};

export interface Heard {
  readonly chosen: Sound;
  readonly heard: Sound;
  readonly made: Resynthesis | null;
  readonly state: HearingState;
}

/** What is played now, where that is not simply the original: `network, +0.3 dB`. */
export function heardNote({ chosen, heard, made, state }: Heard): string | null {
  if (state.phase === 'failed') return `hearing the original: ${state.reason}`;
  const what = heard === 'original' ? 'original' : `${heard}${gainWords(heard, made)}`;
  if (state.phase === 'computing' && (heard !== chosen || made === null)) {
    return `hearing the ${what} · computing the ${chosen}, ${Math.round(100 * state.done)} %`;
  }
  return heard === 'original' ? null : `hearing the ${what}`;
}

function gainWords(heard: Sound, made: Resynthesis | null): string {
  if (!made) return '';
  const gain = formatDb(made.gainDb);
  if (heard === 'difference') return `, amplified by ${gain} dB`;
  return Number(gain) === 0 ? '' : `, at ${made.gainDb > 0 ? '+' : ''}${gain} dB`;
}
