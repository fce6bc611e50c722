import { afterEach, describe, expect, it } from 'vitest';
import type { DecodingAnswer, DecodingRequest, HealthMessage } from '@contract';
import { DecodingError } from '../audio/decoders/sample-stream';
import { AacDecoders } from './aac-decoders';
import type { Port } from './port';
import { portPair } from './test-port';

const CONFIG = { codec: 'mp4a.40.2', rate: 8000, channels: 2, description: Uint8Array.of(0x15, 0x90) };
const values = Float32Array.of(0.5, -0.5, 0.25, -0.25);
const decoded = { type: 'decoded', rate: 8000, channels: 2, values } as const;

const open: Port[] = [];
afterEach(() => open.splice(0).forEach((port) => port.close()));

/** Decoders whose pages answer as `page` says; nothing where that is undefined. */
function setUp(page: (request: DecodingRequest, port: Port) => unknown) {
  const requests: DecodingRequest[] = [];
  const told: HealthMessage[] = [];
  const decoders = new AacDecoders((message) => {
    told.push(message);
    if (message.type !== 'decoder-wanted') return;
    const [engine, far] = portPair();
    open.push(far);
    far.onMessage((request) => {
      requests.push(request as DecodingRequest);
      const answer = page(request as DecodingRequest, far);
      if (answer !== undefined) far.postMessage(answer);
    });
    far.start();
    setImmediate(() => decoders.take(message.decoder, engine));
  });
  return { decoders, requests, told };
}

const obliging = (request: DecodingRequest): DecodingAnswer =>
  request.type === 'configure' ? { type: 'configured' } : decoded;

describe('AAC decoded in a page', () => {
  it('is asked for packet by packet, and the page goes when it is done', async () => {
    const { decoders, requests, told } = setUp(obliging);
    const decoder = await decoders.open(CONFIG);
    expect(await decoder.decode([Uint8Array.of(1, 2), Uint8Array.of(3)])).toMatchObject({
      rate: 8000,
      channels: 2,
      values
    });
    expect(await decoder.finish()).toMatchObject({ values });
    expect(told).toEqual([{ type: 'decoder-wanted', decoder: 1 }]);
    decoder.close();
    decoder.close();
    expect(told.slice(1)).toEqual([{ type: 'decoder-done', decoder: 1 }]);
    expect(requests).toMatchObject([
      { type: 'configure', config: CONFIG },
      { type: 'decode', bytes: Uint8Array.of(1, 2, 3), sizes: [2, 1] },
      { type: 'finish' }
    ]);
    await expect(decoder.finish()).rejects.toThrow('closed');
  });

  it('is null where nothing has come out', async () => {
    const { decoders } = setUp((request) =>
      request.type === 'configure' ? obliging(request) : { ...decoded, values: new Float32Array(0) }
    );
    const decoder = await decoders.open(CONFIG);
    expect(await decoder.decode([Uint8Array.of(1)])).toBeNull();
    decoder.close();
  });

  it.each([
    ['missing', /this build of Electron cannot decode; convert it to FLAC/],
    ['unsupported', /a kind of AAC that this build of Electron cannot decode; convert it/],
    ['damaged', /AAC sound is damaged/]
  ] as const)('is refused in words where the page says "%s"', async (why, words) => {
    const { decoders, told } = setUp(() => ({ type: 'refused', why }));
    await expect(decoders.open(CONFIG)).rejects.toThrow(words);
    await expect(decoders.open(CONFIG)).rejects.toThrow(DecodingError);
    expect(told.filter(({ type }) => type === 'decoder-done')).toHaveLength(2);
  });

  it.each<[what: string, answer: unknown]>([
    ['a kind that is not agreed', { type: 'surprise' }],
    ['half a sample', { ...decoded, values: new Float32Array(3) }],
    ['no floats', { ...decoded, values: [0, 0] }],
    ['a rate of 0', { ...decoded, rate: 0 }],
    ['more than a message holds', { ...decoded, values: new Float32Array(2 ** 20 + 2) }]
  ])('is refused where the page answers with %s', async (_, answer) => {
    const { decoders } = setUp((request) => (request.type === 'configure' ? obliging(request) : answer));
    const decoder = await decoders.open(CONFIG);
    await expect(decoder.decode([Uint8Array.of(1)])).rejects.toThrow(/damaged/);
    decoder.close();
  });

  it('ends with its page', async () => {
    const { decoders } = setUp((request, port) => {
      if (request.type === 'configure') return obliging(request);
      port.close();
      return undefined;
    });
    const decoder = await decoders.open(CONFIG);
    await expect(decoder.decode([Uint8Array.of(1)])).rejects.toThrow(/ended while it was at work; open it again/);
    await expect(decoder.decode([Uint8Array.of(1)])).rejects.toThrow(/ended while it was at work/);
    decoder.close();
  });

  it('ends with its signal, whatever the page does', async () => {
    const { decoders, told } = setUp((request) => (request.type === 'configure' ? obliging(request) : undefined));
    const abort = new AbortController();
    const decoder = await decoders.open(CONFIG, abort.signal);
    const answer = decoder.decode([Uint8Array.of(1)]);
    abort.abort(new Error('another file'));
    await expect(answer).rejects.toThrow('another file');
    decoder.close();
    await expect(decoders.open(CONFIG, abort.signal)).rejects.toThrow('another file');
    expect(told.map(({ type }) => type)).toEqual(['decoder-wanted', 'decoder-done', 'decoder-wanted', 'decoder-done']);
  });

  it('closes a port that nobody waits for any more', async () => {
    const { decoders } = setUp(obliging);
    const [engine, far] = portPair();
    const closed = new Promise<void>((resolve) => far.onClose(resolve));
    decoders.take(7, engine);
    await closed;
  });
});
