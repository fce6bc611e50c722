import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AudioError } from './audio-error';
import { decodeNpy, encodeNpy } from './npy';

const golden = (name: string): Buffer => readFileSync(new URL(`../signal/golden/${name}.npy`, import.meta.url));

/** A file of version 1 with any header. */
function npy(header: string, data: Uint8Array = new Uint8Array(0), version = 1): Buffer {
  const head = Buffer.from(`\u0093NUMPY${String.fromCharCode(version)}\0\0\0`, 'latin1');
  head.writeUInt16LE(header.length, 8);
  return Buffer.concat([head, Buffer.from(header, 'latin1'), data]);
}

describe('decodeNpy', () => {
  it('reads what NumPy wrote', () => {
    const { shape, dtype, data } = decodeNpy(golden('noise.seed'));
    expect(shape).toEqual([129, 33]);
    expect(dtype).toBe('<c16');
    expect(data).toBeInstanceOf(Float64Array);
    expect(data.length).toBe(129 * 33 * 2);
    // The first sample that RandomState(20200301) draws, as stored.
    expect(decodeNpy(golden('noise.in')).data[0]).toBe(golden('noise.in').readDoubleLE(128));
  });

  it('takes keys in any order, versions 2 and 3, and arrays without or with many dimensions', () => {
    const one = Buffer.alloc(4);
    one.writeFloatLE(2.5);
    expect(decodeNpy(npy("{'shape': (), 'fortran_order': False, 'descr': '<f4'}\n", one))).toEqual({
      shape: [],
      dtype: '<f4',
      data: Float32Array.of(2.5)
    });
    expect(decodeNpy(npy("{'shape': (1, 1,1), 'descr': '<f4', 'fortran_order': False, }  \n", one)).shape).toEqual([
      1, 1, 1
    ]);
    const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 5)}";
    const head = Buffer.from('\u0093NUMPY\u0002\0\0\0\0\0', 'latin1');
    head.writeUInt32LE(header.length, 8);
    expect(decodeNpy(Buffer.concat([head, Buffer.from(header)])).shape).toEqual([0, 5]);
  });

  it('does not care where in its memory the file begins', () => {
    const bytes = encodeNpy([3], Float64Array.of(1, 2, 3), '<f8');
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect([...decodeNpy(shifted.subarray(3)).data]).toEqual([1, 2, 3]);
  });

  it.each([
    [Buffer.alloc(0), /not an \.npy file/],
    [Buffer.from('RIFF....WAVE'), /not an \.npy file/],
    [Buffer.from('\u0093NUMPY', 'latin1'), /cut off or of the unknown version 0/],
    [npy('{}', undefined, 9), /unknown version 9/],
    [golden('noise.in').subarray(0, 50), /cut off within its header/],
    [golden('noise.in').subarray(0, -1), /has 16383 bytes of data where its shape \(2048\) takes 16384/],
    [Buffer.concat([golden('noise.in'), Buffer.alloc(1)]), /16385 bytes/],
    [npy('{}'), /header is damaged/],
    [npy("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}"), /header is damaged/],
    [npy("{'descr': '>f8', 'fortran_order': False, 'shape': (1,)}"), /holds >f8/],
    [npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}"), /holds \|O/],
    [npy("{'descr': 'constructor', 'fortran_order': False, 'shape': (1,)}"), /holds constructor/],
    [npy("{'descr': '<f8', 'fortran_order': True, 'shape': (1,)}"), /Fortran order/],
    [npy("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,)}"), /impossible shape/],
    [npy("{'descr': '<f8', 'fortran_order': False, 'shape': (9007199254740991, 9007199254740991)}"), /0 bytes of data/],
    [npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1 2,)}"), /impossible shape/]
  ])('refuses %#', (bytes, message) => {
    expect(() => decodeNpy(bytes)).toThrow(AudioError);
    expect(() => decodeNpy(bytes, 'take.npy')).toThrow(message);
    expect(() => decodeNpy(bytes, 'take.npy')).toThrow(/^Cannot open take\.npy: .+; .+\.$/);
  });
});

describe('encodeNpy', () => {
  it('writes the very bytes that NumPy writes', () => {
    for (const name of ['noise.in', 'noise.seed', 'resample_poly.h']) {
      const { shape, data, dtype } = decodeNpy(golden(name));
      expect(golden(name).equals(encodeNpy(shape, data, dtype))).toBe(true);
    }
  });

  it('writes complex64, data aligned to 64 bytes', () => {
    const bytes = encodeNpy([1, 2], Float64Array.of(1, 2, 3, 0.1), '<c8');
    expect((bytes.length - 16) % 64).toBe(0);
    expect(decodeNpy(bytes)).toEqual({ shape: [1, 2], dtype: '<c8', data: Float32Array.of(1, 2, 3, 0.1) });
  });

  it('refuses data that do not fill the shape', () => {
    expect(() => encodeNpy([3], Float32Array.of(1, 2), '<f4')).toThrow(/2 numbers do not fill/);
    expect(() => encodeNpy([2], Float32Array.of(1, 2), '<c8')).toThrow(RangeError);
    expect(() => encodeNpy([-1, -2], Float32Array.of(1, 2), '<f4')).toThrow(RangeError);
  });
});
