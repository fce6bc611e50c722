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

/**
 * What is played now, where that is not simply the original: `hearing the network, SNR 118.3 dB · by the exact inverse`.
 * @param inverse what the learned inverse that made it is called, null for the exact one
 */
export function heardNote({ chosen, heard, made, state }: Heard, inverse: string | null): string | null {
  if (state.phase === 'failed') return `hearing the original: ${state.reason}`;
  const what = heard === 'original' ? 'original' : `${heard}${madeWords(heard, made)}`;
  if (state.phase === 'computing' && (heard !== chosen || made === null)) {
    return `hearing the ${what} · computing the ${chosen}, ${Math.round(100 * state.done)} %`;
  }
  if (heard === 'original') return null;
  return `hearing the ${what} · by ${inverseWords(inverse)}`;
}

/** @param name of a learned inverse, null for the exact one */
export function inverseWords(name: string | null): string {
  return name === null ? 'the exact inverse' : `the learned inverse “${name}”`;
}

function madeWords(heard: Sound, made: Resynthesis | null): string {
  if (made?.isSilent) return ', of which nothing but silence is left';
  const snr = made && made.snrDb !== null ? `, SNR ${formatDb(made.snrDb)} dB` : '';
  return `${gainWords(heard, made)}${snr}`;
}

function gainWords(heard: Sound, made: Resynthesis | null): string {
  if (!made) return '';
  const gain = formatDb(made.gainDb);
  if (heard === 'difference') return `, amplified by ${gain} dB`;
  return gain === formatDb(0) ? '' : `, at ${made.gainDb > 0 ? '+' : ''}${gain} dB`;
}
