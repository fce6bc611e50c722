import { extname } from 'node:path';

/** What files of sound are called; what is in them is told by their content. */
export const SOUND_EXTENSIONS = [
  'wav',
  'wave',
  'rf64',
  'bwf',
  'flac',
  'mp3',
  'mp2',
  'm4a',
  'm4b',
  'mp4',
  'mov',
  'aac',
  'ogg',
  'oga',
  'opus',
  'webm',
  'weba',
  'mka',
  'aiff',
  'aif',
  'aifc',
  'caf'
] as const;

export function hasSoundExtension(path: string): boolean {
  const extension = extname(path).slice(1).toLowerCase();
  return SOUND_EXTENSIONS.some((known) => known === extension);
}

/** What a sound is called without what its file is called by: `My song.flac` and `sine 440.5 Hz` end in different ways. */
export function withoutSoundExtension(name: string): string {
  return hasSoundExtension(name) ? name.slice(0, name.length - extname(name).length) : name;
}
