import {
  closeSync,
  createReadStream,
  createWriteStream,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  writeFileSync
} from 'node:fs';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

/**
 * @typedef {object} ZipEntry
 * @property {string} name
 * @property {number} method 0 stored, 8 deflated
 * @property {number} compressedSize bytes
 * @property {number} size bytes
 * @property {number} offset of the local header
 */

const END_MAGIC = Buffer.from('PK\x05\x06', 'latin1');
const END_LENGTH = 22;
const MAX_COMMENT = 65_535;

/**
 * The directory of a zip file (APPNOTE 6.3, without zip64 and encryption).
 * @param {string} file
 * @returns {ZipEntry[]}
 */
export function readZipDirectory(file) {
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    const tail = readAt(fd, Math.max(0, size - END_LENGTH - MAX_COMMENT), Math.min(size, END_LENGTH + MAX_COMMENT));
    const end = tail.lastIndexOf(END_MAGIC);
    if (end < 0 || end + END_LENGTH > tail.length) throw new Error('not a complete zip file');
    const count = tail.readUInt16LE(end + 10);
    const start = tail.readUInt32LE(end + 16);
    if (count === 0xffff || start === 0xffffffff) throw new Error('zip64 is not supported');
    return parseDirectory(readAt(fd, start, tail.readUInt32LE(end + 12)), count);
  } finally {
    closeSync(fd);
  }
}

/** @param {Buffer} directory @param {number} count @returns {ZipEntry[]} */
function parseDirectory(directory, count) {
  const entries = [];
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    if (directory.readUInt32LE(at) !== 0x02014b50) throw new Error('broken zip directory');
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      compressedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42)
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * Unpacks one entry; a file that comes out shorter or longer than the directory says is an error.
 * @param {string} zip
 * @param {ZipEntry} entry
 * @param {string} target
 */
export async function extractZipEntry(zip, entry, target) {
  mkdirSync(dirname(target), { recursive: true });
  if (entry.compressedSize === 0) {
    writeFileSync(target, '');
    return;
  }
  const start = dataStart(zip, entry);
  let size = 0;
  const count = new Transform({
    transform(chunk, _encoding, done) {
      size += chunk.length;
      done(size > entry.size ? new Error(`${entry.name} is larger than its directory says`) : null, chunk);
    }
  });
  const source = createReadStream(zip, { start, end: start + entry.compressedSize - 1, highWaterMark: 1 << 20 });
  if (entry.method === 8)
    await pipeline(source, createInflateRaw({ chunkSize: 1 << 20 }), count, createWriteStream(target));
  else if (entry.method === 0) await pipeline(source, count, createWriteStream(target));
  else throw new Error(`${entry.name}: zip method ${entry.method} is not supported`);
  if (size !== entry.size) throw new Error(`${entry.name} is shorter than its directory says`);
}

/** @param {string} zip @param {ZipEntry} entry */
function dataStart(zip, entry) {
  const fd = openSync(zip, 'r');
  try {
    const header = readAt(fd, entry.offset, 30);
    if (header.readUInt32LE(0) !== 0x04034b50) throw new Error(`${entry.name}: broken zip header`);
    return entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    closeSync(fd);
  }
}

/** @param {number} fd @param {number} position @param {number} length */
function readAt(fd, position, length) {
  const buffer = Buffer.alloc(length);
  const read = readSync(fd, buffer, 0, length, position);
  if (read !== length) throw new Error('the zip file ends too early');
  return buffer;
}
