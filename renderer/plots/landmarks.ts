/** Accuracies to measure a network by, as signal-to-noise ratio in dB on noise. */
export interface Landmark {
  readonly snrDb: number;
  readonly name: string;
  /** What reaches it, as a sentence part. */
  readonly meaning: string;
}

export const LANDMARKS: readonly Landmark[] = [
  { snrDb: 0, name: 'zero', meaning: 'a network that always answers zero' },
  { snrDb: 70.7, name: 'TF32', meaning: 'where matrix products in TF32 stop' },
  { snrDb: 119.9, name: 'article', meaning: "the experiment's own result" },
  { snrDb: 131.6, name: 'float32', meaning: 'the exact dense weights in float32' }
];

/** Mean square of the reference on noise of unit power: the error of answering zero, which is 0 dB. */
export const ZERO_MSE = 0.001937;

export function snrOfMse(mse: number): number {
  return 10 * Math.log10(ZERO_MSE / mse);
}

export function mseOfSnr(snrDb: number): number {
  return ZERO_MSE / 10 ** (snrDb / 10);
}
