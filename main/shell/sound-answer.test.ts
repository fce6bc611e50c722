import { expect, test } from 'vitest';
import { MAX_RANGE_BYTES, SOUNDS_AT } from '@contract';
import { soundAnswer, soundId, type SoundBytes } from './sound-answer';

const ID = '8f14e45f-ceea-467f-a0e6-6d2f4f1c7b10';

/** A sound whose byte n is n mod 256. */
function sound(size: number): SoundBytes {
  return { size, read: (start, end) => Promise.resolve(Uint8Array.from({ length: end - start }, (_, i) => start + i)) };
}

test('a sound is named by what its address ends in', () => {
  expect(soundId(SOUNDS_AT + ID)).toBe(ID);
  expect(soundId(`${SOUNDS_AT}${ID}?again#here`)).toBe(ID);
});

test.each(['', ID + '/', `a/${ID}`, `${ID}/../..`.replace('/..', '/x')])('sound/%s names none', (path) => {
  expect(soundId(SOUNDS_AT + path) ?? '').toBe('');
});

test.each([
  'app://bundle/',
  'app://bundle/index.html',
  'app://bundle/sound/../index.html',
  'app://bundle/..%2fsound%2fa',
  `app://other/sound/${ID}`,
  `https://bundle/sound/${ID}`,
  'nothing'
])('%s is no address of a sound', (address) => {
  expect(soundId(address)).toBeNull();
});

test('a range is answered with just that', async () => {
  const { status, headers, body } = await soundAnswer(sound(1000), 'bytes=100-103');
  expect(status).toBe(206);
  expect([...body]).toEqual([100, 101, 102, 103]);
  expect(headers).toMatchObject({ 'Content-Range': 'bytes 100-103/1000', 'Content-Length': '4' });
  expect((await soundAnswer(sound(1000), 'bytes=998-')).body).toHaveLength(2);
  expect((await soundAnswer(sound(1000), 'bytes=-2')).headers['Content-Range']).toBe('bytes 998-999/1000');
});

test('of a long sound no more is answered than agreed', async () => {
  const long = sound(2 * MAX_RANGE_BYTES);
  const asked: number[] = [];
  const watched = { ...long, read: (start: number, end: number) => (asked.push(end - start), long.read(0, 1)) };
  await soundAnswer(watched, `bytes=0-${MAX_RANGE_BYTES - 1}`);
  for (const range of [`bytes=0-${MAX_RANGE_BYTES}`, 'bytes=0-', 'bytes=5-99999999999999999999']) {
    expect((await soundAnswer(watched, range)).status).toBe(416);
  }
  expect(asked).toEqual([MAX_RANGE_BYTES]);
});

test.each([null, '', 'bytes=', 'bytes=a-b', 'bytes=3-2', 'bytes=1000-', 'bytes=0-1,4-5', 'samples=0-1'])(
  'the range %s is refused in words, with the size there is',
  async (range) => {
    const { status, headers, body } = await soundAnswer(sound(1000), range);
    expect([status, headers['Content-Range']]).toEqual([416, 'bytes */1000']);
    expect(body.toString()).toBe('Ask for a range of at most 4194304 bytes of the 1000 that there are.');
  }
);

test('what is not there is said to be closed', async () => {
  const { status, body } = await soundAnswer(null, 'bytes=0-1');
  expect([status, body.toString()]).toEqual([404, 'This sound is not open any more.']);
});

test('what the disk says is passed on', async () => {
  const broken = { size: 10, read: () => Promise.reject(new Error('Cannot open a.wav: the disk failed.')) };
  const { status, body } = await soundAnswer(broken, 'bytes=0-1');
  expect([status, body.toString()]).toEqual([500, 'Cannot open a.wav: the disk failed.']);
});
