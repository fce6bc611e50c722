import type { ClipOrigin, SignalKind, WavEncoding } from '@contract';

/** What every test signal is called, and what it is good for. */
export const SIGNAL_WORDS: Readonly<Record<SignalKind, { readonly title: string; readonly note: string }>> = {
  sine: { title: 'sine', note: 'One steady tone: one bright row, as wide as the window makes it.' },
  'two-tones': { title: 'two close tones', note: 'Closer than about two bins they melt into one row that beats.' },
  sweep: { title: 'sweep', note: 'A tone that rises or falls evenly: a slanted line.' },
  'four-tones': { title: 'four tones of the experiment', note: '2048 samples with peaks in bins 25, 50, 75 and 100.' },
  impulse: { title: 'impulse', note: 'One sample: every frequency at one time, a bright column.' },
  'white-noise': { title: 'white noise', note: 'Equal power at all frequencies: what networks learn from here.' },
  'pink-noise': { title: 'pink noise', note: 'Equal power in every octave: 3 dB less for each.' },
  silence: { title: 'silence', note: 'Nothing at all, exactly.' }
};

export const ORIGIN_WORDS: Readonly<Record<ClipOrigin, string>> = {
  file: 'file',
  recording: 'recording',
  signal: 'test signal',
  sample: 'sample'
};

export const ENCODING_WORDS: Readonly<Record<WavEncoding, string>> = {
  pcm16: '16-bit PCM',
  pcm24: '24-bit PCM',
  float32: '32-bit float'
};
