import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fetchSamples } from './sounds';

let asked: { address: string; range: string | null }[];
let answer: () => Response;

beforeEach(() => {
  asked = [];
  vi.stubGlobal('fetch', (address: string, { headers }: RequestInit) => {
    asked.push({ address, range: new Headers(headers).get('Range') });
    return Promise.resolve(answer());
  });
});
afterEach(() => vi.unstubAllGlobals());

test('one channel comes as it lies, by the bytes of its samples', async () => {
  answer = () => new Response(Float32Array.of(0.25, -0.5), { status: 206 });
  const block = await fetchSamples({ id: 'a', rate: 8000, channels: 1 }, 10, 2);
  expect(asked).toEqual([{ address: 'app://bundle/sound/a', range: 'bytes=40-47' }]);
  expect(block).toEqual({ rate: 8000, channels: 1, start: 10, count: 2, values: Float32Array.of(0.25, -0.5) });
});

test('two channels that lie sample after sample are put behind each other', async () => {
  answer = () => new Response(Float32Array.of(1, -1, 2, -2, 3, -3), { status: 206 });
  const { values } = await fetchSamples({ id: 'a', rate: 8000, channels: 2 }, 10, 3);
  expect(asked[0]?.range).toBe('bytes=80-103');
  expect([...values]).toEqual([1, 2, 3, -1, -2, -3]);
});

test('an id that is none cannot become another address', async () => {
  answer = () => new Response('No.', { status: 404 });
  await fetchSamples({ id: '../index.html?', rate: 8000, channels: 1 }, 0, 1).catch(() => null);
  expect(asked[0]?.address).toBe('app://bundle/sound/..%2Findex.html%3F');
});

test.each([
  [404, 'not-found'],
  [416, 'bad-request'],
  [500, 'disk']
] as const)('a refusal of %i comes with its sentence', async (status, code) => {
  answer = () => new Response('This is why.', { status });
  const refused = fetchSamples({ id: 'a', rate: 8000, channels: 1 }, 0, 1);
  await expect(refused).rejects.toMatchObject({ name: 'AppError', code, message: 'This is why.' });
});

test('where nothing answers, that is said', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(fetchSamples({ id: 'a', rate: 8000, channels: 1 }, 0, 1)).rejects.toMatchObject({
    code: 'internal',
    message: 'The sound cannot be fetched. Open it again.'
  });
});

test('an answer that is too short is none', async () => {
  answer = () => new Response(Float32Array.of(1), { status: 206 });
  await expect(fetchSamples({ id: 'a', rate: 8000, channels: 1 }, 0, 2)).rejects.toThrow('ended before');
});
