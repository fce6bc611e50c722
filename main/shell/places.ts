import { join } from 'node:path';
import { app } from 'electron';

/** Where the parts of the app lie, packaged or not. */
export interface Places {
  readonly page: string;
  readonly preload: string;
  /** Preload of the pages that decode. */
  readonly decoderPreload: string;
  readonly engine: string;
  readonly icon: string;
  readonly sampleClip: string;
  readonly bundledNetwork: string;
  readonly state: string;
  /** Folder of all training runs. */
  readonly runs: string;
  /** Recordings that are not saved yet. */
  readonly takes: string;
  readonly log: string;
  /** The list of clips. */
  readonly clipList: string;
  /** Test signals made by a person. */
  readonly signals: string;
  /** Decoded samples of the sounds that are open. */
  readonly decoded: string;
}

/** @param built the folder of the bundled main process */
export function places(built: string): Places {
  const resources = app.isPackaged ? join(process.resourcesPath, 'bundled') : join(built, '../../resources');
  const user = app.getPath('userData');
  return {
    page: join(built, '../renderer'),
    preload: join(built, '../preload/index.cjs'),
    decoderPreload: join(built, '../preload/decoder.cjs'),
    engine: join(built, 'engine.cjs'),
    icon: join(resources, 'icons/256x256.png'),
    sampleClip: join(resources, 'clip.wav'),
    bundledNetwork: join(resources, 'networks/shared-frame.checkpoint'),
    state: join(user, 'state.json'),
    runs: join(user, 'runs'),
    takes: join(user, 'takes'),
    log: join(user, 'logs', 'app.log'),
    clipList: join(user, 'clips.json'),
    signals: join(user, 'signals'),
    decoded: join(user, 'decoded')
  };
}
