/** A packet of a codec with what its container says of time. */
export interface Packet {
  readonly data: Uint8Array;
  /** Samples of the stream up to the end of this packet, where the container says so. */
  readonly granule: number | null;
  /** Samples of the whole stream, where this packet lies in its last page. */
  readonly end: number | null;
  /** Samples to leave out at the end of this packet. */
  readonly discard: number;
}

/** Planes of one packet, all of the same length. */
export type Planes = readonly Float32Array[];

/** Decodes packets of one codec, one after the other. */
export interface PacketDecoder {
  readonly rate: number;
  readonly channels: number;
  readonly encoding: string;
  /** Samples that a decoder needs to settle and that are no sound. */
  readonly preSkip: number;
  /** One plane for each channel; where the packet is damaged, silence in its place or nothing. */
  decode(packet: Uint8Array): Planes;
}
