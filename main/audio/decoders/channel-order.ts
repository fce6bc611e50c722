/** Where WAV has each channel that Vorbis and Opus code (Vorbis I section 4.3.9, RFC 7845 section 5.1.1.2), by their number. */
const WAV_ORDER: Readonly<Record<number, readonly number[]>> = {
  3: [0, 2, 1],
  5: [0, 2, 1, 3, 4],
  6: [0, 2, 1, 5, 3, 4],
  7: [0, 2, 1, 6, 5, 3, 4],
  8: [0, 2, 1, 7, 5, 6, 3, 4]
};

/** Brings what stands for each channel from the order of Vorbis and Opus into that of WAV files. */
export function inWavOrder<T>(channels: readonly T[]): readonly T[] {
  return WAV_ORDER[channels.length]?.map((channel) => channels[channel]!) ?? channels;
}
