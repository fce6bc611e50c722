import type { Recurrence } from '@contract';
import { csvOf } from '../../state/inspect/exportable';
import { formatDb, formatHz } from '../../controls/format';
import type { HeatScene } from './heat-scene';
import { largestModulus, modulusWords } from './plane-scene';

/** Bottom of the levels, in dB re the largest value of the ideal response. */
const FLOOR_DB = -120;
/** Width of a bin at 8 kHz. */
const BIN_HZ = 31.25;

/** What an impulse makes in the frames after it, in dB re the largest value of the ideal response. */
export function impulseScene({ frames, bins, learned, ideal }: Recurrence): HeatScene {
  const most = ideal.reduce((largest, value) => Math.max(largest, value), 0);
  const levels = (values: Float32Array): Float32Array =>
    values.map((value) => (value > 0 && most > 0 ? 20 * Math.log10(value / most) : -Infinity));
  return {
    fields: [
      { title: 'learned', values: levels(learned) },
      { title: 'ideal', values: levels(ideal) }
    ],
    across: { count: frames, label: 'frames after the impulse', words: (frame) => `frame ${frame}` },
    up: { count: bins, label: 'bin', words: (bin) => `bin ${bin}, ${formatHz(bin * BIN_HZ)} at 8 kHz` },
    range: { low: FLOOR_DB, high: 0 },
    unit: 'dB re max.',
    valueWords: (value) => (value === -Infinity ? 'nothing' : `${formatDb(value)} dB`)
  };
}

/** What the eigenvalues say of the memory. */
export function memoryWords({ eigenvalues, idealEigenvalues }: Recurrence): readonly string[] {
  const most = largestModulus(eigenvalues);
  const fate =
    most < 1
      ? `What was heard fades, in the long run to ${percentWords(most)} or less with every hop.`
      : 'Inputs of long ago grow instead of fading: the network is unstable.';
  return [
    `Largest modulus learned: ${modulusWords(most)}. ${fate}`,
    `The ideal memory is a delay line: its ${idealEigenvalues.length / 2} eigenvalues are all zero, and after four hops it has forgotten everything.`
  ];
}

function percentWords(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}

/** Eigenvalues side by side as CSV. */
export function eigenvalueTable({ eigenvalues, idealEigenvalues }: Recurrence): string {
  const part = (numbers: Float64Array, at: number): Float64Array => numbers.filter((_, i) => i % 2 === at);
  return csvOf([
    { name: 'learned, real part', values: part(eigenvalues, 0) },
    { name: 'learned, imaginary part', values: part(eigenvalues, 1) },
    { name: 'ideal, real part', values: part(idealEigenvalues, 0) },
    { name: 'ideal, imaginary part', values: part(idealEigenvalues, 1) }
  ]);
}
