import { ipcMain, type WebContents } from 'electron';
import { CHANNEL } from '@contract';
import type { Clips } from './clips';
import type { Door } from './door';
import { droppedFiles } from './dropped-files';

/** Opens the two ways in: commands of the page, and files that the preload saw a person drop or paste. */
export function attachDoors(door: Door<WebContents>, clips: Clips, log: (text: string) => void): void {
  ipcMain.handle(CHANNEL.command, (event, name: unknown, args: unknown) => door.enter(event, name, args));
  ipcMain.handle(CHANNEL.drop, async (event, paths: unknown) => {
    const stranger = door.stranger(event);
    const files = stranger ? null : droppedFiles(paths);
    if (files === null) log(`refused dropped files from ${stranger ?? 'the page'}`);
    // A failure is shown in the window.
    else await clips.openFirst(files).catch(() => undefined);
  });
}
