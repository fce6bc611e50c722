import { MAX_RANGE_BYTES } from '@contract';
import { bundleSegments } from './bundle-file';
import { byteRange } from './byte-range';

/** A sound as bytes that are read in ranges. */
export interface SoundBytes {
  readonly size: number;
  /** Bytes from `start` (included) to `end` (excluded). */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** The sound of an id that was given to the page; null where there is none, or none any more. */
export type FindSound = (id: string) => SoundBytes | null;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What the address of a sound names it by: an id, or nothing that could be one. Null where it is no such address. */
export function soundId(address: string): string | null {
  const segments = bundleSegments(address);
  if (segments?.[0] !== 'sound') return null;
  return segments.length === 2 ? (segments[1] ?? '') : '';
}

/**
 * Answers with the part of a sound that a Range header asks for, and with a sentence where there is none: 404 for a sound
 * that is not there, 416 for a range that cannot be given, 500 where the disk fails.
 */
export async function soundAnswer(sound: SoundBytes | null, range: string | null): Promise<Answer> {
  if (!sound) return sentence(404, 'This sound is not open any more.');
  const { size } = sound;
  const part = byteRange(range, size);
  if (part === null || part === 'all' || part.end - part.start >= MAX_RANGE_BYTES) {
    const wanted = `Ask for a range of at most ${MAX_RANGE_BYTES} bytes of the ${size} that there are.`;
    return sentence(416, wanted, { 'Content-Range': `bytes */${size}` });
  }
  const { start, end } = part;
  try {
    const { buffer, byteOffset, byteLength } = await sound.read(start, end + 1);
    const body = Buffer.from(buffer, byteOffset, byteLength);
    const headers = {
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(body.length),
      'Content-Range': `bytes ${start}-${end}/${size}`,
      'Accept-Ranges': 'bytes',
      // The file may change; what comes from the disk is as quick as a cache.
      'Cache-Control': 'no-store'
    };
    return { status: 206, headers, body };
  } catch (error) {
    return sentence(500, error instanceof Error ? error.message : String(error));
  }
}

function sentence(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
    body: Buffer.from(text)
  };
}
