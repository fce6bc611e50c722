import type { Planes } from './gather';

/** page -> worklet: what was taken before a pause or the end is sent at once. */
export type CaptureCommand = 'take' | 'pause' | 'end';

/** worklet -> page */
export type CaptureMessage =
  | { readonly type: 'block'; readonly values: Planes }
  /** Everything taken so far was sent. */
  | { readonly type: 'flushed' };
