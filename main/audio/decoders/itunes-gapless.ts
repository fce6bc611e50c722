/** What iTunes notes of an encoder's work, in samples. */
export interface ITunesGapless {
  /** What the encoder added before the sound. */
  readonly delay: number;
  /** What it added behind. */
  readonly padding: number;
  /** Length of the sound; 0 where it was not known. */
  readonly samples: number;
}

/** Finds iTunes' comment `iTunSMPB` in a tag: zero, delay, padding and samples in hexadecimal. */
export function readITunes(tag: Buffer): ITunesGapless | null {
  // UTF-16 or not: without the zeros both read the same.
  const text = tag.toString('latin1').replace(/\0/g, '');
  const match = /iTunSMPB[^0]{0,8} ?0{8} ([0-9A-F]{8}) ([0-9A-F]{8}) ([0-9A-F]{16})/.exec(text);
  if (!match) return null;
  const [delay = 0, padding = 0, samples = 0] = match.slice(1).map((digits) => Number.parseInt(digits, 16));
  return { delay, padding, samples };
}
