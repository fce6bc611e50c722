import { basename } from 'node:path';
import { AppError, type ClipInfo } from '@contract';
import type { PcmFile } from '../../audio/pcm-file';
import { openWav } from '../../audio/wav/open';

interface OpenClip {
  readonly info: ClipInfo;
  readonly file: PcmFile;
}

/** The clips this engine has open, by id; owns their files. */
export class ClipStore {
  readonly #clips = new Map<string, OpenClip>();

  /**
   * Opens an audio file under an id.
   * @throws AudioError where it cannot be read; nothing is kept then.
   */
  async open(id: string, path: string, name = basename(path)): Promise<ClipInfo> {
    const file = await openWav(path, name);
    const { rate, channels, samples, encoding } = file;
    const info: ClipInfo = { id, name, rate, channels, samples, seconds: samples / rate, encoding };
    await this.close(id);
    this.#clips.set(id, { info, file });
    return info;
  }

  async close(id: string): Promise<void> {
    const clip = this.#clips.get(id);
    this.#clips.delete(id);
    await clip?.file.close();
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#clips.keys()].map((id) => this.close(id)));
  }

  /** @throws AppError `not-found` where no such clip is open. */
  get(id: string): OpenClip {
    const clip = this.#clips.get(id);
    if (!clip) throw new AppError('not-found', 'This clip is not open any more. Open the file again.');
    return clip;
  }
}
