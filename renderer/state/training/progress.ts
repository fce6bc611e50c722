import type { TrainingPlan, TrainingPoint } from '@contract';

/** How far a run is; null where its end cannot be foretold. */
export interface Progress {
  /** 0 to 1. */
  readonly share: number | null;
  readonly secondsLeft: number | null;
}

type Points = readonly TrainingPoint[];

/** Steps that the present speed is taken from. */
const RECENT = 32;
/** A curve that rises less foretells nothing. */
const LEAST_DB_PER_STEP = 1e-6;

const UNKNOWN: Progress = { share: null, secondsLeft: null };

/**
 * How far a run is towards its last epoch, or towards the accuracy it aims at, as its curve rises now; the plateau
 * comes unforetold. Of two ends, the one that comes first.
 * @param stepsPerEpoch of the plan
 */
export function progressOf(
  points: Points,
  { epochs, untilDb }: Pick<TrainingPlan, 'epochs' | 'untilDb'>,
  stepsPerEpoch: number
): Progress {
  const ends = [
    ...(epochs === null ? [] : [towardsStep(points, epochs * stepsPerEpoch)]),
    ...(untilDb === null ? [] : [towardsSnr(points, untilDb)])
  ];
  return ends.reduce((soonest, end) => (timeOf(end) < timeOf(soonest) ? end : soonest), ends[0] ?? UNKNOWN);
}

/** Steps of one pass through a fixed set; the recipe's count for examples that are always fresh. */
export function stepsPerEpochOf(
  { examples, batch }: Pick<TrainingPlan, 'examples' | 'batch'>,
  recipeSteps: number
): number {
  return examples === null ? recipeSteps : Math.ceil(examples / batch);
}

function towardsStep(points: Points, total: number): Progress {
  const last = points[points.length - 1];
  if (!last) return { share: 0, secondsLeft: null };
  const speed = secondsPerStep(points);
  const left = Math.max(0, total - last.step);
  return { share: Math.min(1, last.step / total), secondsLeft: speed === null ? null : left * speed };
}

function towardsSnr(points: Points, aim: number): Progress {
  const first = snrOf(points.find(({ snrDb }) => snrDb !== null));
  const { before, last } = recentlyMeasured(points);
  if (!first || !before || !last || aim <= first.snrDb) return UNKNOWN;
  const share = Math.min(1, Math.max(0, (last.snrDb - first.snrDb) / (aim - first.snrDb)));
  const slope = (last.snrDb - before.snrDb) / (last.step - before.step);
  const speed = secondsPerStep(points);
  if (!(slope > LEAST_DB_PER_STEP) || speed === null) return { share, secondsLeft: null };
  return { share, secondsLeft: (Math.max(0, aim - last.snrDb) / slope) * speed };
}

interface Measured {
  readonly step: number;
  readonly snrDb: number;
}

function snrOf(point: TrainingPoint | undefined): Measured | null {
  return point && point.snrDb !== null ? { step: point.step, snrDb: point.snrDb } : null;
}

/** The last measurement, and the earliest of the `RECENT` last ones. */
function recentlyMeasured(points: Points): { readonly before: Measured | null; readonly last: Measured | null } {
  let before: Measured | null = null;
  let last: Measured | null = null;
  for (let i = points.length - 1, count = 0; i >= 0 && count < RECENT; i--) {
    const measured = snrOf(points[i]);
    if (!measured) continue;
    before = measured;
    last ??= measured;
    count++;
  }
  return { before, last };
}

/** With what lies between the steps, such as measuring; null for a single one. */
function secondsPerStep(points: Points): number | null {
  const last = points[points.length - 1];
  const before = points[Math.max(0, points.length - RECENT)];
  if (!last || !before || last.step <= before.step) return null;
  return (last.seconds - before.seconds) / (last.step - before.step);
}

function timeOf({ secondsLeft }: Progress): number {
  return secondsLeft ?? Infinity;
}
