import { app, dialog } from 'electron';

/** Says why the app cannot go on, and ends it. */
export function giveUp(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  dialog.showErrorBox(app.getName(), `The app cannot go on: ${reason}`);
  app.exit(1);
}
