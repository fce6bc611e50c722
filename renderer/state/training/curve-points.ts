import { MAX_POINTS_PER_REPLY, type TrainingPoint } from '@contract';

type Points = readonly TrainingPoint[];

/**
 * A curve with what follows one of its steps: points beyond `afterStep` belong to steps that are taken again.
 * @param fresh in the order of their steps, all beyond `afterStep`
 */
export function continued(points: Points, afterStep: number, fresh: Points): Points {
  const kept = upTo(points, afterStep);
  if (fresh.length === 0) return kept;
  return [...kept, ...fresh];
}

/** Both parts of one curve in the order of their steps; where they overlap, `later` is right. */
export function joined(earlier: Points, later: Points): Points {
  const first = later[0];
  return first ? continued(earlier, first.step - 1, later) : earlier;
}

/** The newest SNR on held-out noise in dB; not every point has one. */
export function newestSnr(points: Points): number | null {
  for (let i = points.length - 1; i >= 0; i--) {
    const snrDb = points[i]?.snrDb;
    if (snrDb !== null && snrDb !== undefined) return snrDb;
  }
  return null;
}

/** Reads a curve page by page, from the step behind `afterStep` to its end. */
export async function allPages(
  read: (afterStep: number) => Promise<{ readonly points: Points }>,
  afterStep = 0
): Promise<Points> {
  const all: TrainingPoint[] = [];
  for (let more = true; more;) {
    const { points } = await read(all[all.length - 1]?.step ?? afterStep);
    for (const point of points) all.push(point);
    more = points.length >= MAX_POINTS_PER_REPLY;
  }
  return all;
}

function upTo(points: Points, step: number): Points {
  let count = points.length;
  while (count > 0 && (points[count - 1]?.step ?? 0) > step) count--;
  return count === points.length ? points : points.slice(0, count);
}
