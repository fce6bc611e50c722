import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeLeftovers, writeFileSafely, writeFileSwiftly } from './safe-write';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safe-write-'));
});
afterEach(() => rm(folder, { recursive: true }));

const text = (value: string): Uint8Array => Buffer.from(value);

describe('writeFileSafely', () => {
  it('makes a file and replaces it, leaving nothing beside it', async () => {
    const path = join(folder, 'a.bin');
    await writeFileSafely(path, text('one, and longer'));
    await writeFileSafely(path, text('two'));
    expect(await readFile(path, 'utf8')).toBe('two');
    expect(await readdir(folder)).toEqual(['a.bin']);
  });

  it('writes the bytes of a view, not of its buffer', async () => {
    const path = join(folder, 'a.bin');
    await writeFileSafely(path, new Uint8Array(Uint8Array.of(1, 2, 3, 4).buffer, 1, 2));
    expect([...(await readFile(path))]).toEqual([2, 3]);
  });

  it('asks for a piece when the one before it is written', async () => {
    const path = join(folder, 'a.bin');
    const sizes: number[] = [];
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (const piece of ['one ', '', 'two ', 'three']) {
        const [temporary = ''] = await readdir(folder);
        sizes.push((await readFile(join(folder, temporary))).length);
        yield text(piece);
      }
    }
    await writeFileSafely(path, pieces());
    expect(await readFile(path, 'utf8')).toBe('one two three');
    expect(sizes).toEqual([0, 4, 4, 8]);
    await writeFileSafely(path, [text('an array '), text('of pieces')]);
    expect(await readFile(path, 'utf8')).toBe('an array of pieces');
    await writeFileSafely(path, []);
    expect(await readFile(path, 'utf8')).toBe('');
  });

  it('leaves the old file where the pieces end with an error', async () => {
    const path = join(folder, 'a.bin');
    await writeFileSafely(path, text('old'));
    function* pieces(): Generator<Uint8Array> {
      yield text('half');
      throw new RangeError('no more');
    }
    await expect(writeFileSafely(path, pieces())).rejects.toThrow(RangeError);
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['a.bin']);
  });

  it('follows a link to the file it stands for', async () => {
    await mkdir(join(folder, 'real'));
    await writeFile(join(folder, 'real', 'a.bin'), 'old');
    await symlink(join('real', 'a.bin'), join(folder, 'link.bin'));
    await writeFileSafely(join(folder, 'link.bin'), text('new'));
    expect(await readFile(join(folder, 'real', 'a.bin'), 'utf8')).toBe('new');
  });

  it('keeps both when two write at once, one after the other', async () => {
    const path = join(folder, 'a.bin');
    const values = Array.from({ length: 8 }, (_, i) => String(i).repeat(1000));
    await Promise.all(values.map((value) => writeFileSafely(path, text(value))));
    expect(values).toContain(await readFile(path, 'utf8'));
    expect(await readdir(folder)).toEqual(['a.bin']);
  });

  it('clears away what a killed writer left, once it is old, and nothing else', async () => {
    const old = join(folder, '.a.bin.0123abcd.partial');
    const others = ['.a.bin.89abcdef.partial', '.b.bin.0123abcd.partial', 'a.bin.partial'];
    for (const path of [old, ...others.map((name) => join(folder, name))]) await writeFile(path, 'half');
    for (const path of [old, ...others.slice(1).map((name) => join(folder, name))]) await utimes(path, 1000, 1000);
    await writeFileSafely(join(folder, 'a.bin'), text('new'));
    expect((await readdir(folder)).sort()).toEqual([...others, 'a.bin'].sort());
  });

  it('fails on a folder or a missing one, and leaves both as they were', async () => {
    await mkdir(join(folder, 'taken', 'inside'), { recursive: true });
    await expect(writeFileSafely(join(folder, 'taken'), text('x'))).rejects.toMatchObject({
      code: /EISDIR|ENOTEMPTY|EEXIST|EPERM/
    });
    await expect(writeFileSafely(join(folder, 'none', 'a.bin'), text('x'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await readdir(folder)).toEqual(['taken']);
    expect(await readdir(join(folder, 'taken'))).toEqual(['inside']);
  });
});

describe('removeLeftovers', () => {
  it('clears away every old temporary file in a folder, and nothing else', async () => {
    const temporary = ['.a.bin.0123abcd.partial', '.two words.checkpoint.89abcdef.partial', '..x.00000000.partial'];
    const others = ['a.bin', '.a.bin.0123abcd', '.a.bin.0123ABCD.partial', '.0123abcd.partial', 'a.0123abcd.partial'];
    const at = (name: string): string => join(folder, name);
    for (const name of [...temporary, ...others]) {
      await writeFile(at(name), 'half');
      await utimes(at(name), 1000, 1000);
    }
    await mkdir(at('.b.0123abcd.partial'));
    await writeFile(at('.young.0123abcd.partial'), 'half');
    const kept = [...others, '.b.0123abcd.partial'];
    await removeLeftovers(folder);
    expect((await readdir(folder)).sort()).toEqual([...kept, '.young.0123abcd.partial'].sort());
    await removeLeftovers(folder, { olderThanMs: 0 });
    expect((await readdir(folder)).sort()).toEqual(kept.sort());
  });

  it('takes a folder that is not there for an empty one', async () => {
    await removeLeftovers(join(folder, 'none'));
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('writeFileSwiftly', () => {
  it('makes a file of many pieces and replaces it, leaving nothing beside it', async () => {
    const path = join(folder, 'a.bin');
    // More pieces than a system takes in one call, some of them empty.
    const pieces = Array.from({ length: 3000 }, (_, i) => new Uint8Array(i % 5).fill(i % 251));
    await writeFileSwiftly(path, pieces);
    expect(await readFile(path)).toEqual(Buffer.concat(pieces));
    await writeFileSwiftly(path, [text('two'), new Uint8Array(Uint8Array.of(1, 46, 3).buffer, 1, 1)]);
    expect(await readFile(path, 'utf8')).toBe('two.');
    await writeFileSwiftly(path, []);
    expect(await readFile(path, 'utf8')).toBe('');
    expect(await readdir(folder)).toEqual(['a.bin']);
  });

  it('leaves no temporary file where the target is a folder', async () => {
    await mkdir(join(folder, 'a.bin'));
    await expect(writeFileSwiftly(join(folder, 'a.bin'), [text('new')])).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['a.bin']);
  });
});
