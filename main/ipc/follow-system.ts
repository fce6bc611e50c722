import { app } from 'electron';
import type { MainWindow } from '../shell/main-window';
import type { Clips } from './clips';

/** Opens what the system hands over while the app runs, and ends the app with its last window where that is usual. */
export function followSystem({ clips, window }: { readonly clips: Clips; readonly window: MainWindow }): void {
  const open = (file: unknown): void => {
    window.open();
    // A failure is shown in the window.
    if (typeof file === 'string') clips.open(file).catch(() => undefined);
  };
  app.on('second-instance', (_event, _args, _folder, data) => open((data as { file?: unknown } | null)?.file));
  app.on('open-file', (_event, path) => open(path));
  app.on('activate', () => window.open());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}
