import type { SignalChoice } from '@contract/schemas';

/** What a test signal is called: `sine 440 Hz, 2 s`. It may be the name of a file. */
export function signalName(signal: SignalChoice): string {
  switch (signal.kind) {
    case 'four-tones':
      return 'four tones';
    case 'sine':
      return `sine ${signal.hz} Hz, ${signal.seconds} s`;
    case 'two-tones':
      return `two tones ${signal.apartHz} Hz apart at ${signal.hz} Hz, ${signal.seconds} s`;
    case 'sweep':
      return `sweep ${signal.fromHz} to ${signal.toHz} Hz, ${signal.seconds} s`;
    case 'impulse':
      return `impulse at ${signal.atSeconds} s, ${signal.seconds} s`;
    case 'white-noise':
      return `white noise, ${signal.seconds} s`;
    case 'pink-noise':
      return `pink noise, ${signal.seconds} s`;
    case 'silence':
      return `silence, ${signal.seconds} s`;
  }
}
