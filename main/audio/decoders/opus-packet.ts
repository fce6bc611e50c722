/** Samples per second that Opus always decodes to. */
export const OPUS_RATE = 48_000;

/** The most samples in a packet: 120 ms. */
const MAX_SAMPLES = (OPUS_RATE * 120) / 1000;
const MAX_FRAME_BYTES = 1275;
/** Bytes per channel for which `opus-decoder` has room. */
const ROOM = 3840;

/**
 * Samples per channel of a packet, by its structure alone (RFC 6716 section 3.2, and appendix B for the delimited packets
 * of several streams); null where it breaks a rule of it, so that no decoder need look at it.
 * @param streams how many streams are packed together
 */
export function opusPacketSamples(packet: Uint8Array, streams: number): number | null {
  if (packet.length > ROOM) return null;
  let at = 0;
  let samples: number | null = null;
  for (let stream = 1; stream <= streams; stream++) {
    const part = parsePart(packet, at, stream < streams);
    if (!part || (samples !== null && part.samples !== samples)) return null;
    at = part.end;
    samples = part.samples;
  }
  return at === packet.length ? samples : null;
}

interface Part {
  readonly samples: number;
  readonly end: number;
}

/** @param delimited whether the size of the last frame is written too */
function parsePart(packet: Uint8Array, start: number, delimited: boolean): Part | null {
  const toc = packet[start];
  if (toc === undefined) return null;
  const frame = frameSamples(toc >> 3);
  const code = toc & 3;
  const cursor = { at: start + 1 };
  if (code === 3) return parseMany(packet, cursor, { frame, delimited });
  const count = code === 0 ? 1 : 2;
  const first = code === 2 ? readSize(packet, cursor) : 0;
  const last = delimited ? readSize(packet, cursor) : null;
  if (first === null || (delimited && last === null)) return null;
  const rest = packet.length - cursor.at;
  const bytes = code === 1 ? (last ?? rest / 2) * 2 : first + (last ?? rest - first);
  const largest = code === 1 ? bytes / 2 : Math.max(first, bytes - first);
  if (!Number.isInteger(bytes / count) && code === 1) return null;
  if (first > bytes || bytes > rest || largest > MAX_FRAME_BYTES) return null;
  return { samples: frame * count, end: cursor.at + bytes };
}

/** Frames by number, of one size or each of its own, and padding. */
function parseMany(
  packet: Uint8Array,
  cursor: { at: number },
  { frame, delimited }: { readonly frame: number; readonly delimited: boolean }
): Part | null {
  const head = packet[cursor.at++];
  if (head === undefined) return null;
  const count = head & 0x3f;
  if (count === 0 || frame * count > MAX_SAMPLES) return null;
  const padding = head & 0x40 ? readPadding(packet, cursor) : 0;
  if (padding === null) return null;
  const variable = (head & 0x80) !== 0;
  let bytes = 0;
  for (let i = 0; variable && i < count - 1; i++) {
    const size = readSize(packet, cursor);
    if (size === null) return null;
    bytes += size;
  }
  const last = delimited ? readSize(packet, cursor) : null;
  if (delimited && last === null) return null;
  const rest = packet.length - cursor.at - padding;
  if (variable) {
    const final = last ?? rest - bytes;
    if (final < 0 || final > MAX_FRAME_BYTES || bytes + final > rest) return null;
    return { samples: frame * count, end: cursor.at + bytes + final + padding };
  }
  const each = last ?? rest / count;
  if (!Number.isInteger(each) || each < 0 || each > MAX_FRAME_BYTES || each * count > rest) return null;
  return { samples: frame * count, end: cursor.at + each * count + padding };
}

/** Samples of one frame by its configuration (RFC 6716 table 2). */
function frameSamples(config: number): number {
  if (config < 12) return [480, 960, 1920, 2880][config & 3]!;
  if (config < 16) return config & 1 ? 960 : 480;
  return [120, 240, 480, 960][config & 3]!;
}

/** A size in one or two bytes. */
function readSize(packet: Uint8Array, cursor: { at: number }): number | null {
  const first = packet[cursor.at++];
  if (first === undefined || first < 252) return first ?? null;
  const second = packet[cursor.at++];
  return second === undefined ? null : first + 4 * second;
}

function readPadding(packet: Uint8Array, cursor: { at: number }): number | null {
  let padding = 0;
  for (;;) {
    const value = packet[cursor.at++];
    if (value === undefined) return null;
    padding += value === 255 ? 254 : value;
    if (value !== 255) return padding;
  }
}
