import type { MainWindow } from '../shell/main-window';
import type { EngineReport } from '../supervisor/engine-process';
import type { ClipExports } from './clip-exports';
import type { Clips } from './clips';
import type { Networks } from './networks';
import type { Runs } from './runs';
import type { SessionStore } from './session-store';
import type { Training } from './training';

export interface ReportRooms {
  readonly store: Pick<SessionStore, 'notify' | 'setTrial'>;
  readonly clips: Pick<Clips, 'report'>;
  readonly clipExports: Pick<ClipExports, 'report'>;
  readonly networks: Pick<Networks, 'report'>;
  readonly training: Pick<Training, 'report'>;
  readonly runs: Pick<Runs, 'report'>;
  readonly window: Pick<MainWindow, 'showProgress'>;
}

/** Hands what an engine tells without being asked to whom it concerns. */
export function takeReport(
  message: EngineReport,
  { store, clips, clipExports, networks, training, runs, window }: ReportRooms
): void {
  switch (message.type) {
    case 'network':
      return networks.report(message.network);
    case 'trial':
      return store.setTrial(message.trial);
    case 'opening':
      return clips.report(message.id, message.done);
    case 'saving':
      return clipExports.report(message.saving, message.done);
    case 'training-state':
      return training.report(message.state);
    case 'run-progress':
      runs.report(message.progress);
      return window.showProgress(message.progress);
    case 'notice':
      return store.notify(message.notice.level, message.notice.text);
  }
}
