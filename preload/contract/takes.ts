import type { ClipInfo } from './session';

/** Channels of a recording at most. */
export const MAX_CHANNELS = 2;

/** A recording that was not saved yet. */
export interface TakeInfo {
  /** No two have the same. */
  readonly name: string;
  readonly seconds: number;
}

/** The recording that is the open clip, null where that is none. */
export function openTake(clip: ClipInfo | null, takes: readonly TakeInfo[]): TakeInfo | null {
  return takes.find(({ name }) => name === clip?.take) ?? null;
}
