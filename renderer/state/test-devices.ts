import type { Recording } from './recording/recording';
import type { Transport } from './view-types';

/** A player that does nothing, for tests. */
export const SILENT_TRANSPORT: Transport = {
  phase: 'stopped',
  seconds: 0,
  durationSeconds: 10,
  error: null,
  load: () => undefined,
  swap: () => undefined,
  play: () => Promise.resolve(),
  pause: () => undefined,
  toggle: () => undefined,
  seek: () => undefined,
  setVolume: () => undefined,
  setSpeed: () => undefined,
  setLoop: () => undefined,
  dispose: () => undefined
};

/** A recorder that does nothing, for tests. */
export const IDLE_RECORDER: Recording = {
  phase: 'idle',
  seconds: 0,
  level: { channels: [], clipped: false },
  devices: [],
  device: '',
  live: null,
  toggle: () => Promise.resolve(),
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
  togglePause: () => undefined,
  clearClip: () => undefined,
  analyse: () => undefined,
  useDevice: () => Promise.resolve(),
  dispose: () => undefined
};
