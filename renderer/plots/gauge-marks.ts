import { LANDMARKS, type Landmark } from './landmarks';

/** Right end of the gauge in dB; 0 dB is its left end. */
export const GAUGE_END_DB = 140;

export interface GaugeMark extends Landmark {
  /** Where on the track it stands, from 0 to 1. */
  readonly share: number;
  /** Part of its name that lies left of it, from 0 to 1. */
  readonly lean: number;
  /** Row of its name below the track, 0 or 1. */
  readonly row: number;
}

/** Part of the track that an accuracy in dB fills, from 0 to 1; beyond its ends it is empty or full. */
export function gaugeShare(snrDb: number): number {
  return Math.min(GAUGE_END_DB, Math.max(0, snrDb)) / GAUGE_END_DB;
}

/**
 * The landmarks with the places of their names. Two rows take turns, and a name lies the farther left of its mark the
 * farther right the mark stands: names never meet, nor do they leave the track.
 */
export function gaugeMarks(): readonly GaugeMark[] {
  return LANDMARKS.map((landmark, i) => {
    const share = gaugeShare(landmark.snrDb);
    return { ...landmark, share, lean: share ** 0.25, row: i % 2 };
  });
}
