import type { Packet, PacketDecoder, Planes } from './packets';

/** Packets held back until the position of the first page is known. */
const MAX_HELD = 256;

interface Decoded {
  readonly packet: Packet;
  readonly planes: Planes;
}

/**
 * Sound out of packets, with its beginning and end where the container's positions say (RFC 7845 section 4, Vorbis I
 * appendix A.2): samples before position 0 and behind the end are left out.
 * @param start position of the first decoded sample; null where the first page will tell it
 * @returns interleaved samples
 */
export function* soundOf(
  packets: Iterable<Packet>,
  decoder: PacketDecoder,
  start: number | null = null
): Generator<Float32Array> {
  let held: Decoded[] = [];
  let counted = 0;
  let origin = start;
  /** Samples given or left out so far. */
  let at = 0;
  const flush = function* (): Generator<Float32Array> {
    const base = origin ?? 0;
    // What lies before position 0 was only there to fill a page.
    const begin = decoder.preSkip + Math.max(0, -base);
    for (const { packet, planes } of held) {
      const count = (planes[0]?.length ?? 0) - packet.discard;
      const limit = packet.end === null ? Infinity : packet.end - base;
      const from = Math.max(0, begin - at);
      const to = Math.min(count, limit - at);
      at += planes[0]?.length ?? 0;
      if (to > from) yield interleave(planes, from, to);
    }
    held = [];
  };
  for (const packet of packets) {
    const planes = decoder.decode(packet.data);
    counted += planes[0]?.length ?? 0;
    held.push({ packet, planes });
    // In the only page of a stream the position tells where it ends, so it begins at 0.
    if (origin === null && packet.granule !== null) origin = packet.end === null ? packet.granule - counted : 0;
    if (origin !== null || packet.end !== null || held.length >= MAX_HELD) {
      origin ??= 0;
      yield* flush();
    }
  }
  yield* flush();
}

function interleave(planes: Planes, from: number, to: number): Float32Array {
  const channels = planes.length;
  const out = new Float32Array((to - from) * channels);
  planes.forEach((plane, channel) => {
    for (let i = from, o = channel; i < to; i++, o += channels) out[o] = plane[i]!;
  });
  return out;
}
