import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Pictures } from './pictures';
import { testStore } from './test-rooms';

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3);

test('a picture is saved where the person chose, under the name it was given', async () => {
  const { store, folder, notices } = await testStore();
  let asked = '';
  const chosen = join(folder, 'curve.png');
  const pictureToSave = (path: string): Promise<string> => ((asked = path), Promise.resolve(chosen));
  const pictures = new Pictures({ store, dialogs: { pictureToSave } });
  expect(await pictures.save('my/curve', PNG)).toEqual({ name: 'curve.png' });
  expect(asked).toBe('my-curve.png');
  expect(new Uint8Array(await readFile(chosen))).toEqual(PNG);
  expect(notices()).toEqual(['Saved curve.png.']);
});

test('what is no picture, or cannot be written, is refused', async () => {
  const { store, folder } = await testStore();
  const dialogs = { pictureToSave: () => Promise.resolve(join(folder, 'none', 'a.png')) };
  const pictures = new Pictures({ store, dialogs });
  await expect(pictures.save('a', Uint8Array.of(1, 2, 3))).rejects.toMatchObject({ code: 'bad-request' });
  await expect(pictures.save('a', PNG)).rejects.toMatchObject({ code: 'disk' });
  const closed = new Pictures({ store, dialogs: { pictureToSave: () => Promise.resolve(null) } });
  expect(await closed.save('a', PNG)).toBeNull();
});
