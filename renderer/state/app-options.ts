import type { AppApi, CommandName, MenuAction } from '@contract';
import type { AppState } from './app.svelte';
import type { Recording } from './recording/recording';
import type { Transport } from './view-types';

export interface AppOptions {
  readonly api: AppApi;
  /** The window that main sends ports to. */
  readonly target: Window;
  readonly transport: Transport;
  readonly recorder: (app: AppState) => Recording;
  readonly onMenu: (action: MenuAction) => void;
}

/** Commands without arguments whose answer comes as an event, too. */
export type PlainCommand = Extract<
  CommandName,
  'chooseClip' | 'openSampleClip' | 'chooseCheckpoint' | 'useBundledNetwork' | 'restoreSettings'
>;
