import type { MainWindow } from '../shell/main-window';
import type { EngineReport } from '../supervisor/engine-process';
import type { ClipExports } from './clip-exports';
import type { Clips } from './clips';
import type { Networks } from './networks';
import type { Runs } from './runs';
import type { SessionStore } from './session-store';
import type { Sounds } from './sounds';
import type { Training } from './training';

export interface ReportRooms {
  readonly store: Pick<SessionStore, 'notify' | 'setTrial'>;
  readonly clips: Pick<Clips, 'report'>;
  readonly clipExports: Pick<ClipExports, 'report'>;
  readonly networks: Pick<Networks, 'report'>;
  readonly training: Pick<Training, 'report'>;
  readonly runs: Pick<Runs, 'report'>;
  readonly sounds: Pick<Sounds, 'offered' | 'withdrawn'>;
  readonly window: Pick<MainWindow, 'showProgress'>;
}

/** What an engine tells without being asked, to whom it concerns. */
export function passOnReport(message: EngineReport, rooms: ReportRooms): void {
  switch (message.type) {
    case 'network':
      return rooms.networks.report(message.network);
    case 'trial':
      return rooms.store.setTrial(message.trial);
    case 'opening':
      return rooms.clips.report(message.id, message.done);
    case 'saving':
      return rooms.clipExports.report(message.saving, message.done);
    case 'sound-offered':
      return void rooms.sounds.offered(message.offer, message.sound);
    case 'sound-withdrawn':
      return void rooms.sounds.withdrawn(message.id);
    case 'training-state':
      return rooms.training.report(message.state);
    case 'run-progress':
      rooms.runs.report(message.progress);
      return rooms.window.showProgress(message.progress);
    case 'notice':
      return rooms.store.notify(message.notice.level, message.notice.text);
  }
}
