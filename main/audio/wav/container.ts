import type { Refusal } from '../refusal';

const EXPORT = 'export it as PCM or float WAV';

/**
 * Why a file that begins with these bytes is no WAV file that can be read, or null where it may be one.
 * @param head its first 12 bytes, or all where it is shorter
 */
export function containerRefusal(head: Buffer): Refusal | null {
  const id = head.toString('latin1', 0, 4);
  if (id === 'RIFX') return { reason: 'it is a big-endian WAV file (RIFX), which is not read', help: EXPORT };
  if (head.length < 12) {
    return { reason: `its header is cut off after ${head.length} bytes`, help: 'copy or export it again' };
  }
  const kind = head.toString('latin1', 8, 12);
  if (kind === 'WAVE') return null;
  return { reason: `it is a RIFF file of the kind ${printable(kind)}, not WAVE`, help: EXPORT };
}

function printable(text: string): string {
  return JSON.stringify(text.replace(/[^\x20-\x7e]/g, '?'));
}
