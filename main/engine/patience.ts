import { SKETCH_LEVEL } from '@contract';
import type { Call } from '@contract/schemas';

/** What completes the waveform: one number a sample. */
const COMPLETES = 1;
/** What a person waits to hear. */
const HEARS = 1;
/** What completes the spectrograms, which takes longest. */
const COMPLETES_SPECTROGRAM = 2;
/** Numbers about pictures that are drawn already. */
const MEASURES = 3;

/** How long a call can wait: it gives way to all of less patience. At 0 something on screen is not there yet. */
export function patienceOf(call: Call): number {
  switch (call.kind) {
    case 'peaks':
      return COMPLETES;
    case 'resynthesize':
      return HEARS;
    case 'tile':
      return call.level < SKETCH_LEVEL ? 0 : COMPLETES_SPECTROGRAM;
    case 'maximum':
    case 'measure':
      return MEASURES;
    default:
      return 0;
  }
}
