import { AudioError } from './audio-error';

/** float32, float64, and complex numbers of two of them (interleaved re, im), all little-endian. */
export type NpyType = '<f4' | '<f8' | '<c8' | '<c16';

export interface NpyArray {
  readonly shape: readonly number[];
  readonly dtype: NpyType;
  /** In C order; complex numbers interleaved re, im. */
  readonly data: Float32Array | Float64Array;
}

const MAGIC = '\u0093NUMPY';
const DAMAGED = 'save or copy it again';
/** Bytes of one stored real number, and real numbers per element. */
const TYPES: Readonly<Record<NpyType, { readonly bytes: 4 | 8; readonly parts: 1 | 2 }>> = {
  '<f4': { bytes: 4, parts: 1 },
  '<f8': { bytes: 8, parts: 1 },
  '<c8': { bytes: 4, parts: 2 },
  '<c16': { bytes: 8, parts: 2 }
};

/**
 * What stands before the data of a `.npy` file of version 1.0 (NumPy enhancement proposal 1): a multiple of 64 bytes.
 * @throws RangeError where a size of `shape` is not whole or below 0.
 */
export function npyHeader(shape: readonly number[], dtype: NpyType): Uint8Array {
  if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0)) {
    throw new RangeError(`An array cannot have the shape (${shape.join(', ')}); sizes are whole numbers from 0 on.`);
  }
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const dictionary = `{'descr': '${dtype}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const length = Math.ceil((10 + dictionary.length + 1) / 64) * 64;
  const header = Buffer.alloc(length);
  header.write(`${MAGIC}\u0001\u0000`, 0, 'latin1');
  header.writeUInt16LE(length - 10, 8);
  header.write(`${dictionary.padEnd(length - 11)}\n`, 10, 'latin1');
  return header;
}

/**
 * An array as a whole `.npy` file.
 * @param data in C order; complex numbers interleaved re, im
 * @throws RangeError where `data` does not fill `shape`, or `shape` is impossible.
 */
export function encodeNpy(shape: readonly number[], data: Float32Array | Float64Array, dtype: NpyType): Uint8Array {
  const { bytes, parts } = TYPES[dtype];
  const length = shape.reduce((product, size) => product * size, 1) * parts;
  if (length !== data.length) {
    throw new RangeError(`${data.length} numbers do not fill an array of ${dtype} of shape (${shape.join(', ')}).`);
  }
  const header = npyHeader(shape, dtype);
  const start = header.length;
  const out = new Uint8Array(start + length * bytes);
  out.set(header);
  const stored = bytes === 4 ? new Float32Array(out.buffer, start) : new Float64Array(out.buffer, start);
  stored.set(data);
  return out;
}

/**
 * Reads a `.npy` file of version 1 to 3.
 * @param name how messages call the file
 * @throws AudioError where it is damaged, or holds another type or order than C-ordered little-endian floats.
 */
export function decodeNpy(bytes: Uint8Array, name = 'the array'): NpyArray {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const refuse = (reason: string, help = DAMAGED): never => {
    throw AudioError.opening(name, { reason, help });
  };
  if (file.toString('latin1', 0, 6) !== MAGIC) refuse('it is not an .npy file', 'choose another file');
  const version = file[6] ?? 0;
  const lengthBytes = version === 1 ? 2 : 4;
  const headerStart = 8 + lengthBytes;
  if (version < 1 || version > 3 || file.length < headerStart) {
    refuse(`it is cut off or of the unknown version ${version}`);
  }
  const dataStart = headerStart + file.readUIntLE(8, lengthBytes);
  if (dataStart > file.length) refuse('it is cut off within its header');
  const { shape, dtype } = parseHeader(file.toString('latin1', headerStart, dataStart), refuse);
  const { bytes: size, parts } = TYPES[dtype];
  const length = shape.reduce((product, each) => product * each, 1) * parts;
  const stored = file.length - dataStart;
  if (length * size !== stored) {
    refuse(`it has ${stored} bytes of data where its shape (${shape.join(', ')}) takes ${length * size}`);
  }
  const copy = new ArrayBuffer(length * size);
  new Uint8Array(copy).set(bytes.subarray(dataStart));
  return { shape, dtype, data: size === 4 ? new Float32Array(copy) : new Float64Array(copy) };
}

/** The dictionary of the header, in whatever order its keys stand. */
function parseHeader(
  header: string,
  refuse: (reason: string, help?: string) => never
): { shape: number[]; dtype: NpyType } {
  const body = /^\{(.*)\}\s*$/s.exec(header)?.[1] ?? '';
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(body)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(body)?.[1];
  const tuple = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(body)?.[1];
  if (descr === undefined || order === undefined || tuple === undefined) return refuse('its header is damaged');
  if (!Object.hasOwn(TYPES, descr)) refuse(`it holds ${descr}`, `save it as ${Object.keys(TYPES).join(' or ')}`);
  if (order === 'True') refuse('it is in Fortran order', 'save it in C order');
  const shape = tuple.split(',').flatMap((size) => (size.trim() === '' ? [] : [Number(size)]));
  if (!shape.every(Number.isSafeInteger)) refuse(`it has the impossible shape (${tuple})`);
  return { shape, dtype: descr as NpyType };
}
