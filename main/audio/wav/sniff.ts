import type { Refusal } from './format';

const EXPORT = 'export it as PCM or float WAV';

/** Files that are taken for WAV now and then, by how they begin. */
const OTHERS: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^fLaC/, 'a FLAC file'],
  [/^ID3|^\xff[\xe2-\xff]/, 'an MP3 file'],
  [/^OggS/, 'an Ogg file'],
  [/^FORM....AIF[FC]/s, 'an AIFF file'],
  [/^....ftyp/s, 'an MP4 or M4A file'],
  [/^.E\xdf\xa3/s, 'a WebM or Matroska file'],
  [/^caff/, 'a CAF file'],
  [/^\.snd/, 'an AU file'],
  [/^riff/, 'a Wave64 file'],
  [/^PK/, 'a ZIP archive'],
  [/^[\t\n\r\x20-\x7e]+$/, 'a text file']
];

/**
 * Why a file that begins with these bytes is no WAV file that can be read, or null where it may be one.
 * @param head its first 12 bytes, or all where it is shorter
 */
export function containerRefusal(head: Buffer): Refusal | null {
  const text = head.toString('latin1');
  const id = text.slice(0, 4);
  if (head.length === 0) return { reason: 'it is empty (0 bytes)', help: 'record or export it again' };
  if (id === 'RIFX') return { reason: 'it is a big-endian WAV file (RIFX), which is not read', help: EXPORT };
  if (id === 'RIFF' || id === 'RF64' || id === 'BW64') {
    if (head.length < 12) {
      return { reason: `its header is cut off after ${head.length} bytes`, help: 'copy or export it again' };
    }
    const kind = text.slice(8, 12);
    return kind === 'WAVE'
      ? null
      : { reason: `it is a RIFF file of the kind ${printable(kind)}, not WAVE`, help: EXPORT };
  }
  const what = OTHERS.find(([pattern]) => pattern.test(text))?.[1];
  return {
    reason: what
      ? `it is not a WAV file but looks like ${what}`
      : `it is not a WAV file (it begins with ${printable(id)})`,
    help: EXPORT
  };
}

function printable(text: string): string {
  return JSON.stringify(text.replace(/[^\x20-\x7e]/g, '?'));
}
