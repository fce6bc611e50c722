import type { TrainingPoint } from '@contract';
import { mseOfSnr, snrOfMse } from './landmarks';

/** One point at `step`, a hundredth of a second and ten milliseconds a step. */
export function pointAt(step: number, mse: number, snrDb: number | null = null): TrainingPoint {
  return { epoch: 1, step, mse, snrDb, seconds: step / 100, msPerStep: 10, learningRate: 0.75 };
}

export interface CurveShape {
  readonly steps: number;
  readonly firstStep?: number;
  /** dB gained a step. */
  readonly rise: number;
  /** Where it stays, in dB. */
  readonly floorDb?: number;
  /** Steps from one measurement to the next. */
  readonly measuredEvery?: number;
}

/** A curve that rises evenly to its floor, with noise of about 1 dB that follows from the step alone. */
export function curveOf({
  steps,
  firstStep = 1,
  rise,
  floorDb = 130.6,
  measuredEvery = 1
}: CurveShape): TrainingPoint[] {
  return Array.from({ length: steps }, (_, i) => {
    const noise = Math.sin(i * i * 0.7) + Math.sin(i * 12.9898);
    const mse = mseOfSnr(Math.min(floorDb, i * rise) + noise * 0.5);
    return pointAt(firstStep + i, mse, i % measuredEvery === 0 ? snrOfMse(mse) : null);
  });
}
