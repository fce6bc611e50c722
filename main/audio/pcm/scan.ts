import type { DiskFile } from '../disk-file';
import type { Refusal } from '../refusal';
import { toLittleEndian } from './decode';
import { frameBytes, type PcmLayout } from './sample-format';

const SCAN_BYTES = 2 ** 20;
/** Sizes from 2^100 on are damage, not sound, and their squares would leave float32; as the upper bits of a float. */
const TOO_LARGE_32 = (127 + 100) << 23;
const TOO_LARGE_64 = (1023 + 100) << 20;

/**
 * Looks through a file of floats for values that are no sound: NaN, infinite, or absurdly large. Integers cannot hold
 * any.
 * @returns the reason with the time of the first such value, or null where all are fine
 */
export async function findUnusable(file: DiskFile, layout: PcmLayout): Promise<Refusal | null> {
  const { format, dataStart, samples } = layout;
  if (format.kind !== 'float') return null;
  const length = samples * frameBytes(format);
  for (let at = 0; at < length; at += SCAN_BYTES) {
    const bytes = await file.readExactly(dataStart + at, Math.min(SCAN_BYTES, length - at));
    toLittleEndian(format, bytes);
    const index = format.bytes === 4 ? unusable32(bytes) : unusable64(bytes);
    if (index < 0) continue;
    const sample = Math.floor((at + index * format.bytes) / frameBytes(format));
    const value = format.bytes === 4 ? bytes.readFloatLE(index * 4) : bytes.readDoubleLE(index * 8);
    return unusableSample(value, sample / format.rate);
  }
  return null;
}

/** Why a sound with this value at this time is refused. */
export function unusableSample(value: number, seconds: number): Refusal {
  return {
    reason: `its sample at ${seconds.toFixed(3)} s is ${nameOf(value)}`,
    help: 'repair it in an audio editor or export it again'
  };
}

/** Place of the first 32-bit float that is no sound, or -1. */
export function unusable32(bytes: Uint8Array | Int32Array | Float32Array): number {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  for (let i = 0; i < words.length; i++) if ((words[i]! & 0x7fffffff) >= TOO_LARGE_32) return i;
  return -1;
}

function unusable64(bytes: Buffer): number {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  for (let i = 1; i < words.length; i += 2) if ((words[i]! & 0x7fffffff) >= TOO_LARGE_64) return (i - 1) / 2;
  return -1;
}

function nameOf(value: number): string {
  if (Number.isNaN(value)) return 'not a number (NaN)';
  return Number.isFinite(value) ? `absurdly large (${value.toExponential(1)})` : 'infinite';
}
