import { inflateSync } from 'node:zlib';

/**
 * @typedef {object} SquashFile
 * @property {string} path with `/`, relative to the image's root
 * @property {number} mode permission bits
 * @property {() => Buffer} read
 *
 * @typedef {object} Directory
 * @property {'directory'} type
 * @property {number} block
 * @property {number} offset
 * @property {number} size
 *
 * @typedef {object} Regular
 * @property {'file'} type
 * @property {number} mode
 * @property {number} start of the data
 * @property {number} size
 * @property {number} sizes offset of the block sizes in the inode table
 *
 * @typedef {Directory | Regular | { type: 'other' }} Inode
 *
 * @typedef {object} Table metadata blocks joined
 * @property {Buffer} data
 * @property {(block: number, offset: number) => number} at
 */

const MAGIC = 0x73717368;
const STORED_BLOCK = 0x1000000;
const NO_FRAGMENT = 0xffffffff;

/**
 * Lists the regular files of a squashfs 4.0 image with gzip compression and without fragments, as AppImages hold it.
 * Nothing is mounted and nothing executed. Layout: https://dr-emann.github.io/squashfs/squashfs.html
 * @param {Buffer} image
 * @returns {Generator<SquashFile>}
 */
export function* squashFiles(image) {
  if (image.length < 96 || image.readUInt32LE(0) !== MAGIC) throw new Error('not a squashfs image');
  const compression = image.readUInt16LE(20);
  const major = image.readUInt16LE(28);
  if (compression !== 1 || major !== 4)
    throw new Error(`squashfs ${major}, compression ${compression} is not supported`);
  const inodeStart = Number(image.readBigUInt64LE(64));
  const directoryStart = Number(image.readBigUInt64LE(72));
  const inodes = readTable(image, inodeStart, directoryStart);
  const directories = readTable(image, directoryStart, directoryEnd(image, directoryStart));
  const root = image.readBigUInt64LE(32);
  const top = readInode(inodes, Number(root >> 16n), Number(root & 0xffffn));
  yield* walk({ image, inodes, directories }, top, '');
}

/** The directory table ends where the first metadata block of a later table begins. @param {Buffer} image @param {number} start */
function directoryEnd(image, start) {
  const ends = [48, 80, 88].map((at) => Number(image.readBigUInt64LE(at)));
  const inside = ends.filter((end) => end > start && end < image.length);
  const firstBlocks = inside.map((end) => (end + 8 <= image.length ? Number(image.readBigUInt64LE(end)) : end));
  return Math.min(...inside, ...firstBlocks.filter((end) => end > start));
}

/** @param {Buffer} image @param {number} start @param {number} end @returns {Table} */
function readTable(image, start, end) {
  const parts = [];
  const places = new Map();
  let length = 0;
  for (let at = start; at < end;) {
    const header = image.readUInt16LE(at);
    const size = header & 0x7fff;
    const raw = image.subarray(at + 2, at + 2 + size);
    const block = header & 0x8000 ? raw : inflateSync(raw);
    places.set(at - start, length);
    parts.push(block);
    length += block.length;
    at += 2 + size;
  }
  return {
    data: Buffer.concat(parts),
    at: (block, offset) => {
      const place = places.get(block);
      if (place === undefined) throw new Error('broken squashfs reference');
      return place + offset;
    }
  };
}

/** @param {Table} table @param {number} block @param {number} offset @returns {Inode} */
function readInode(table, block, offset) {
  const { data } = table;
  const at = table.at(block, offset);
  const type = data.readUInt16LE(at);
  const mode = data.readUInt16LE(at + 2) & 0o777;
  if (type === 1) {
    const [start, size, place] = [data.readUInt32LE(at + 16), data.readUInt16LE(at + 24), data.readUInt16LE(at + 26)];
    return { type: 'directory', block: start, size, offset: place };
  }
  if (type === 8) {
    const [start, size, place] = [data.readUInt32LE(at + 24), data.readUInt32LE(at + 20), data.readUInt16LE(at + 34)];
    return { type: 'directory', block: start, size, offset: place };
  }
  if (type !== 2 && type !== 9) return { type: 'other' };
  const long = type === 9;
  if (data.readUInt32LE(at + (long ? 44 : 20)) !== NO_FRAGMENT) throw new Error('squashfs fragments are not supported');
  const start = long ? Number(data.readBigUInt64LE(at + 16)) : data.readUInt32LE(at + 16);
  const size = long ? Number(data.readBigUInt64LE(at + 24)) : data.readUInt32LE(at + 28);
  return { type: 'file', mode, start, size, sizes: at + (long ? 56 : 32) };
}

/**
 * @param {{ image: Buffer, inodes: Table, directories: Table }} parts
 * @param {Inode} node
 * @param {string} path
 * @returns {Generator<SquashFile>}
 */
function* walk(parts, node, path) {
  if (node.type !== 'directory') return;
  const { data } = parts.directories;
  // An empty directory has size 3 and no place in the table.
  if (node.size <= 3) return;
  let at = parts.directories.at(node.block, node.offset);
  const end = at + node.size - 3;
  while (at < end) {
    const count = data.readUInt32LE(at) + 1;
    const block = data.readUInt32LE(at + 4);
    at += 12;
    for (let i = 0; i < count; i += 1) {
      const nameLength = data.readUInt16LE(at + 6) + 1;
      const name = data.toString('utf8', at + 8, at + 8 + nameLength);
      if (name === '.' || name === '..' || name.includes('/'))
        throw new Error(`squashfs holds the forbidden name ${name}`);
      const child = readInode(parts.inodes, block, data.readUInt16LE(at));
      at += 8 + nameLength;
      const childPath = path === '' ? name : `${path}/${name}`;
      if (child.type === 'directory') yield* walk(parts, child, childPath);
      if (child.type === 'file') yield { path: childPath, mode: child.mode, read: () => readFile(parts, child) };
    }
  }
}

/** @param {{ image: Buffer, inodes: Table }} parts @param {Regular} file @returns {Buffer} */
function readFile({ image, inodes }, file) {
  const blockSize = image.readUInt32LE(12);
  const blocks = [];
  let at = file.start;
  let left = file.size;
  for (let i = 0; left > 0; i += 1) {
    const header = inodes.data.readUInt32LE(file.sizes + 4 * i);
    const size = header & (STORED_BLOCK - 1);
    const raw = image.subarray(at, at + size);
    const wanted = Math.min(blockSize, left);
    if (size === 0) blocks.push(Buffer.alloc(wanted));
    else blocks.push(header & STORED_BLOCK ? raw : inflateSync(raw, { maxOutputLength: blockSize }));
    at += size;
    left -= wanted;
  }
  const content = Buffer.concat(blocks);
  if (content.length !== file.size) throw new Error('a file in the squashfs image is incomplete');
  return content;
}
