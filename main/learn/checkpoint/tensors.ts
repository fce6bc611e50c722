import { fieldsOf, FormatError } from './facts';

/** A tensor's place in the file. */
export interface TensorEntry {
  readonly name: string;
  readonly shape: readonly number[];
  /** From the start of the tensor bytes. */
  readonly offset: number;
}

const BYTES = Float32Array.BYTES_PER_ELEMENT;
/** Hashing this much takes a few milliseconds, in which the process does nothing else. */
const PIECE_BYTES = 1024 * 1024;
const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** @throws FormatError where the list is not one of named shapes */
export function parseEntries(value: unknown): TensorEntry[] {
  if (!Array.isArray(value) || value.length > 64) throw new FormatError('its manifest has no valid "tensors"');
  return value.map((item: unknown) => {
    const { name, shape, offset } = fieldsOf(item, 'tensors', ['name', 'shape', 'offset']);
    const count = (number: unknown): number is number => Number.isSafeInteger(number) && (number as number) >= 0;
    if (typeof name !== 'string' || !count(offset) || !Array.isArray(shape) || !shape.every(count)) {
      throw new FormatError('its manifest has no valid "tensors"');
    }
    return { name, shape, offset };
  });
}

/**
 * Compares the declared tensors with the wanted ones, before any memory is set aside for them.
 * @param wanted name and shape of each, in the order of the file
 * @param available bytes that the file holds for tensors
 * @throws FormatError
 */
export function checkEntries(
  entries: readonly TensorEntry[],
  wanted: ReadonlyMap<string, readonly number[]>,
  available: number
): void {
  const names = [...wanted.keys()].join(', ');
  if (entries.length !== wanted.size) throw new FormatError(`it must hold exactly the tensors ${names}`);
  let offset = 0;
  for (const entry of entries) {
    const shape = wanted.get(entry.name);
    if (!shape) throw new FormatError(`it must hold exactly the tensors ${names}`);
    if (entry.shape.join() !== shape.join()) {
      throw new FormatError(
        `its tensor "${entry.name}" is ${entry.shape.slice(0, 8).join(' x ')}, and the network needs ${shape.join(' x ')}`
      );
    }
    if (entry.offset !== offset) throw new FormatError(`its tensor "${entry.name}" lies in the wrong place`);
    offset += elements(shape) * BYTES;
  }
  if (offset !== available) throw new FormatError(`its tensors take ${offset} bytes, and it holds ${available}`);
}

/** Count of numbers in a tensor. */
export function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * Little-endian float32, whatever the machine, in pieces of a megabyte. They are views of `values` where that is how the
 * machine holds numbers, so `values` must not change until the last one is used.
 */
export function* floatPieces(values: Float32Array): Generator<Uint8Array> {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
    const piece = bytes.subarray(start, start + PIECE_BYTES);
    yield LITTLE_ENDIAN ? piece : swapWords(piece.slice());
  }
}

/** A copy of `count` little-endian float32 numbers, in memory of its own. */
export function readFloats(bytes: Uint8Array, offset: number, count: number): Float32Array {
  const values = new Float32Array(count);
  const copy = new Uint8Array(values.buffer);
  copy.set(bytes.subarray(offset, offset + copy.length));
  if (!LITTLE_ENDIAN) swapWords(copy);
  return values;
}

/** Whether all are numbers proper, neither infinite nor NaN. */
export function areFinite(values: Float32Array): boolean {
  // Array methods call a function for each of what can be 87 million numbers.
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) return false;
  }
  return true;
}

/** Turns the bytes of each number round, in place. */
function swapWords(bytes: Uint8Array): Uint8Array {
  for (let i = 0; i < bytes.length; i += BYTES) bytes.subarray(i, i + BYTES).reverse();
  return bytes;
}
