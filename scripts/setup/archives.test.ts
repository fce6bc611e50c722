import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultApp, encodeAsar } from './asar.mjs';
import { SQUASHFS } from './squashfs-fixture';
import { squashFiles } from './squashfs.mjs';
import { tarEntry } from './tar.mjs';
import { makeTar, makeZip } from './test-machine';
import { extractZipEntry, readZipDirectory } from './zip.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'archives-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function zipFile(content: Uint8Array): string {
  const file = join(folder, 'a.zip');
  writeFileSync(file, content);
  return file;
}

describe('zip', () => {
  it('unpacks what was packed', async () => {
    const file = zipFile(makeZip({ 'a/b.txt': 'hello', empty: '' }));
    const entries = readZipDirectory(file);
    expect(entries.map(({ name, size }) => [name, size])).toEqual([
      ['a/b.txt', 5],
      ['empty', 0]
    ]);
    for (const entry of entries) await extractZipEntry(file, entry, join(folder, 'out', entry.name));
    expect(readFileSync(join(folder, 'out/a/b.txt'), 'utf8')).toBe('hello');
    expect(readFileSync(join(folder, 'out/empty'), 'utf8')).toBe('');
  });

  it('refuses a file that was cut off', () => {
    const whole = makeZip({ a: 'hello' });
    expect(() => readZipDirectory(zipFile(whole.subarray(0, whole.length - 10)))).toThrow('not a complete zip file');
  });

  it('refuses an entry of another size than the directory says', async () => {
    const file = zipFile(makeZip({ a: 'hello' }));
    const [entry] = readZipDirectory(file);
    if (!entry) throw new Error('no entry');
    await expect(extractZipEntry(file, { ...entry, size: 4 }, join(folder, 'x'))).rejects.toThrow('larger');
    await expect(extractZipEntry(file, { ...entry, size: 6 }, join(folder, 'x'))).rejects.toThrow('shorter');
  });
});

describe('tar', () => {
  it('finds a file by the end of its name', () => {
    expect(tarEntry(makeTar('dir/App.AppImage', Buffer.from('content')), '.AppImage').toString()).toBe('content');
  });

  it('says what it did not find, and refuses a file that was cut off', () => {
    const tar = makeTar('a.txt', Buffer.alloc(2000));
    expect(() => tarEntry(tar, '.AppImage')).toThrow('no .AppImage in the tar archive');
    expect(() => tarEntry(tar.subarray(0, 1024), '.txt')).toThrow('broken tar entry a.txt');
  });
});

describe('squashfs', () => {
  it('lists files with mode and content, over several blocks and holes', () => {
    const files = new Map([...squashFiles(SQUASHFS)].map((file) => [file.path, file]));
    expect([...files.keys()].sort()).toEqual(
      ['AppRun', 'LICENSE', 'fiftyone', 'locales/en.pak', 'resources/app.asar', 'sparse.bin', 'usr/lib/x.so'].sort()
    );
    expect(files.get('fiftyone')?.mode).toBe(0o755);
    expect(files.get('fiftyone')?.read().toString()).toBe('#!/bin/sh\necho electron\n');
    const bytes = files.get('locales/en.pak')?.read() ?? Buffer.alloc(0);
    expect(bytes.length).toBe(10_240);
    expect(bytes.every((value, i) => value === i % 256)).toBe(true);
    const sparse = files.get('sparse.bin')?.read() ?? Buffer.alloc(0);
    expect(sparse.equals(Buffer.concat([Buffer.alloc(4096, 'x'), Buffer.alloc(4096), Buffer.from('end')]))).toBe(true);
  });

  it('refuses other images', () => {
    expect(() => [...squashFiles(Buffer.alloc(200))]).toThrow('not a squashfs image');
    const xz = Buffer.from(SQUASHFS);
    xz.writeUInt16LE(4, 20);
    expect(() => [...squashFiles(xz)]).toThrow('compression 4 is not supported');
  });
});

describe('asar', () => {
  it('places bodies where its header says', () => {
    const archive = encodeAsar({ 'a.txt': 'first', 'b.txt': 'zwölf' });
    const length = archive.readUInt32LE(12);
    const header = JSON.parse(archive.toString('utf8', 16, 16 + length)) as {
      files: Record<string, { size: number; offset: string }>;
    };
    const start = 8 + archive.readUInt32LE(4);
    const read = (name: string): string => {
      const { size = 0, offset = '0' } = header.files[name] ?? {};
      return archive.toString('utf8', start + Number(offset), start + Number(offset) + size);
    };
    expect(start % 4).toBe(0);
    expect(read('a.txt')).toBe('first');
    expect(read('b.txt')).toBe('zwölf');
  });

  it('brings a default app that names its main file', () => {
    expect(defaultApp().toString('utf8')).toContain('"main":"main.js"');
  });
});
