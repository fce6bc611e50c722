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
/** Bytes of one stored real number, and real numbers per element. */
const TYPES: Readonly<Record<NpyType, { readonly bytes: 4 | 8; readonly parts: 1 | 2 }>> = {
  '<f4': { bytes: 4, parts: 1 },
  '<f8': { bytes: 8, parts: 1 },
  '<c8': { bytes: 4, parts: 2 },
  '<c16': { bytes: 8, parts: 2 }
};

/**
 * An array as a `.npy` file of version 1.0 (NumPy enhancement proposal 1), data aligned to 64 bytes.
 * @param data in C order; complex numbers interleaved re, im
 * @throws RangeError where `data` does not fill `shape`.
 */
export function encodeNpy(shape: readonly number[], data: Float32Array | Float64Array, dtype: NpyType): Uint8Array {
  const { bytes, parts } = TYPES[dtype];
  const length = shape.reduce((product, size) => product * size, 1) * parts;
  if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0) || length !== data.length) {
    throw new RangeError(`${data.length} numbers do not fill an array of ${dtype} of shape (${shape.join(', ')}).`);
  }
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const dictionary = `{'descr': '${dtype}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const headerBytes = Math.ceil((10 + dictionary.length + 1) / 64) * 64;
  const out = new Uint8Array(headerBytes + length * bytes);
  const head = Buffer.from(out.buffer);
  head.write(`${MAGIC}\u0001\u0000`, 0, 'latin1');
  head.writeUInt16LE(headerBytes - 10, 8);
  head.write(`${dictionary.padEnd(headerBytes - 11)}\n`, 10, 'latin1');
  const stored = bytes === 4 ? new Float32Array(out.buffer, headerBytes) : new Float64Array(out.buffer, headerBytes);
  stored.set(data);
  return out;
}

/**
 * Reads a `.npy` file of version 1 to 3.
 * @throws AudioError where it is damaged, or holds another type or order than C-ordered little-endian floats.
 */
export function decodeNpy(bytes: Uint8Array): NpyArray {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.toString('latin1', 0, 6) !== MAGIC)
    throw new AudioError('This is not an .npy file: its first bytes differ.');
  const version = file[6] ?? 0;
  const lengthBytes = version === 1 ? 2 : 4;
  const headerStart = 8 + lengthBytes;
  if (version < 1 || version > 3 || file.length < headerStart) {
    throw new AudioError(`This .npy file is cut off or of the unknown version ${version}.`);
  }
  const dataStart = headerStart + file.readUIntLE(8, lengthBytes);
  if (dataStart > file.length) throw new AudioError('This .npy file is cut off within its header.');
  const { shape, dtype } = parseHeader(file.toString('latin1', headerStart, dataStart));
  const { bytes: size, parts } = TYPES[dtype];
  const length = shape.reduce((product, each) => product * each, 1) * parts;
  if (length * size !== file.length - dataStart) {
    throw new AudioError(
      `This .npy file has ${file.length - dataStart} bytes of data where its shape (${shape.join(', ')}) takes ${length * size}.`
    );
  }
  const copy = new ArrayBuffer(length * size);
  new Uint8Array(copy).set(bytes.subarray(dataStart));
  return { shape, dtype, data: size === 4 ? new Float32Array(copy) : new Float64Array(copy) };
}

/** The dictionary of the header, in whatever order its keys stand. */
function parseHeader(header: string): { shape: number[]; dtype: NpyType } {
  const body = /^\{(.*)\}\s*$/s.exec(header)?.[1] ?? '';
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(body)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(body)?.[1];
  const tuple = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(body)?.[1];
  if (descr === undefined || order === undefined || tuple === undefined) {
    throw new AudioError('This .npy file has a damaged header.');
  }
  if (!Object.hasOwn(TYPES, descr)) {
    throw new AudioError(`This .npy file holds ${descr}; ${Object.keys(TYPES).join(', ')} can be read.`);
  }
  if (order === 'True') throw new AudioError('This .npy file is in Fortran order; save it in C order.');
  const shape = tuple.split(',').flatMap((size) => (size.trim() === '' ? [] : [Number(size)]));
  if (!shape.every(Number.isSafeInteger)) throw new AudioError(`This .npy file has the impossible shape (${tuple}).`);
  return { shape, dtype: descr as NpyType };
}
