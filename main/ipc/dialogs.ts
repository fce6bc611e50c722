import { dialog, type BrowserWindow, type FileFilter, type SaveDialogOptions } from 'electron';
import type { ExportFormat } from '@contract';
import { SOUND_EXTENSIONS } from './sound-extensions';

const AUDIO: FileFilter[] = [
  { name: 'Sound', extensions: [...SOUND_EXTENSIONS] },
  { name: 'All files', extensions: ['*'] }
];
const CHECKPOINTS: FileFilter[] = [
  { name: 'Checkpoints and TensorFlow.js models', extensions: ['checkpoint', 'json'] },
  { name: 'All files', extensions: ['*'] }
];

const EXPORTS: Readonly<Record<ExportFormat, { title: string; name: string; extension: string }>> = {
  checkpoint: { title: 'Save the checkpoint', name: 'Checkpoints', extension: 'checkpoint' },
  'layers-model': { title: 'Export for TensorFlow.js', name: 'TensorFlow.js layers model', extension: 'json' },
  npy: { title: 'Export the weights', name: 'NumPy array', extension: 'npy' }
};

/** Asks a person for paths; each answers null where the dialog was closed. */
export class Dialogs {
  /** @param parent the window the dialogs belong to, or null where none is open */
  constructor(private readonly parent: () => BrowserWindow | null) {}

  /** One sound or several. */
  audioToOpen(): Promise<readonly string[] | null> {
    return this.#open('Open audio', AUDIO, ['openFile', 'multiSelections']);
  }

  async checkpointToOpen(): Promise<string | null> {
    return (await this.#open('Load a checkpoint', CHECKPOINTS, ['openFile']))?.[0] ?? null;
  }

  checkpointToSave(defaultPath: string): Promise<string | null> {
    return this.#save('Save the checkpoint', { defaultPath, filters: CHECKPOINTS });
  }

  /** @param network what the file is called at first */
  weightsToSave(network: string, format: ExportFormat): Promise<string | null> {
    const { title, name, extension } = EXPORTS[format];
    return this.#save(title, {
      defaultPath: format === 'layers-model' ? 'model.json' : `${network}.${extension}`,
      filters: [{ name, extensions: [extension] }]
    });
  }

  curveToSave(defaultPath: string): Promise<string | null> {
    return this.#save('Save the curve', { defaultPath, filters: [{ name: 'CSV', extensions: ['csv'] }] });
  }

  tableToSave(defaultPath: string): Promise<string | null> {
    return this.#save('Save the table', { defaultPath, filters: [{ name: 'CSV', extensions: ['csv'] }] });
  }

  arrayToSave(defaultPath: string): Promise<string | null> {
    return this.#save('Save the weights', { defaultPath, filters: [{ name: 'NumPy array', extensions: ['npy'] }] });
  }

  soundToSave(defaultPath: string): Promise<string | null> {
    return this.#save('Save the sound', { defaultPath, filters: [{ name: 'WAV', extensions: ['wav'] }] });
  }

  pictureToSave(defaultPath: string): Promise<string | null> {
    return this.#save('Save the picture', { defaultPath, filters: [{ name: 'PNG', extensions: ['png'] }] });
  }

  async #save(title: string, options: Pick<SaveDialogOptions, 'defaultPath' | 'filters'>): Promise<string | null> {
    const parent = this.parent();
    const asked = { title, ...options };
    const answer = await (parent ? dialog.showSaveDialog(parent, asked) : dialog.showSaveDialog(asked));
    return answer.canceled || !answer.filePath ? null : answer.filePath;
  }

  async #open(
    title: string,
    filters: FileFilter[],
    properties: ('openFile' | 'multiSelections')[]
  ): Promise<readonly string[] | null> {
    const options = { title, filters, properties };
    const parent = this.parent();
    const answer = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
    return answer.canceled ? null : answer.filePaths;
  }
}
