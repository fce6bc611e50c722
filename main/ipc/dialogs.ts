import { dialog, type BrowserWindow, type FileFilter } from 'electron';
import { SOUND_EXTENSIONS } from './sound-extensions';

const AUDIO: FileFilter[] = [
  { name: 'Sound', extensions: [...SOUND_EXTENSIONS] },
  { name: 'All files', extensions: ['*'] }
];
const CHECKPOINTS: FileFilter[] = [
  { name: 'Checkpoints', extensions: ['checkpoint'] },
  { name: 'All files', extensions: ['*'] }
];

/** Asks a person for paths; each answers null where the dialog was closed. */
export class Dialogs {
  /** @param parent the window the dialogs belong to, or null where none is open */
  constructor(private readonly parent: () => BrowserWindow | null) {}

  audioToOpen(): Promise<string | null> {
    return this.#open('Open audio', AUDIO);
  }

  checkpointToOpen(): Promise<string | null> {
    return this.#open('Load a checkpoint', CHECKPOINTS);
  }

  async checkpointToSave(defaultPath: string): Promise<string | null> {
    const options = { title: 'Save the checkpoint', defaultPath, filters: CHECKPOINTS };
    const parent = this.parent();
    const answer = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options));
    return answer.canceled || !answer.filePath ? null : answer.filePath;
  }

  async #open(title: string, filters: FileFilter[]): Promise<string | null> {
    const options = { title, filters, properties: ['openFile' as const] };
    const parent = this.parent();
    const answer = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
    return answer.canceled ? null : (answer.filePaths[0] ?? null);
  }
}
