import type { Refusal } from './refusal';

/** What a file is, by how it begins. */
export type Container = 'wav' | 'aiff' | 'caf' | 'flac' | 'mpeg' | 'ogg' | 'matroska' | 'mp4' | 'adts';

const CONVERT = 'convert it to FLAC, WAV, Opus or MP3 first';

const READ: readonly (readonly [begins: (text: string) => boolean, container: Container])[] = [
  [(text) => /^(RIFF|RF64|BW64|RIFX)/.test(text), 'wav'],
  [(text) => /^FORM....AIF[FC]/s.test(text), 'aiff'],
  [(text) => text.startsWith('caff'), 'caf'],
  [(text) => text.startsWith('fLaC'), 'flac'],
  [(text) => text.startsWith('OggS'), 'ogg'],
  [(text) => text.startsWith('\x1a\x45\xdf\xa3'), 'matroska'],
  // Old QuickTime files do without the first.
  [(text) => /^....(ftyp|moov|wide|mdat)/s.test(text), 'mp4'],
  [(text) => /^\xff[\xf0\xf1\xf8\xf9]/.test(text), 'adts'],
  // Eleven bits of sync, and a version, a layer and a bit rate that exist.
  [(text) => /^\xff[\xe2-\xe7\xf2-\xf7\xfa-\xff][^\xf0-\xff]/.test(text), 'mpeg']
];

/** Files that are taken for sound that can be read now and then. */
const OTHERS: readonly (readonly [begins: RegExp | string, what: string, help: string])[] = [
  ['ADIF', 'an AAC file of the kind ADIF, which is not read', CONVERT],
  ['\x0b\x77', 'an AC-3 file, which the app cannot decode', CONVERT],
  ['\x30\x26\xb2\x75', 'a Windows Media file, which the app cannot decode', CONVERT],
  ['MAC ', "a Monkey's Audio file, which the app cannot decode", CONVERT],
  ['wvpk', 'a WavPack file, which the app cannot decode', CONVERT],
  ['#!AMR', 'an AMR file, which the app cannot decode', CONVERT],
  ['.snd', 'an AU file, which is not read', CONVERT],
  ['riff', 'a Wave64 file, which is not read', CONVERT],
  ['MThd', 'a MIDI file: notes, not sound', 'render it to WAV first'],
  ['PK', 'a ZIP archive', 'unpack it first'],
  [/^[\t\n\r\x20-\x7e]+$/, 'a text file', 'choose a sound file']
];

/** Bytes that are enough to know a file by. */
export const SNIFF_BYTES = 16;

/**
 * Tells what a file is by its content; its name does not count.
 * @returns null where nothing begins like that
 * @param head its first `SNIFF_BYTES` bytes, or all where it is shorter; those behind an ID3 tag where it begins with one
 */
export function sniff(head: Buffer): Container | Refusal | null {
  const text = head.toString('latin1');
  const container = READ.find(([begins]) => begins(text))?.[1];
  if (container) return container;
  const other = OTHERS.find(([begins]) => (typeof begins === 'string' ? text.startsWith(begins) : begins.test(text)));
  return other ? { reason: `it is ${other[1]}`, help: other[2] } : null;
}

/** Why a file is refused that begins like none that is known. */
export function strange(head: Buffer): Refusal {
  if (head.length === 0) return { reason: 'it is empty (0 bytes)', help: 'record or export it again' };
  const start = JSON.stringify(head.toString('latin1', 0, 4).replace(/[^\x20-\x7e]/g, '?'));
  return { reason: `it is no sound file that the app knows (it begins with ${start})`, help: CONVERT };
}

/** Bytes of the ID3v2 tag that a file begins with (id3.org, ID3v2.4.0 section 3.1), 0 where there is none. */
export function id3Length(head: Buffer): number {
  if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') return 0;
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (head[at]! & 0x7f), 0);
  return 10 + size + (head[5]! & 0x10 ? 10 : 0);
}
