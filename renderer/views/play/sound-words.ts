import type { Resynthesis, Sound } from '@contract';
import { formatDb } from '../../controls/format';
import type { HearingState } from '../../state/hearing.svelte';
import type { TimeSpan } from '../../state/view-types';

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

/** `2.000 s to 4.500 s · 2.500 s long` */
export function regionNote({ startSeconds, endSeconds }: TimeSpan): string {
  const [start, end, length] = [startSeconds, endSeconds, endSeconds - startSeconds].map((s) => `${s.toFixed(3)} s`);
  return `${start} to ${end} · ${length} long`;
}

/** How it is played, where that is not once at its own speed: `looped · at 0.5× speed`. */
export function paceNote({ looping, speed }: { readonly looping: boolean; readonly speed: number }): string | null {
  const parts = [...(looping ? ['looped'] : []), ...(speed === 1 ? [] : [`at ${speed}× speed`])];
  return parts.length === 0 ? null : parts.join(' · ');
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
