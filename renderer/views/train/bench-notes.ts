import type { BackendInfo, NetworkFacts } from '@contract';

export interface BenchNote {
  readonly kind: 'fallback' | 'tf32' | 'no-sound';
  readonly text: string;
}

export interface BenchCircumstances {
  /** What the runs compute with, null where it is not known yet. */
  readonly backend: BackendInfo | null;
  /** As the badge calls it. */
  readonly backendName: string | null;
  /** Of a product of 256 x 256 against float64; null where it was not tried yet. */
  readonly relativeError: number | null;
  /** Of the network in the plan. */
  readonly facts: NetworkFacts | null;
  /** The network whose spectrogram is shown. */
  readonly shown: string | null;
}

/** Products with a larger error than this have lost digits to TF32. */
export const FLOAT32_ERROR = 1e-5;

/** What a person should know before trusting a curve. */
export function benchNotes(circumstances: BenchCircumstances): readonly BenchNote[] {
  const { backend, backendName, relativeError, facts, shown } = circumstances;
  const notes: BenchNote[] = [];
  if (backend?.reason) {
    const text = `Training runs on ${backendName}, which is slow for dense-stft and enough for the small networks. ${backend.reason}`;
    notes.push({ kind: 'fallback', text });
  }
  if (relativeError !== null && relativeError > FLOAT32_ERROR) {
    const text =
      `Matrix products here keep about ten bits (relative error ${relativeError.toExponential(1)}): the GPU uses TF32, ` +
      'and accuracy stops near 70.7 dB. Start with NVIDIA_TF32_OVERRIDE=0 for all of float32.';
    notes.push({ kind: 'tf32', text });
  }
  if (facts && facts.frames === 0) {
    const still = shown === null ? 'no picture is shown of it' : `the pictures below go on showing ${shown}`;
    notes.push({
      kind: 'no-sound',
      text: `${facts.name} makes no spectrogram: ${still}, and its curve tells how it learns.`
    });
  }
  return notes;
}
