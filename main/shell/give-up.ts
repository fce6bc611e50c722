import { app, dialog } from 'electron';

/** Ends the app over an error that it cannot go on with: on the terminal first, for where nobody sees a dialog. */
export function giveUp(error: unknown): void {
  const reason = `The app cannot go on: ${error instanceof Error ? error.message : String(error)}`;
  process.stderr.write(`${error instanceof Error ? (error.stack ?? reason) : reason}\n`);
  dialog.showErrorBox(app.getName(), reason);
  app.exit(1);
}
