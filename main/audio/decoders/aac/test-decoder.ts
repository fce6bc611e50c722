import type { DecoderConfig } from '@contract';
import type { OpenAacDecoder } from './aac-decoder';

/** Samples of a packet of AAC-LC. */
export const PACKET_SAMPLES = 1024;

/** What sample n of a decoded stream is: exact in a float, and small enough to be sound. */
export const sampleAt = (n: number): number => n / 2 ** 20;

export interface CountingDecoder {
  readonly open: OpenAacDecoder;
  /** What each decoder was opened for. */
  readonly configs: DecoderConfig[];
  /** Every packet that was decoded. */
  readonly packets: Uint8Array[];
  /** Decoders that are not closed. */
  readonly alive: () => number;
}

/**
 * Stands in where there is no Chromium: sample n is `sampleAt(n)` whatever the packets hold, so that every cut shows.
 * @param factor by which rate and samples are more than coded, as with HE-AAC that the header does not tell
 */
export function countingDecoder(factor = 1): CountingDecoder {
  const configs: DecoderConfig[] = [];
  const packets: Uint8Array[] = [];
  let alive = 0;
  const open: OpenAacDecoder = (config) => {
    const { channels } = config;
    const rate = factor * config.rate;
    configs.push(config);
    alive++;
    let at = 0;
    return Promise.resolve({
      decode: (some) => {
        packets.push(...some);
        const start = at;
        at += some.length * PACKET_SAMPLES * factor;
        const values = Float32Array.from({ length: (at - start) * channels }, (_, i) =>
          sampleAt(start + Math.floor(i / channels))
        );
        return Promise.resolve({ rate, channels, values });
      },
      finish: () => Promise.resolve(null),
      close: () => void alive--
    });
  };
  return { open, configs, packets, alive: () => alive };
}
