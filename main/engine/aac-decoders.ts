import type { DecoderConfig, DecodingAnswer, DecodingFailure, DecodingRequest, HealthMessage } from '@contract';
import { decodingAnswerSchema } from '@contract/decoding-schemas';
import type { AacBlock, AacDecoder, OpenAacDecoder } from '../audio/decoders/aac/aac-decoder';
import { DecodingError } from '../audio/decoders/sample-stream';
import type { Port } from './port';

const CONVERT = 'convert it to FLAC, WAV, Opus or MP3 first';

const FAILURES: Readonly<Record<DecodingFailure, readonly [reason: string, help: string]>> = {
  missing: ['its sound is AAC, which this build of Electron cannot decode', CONVERT],
  unsupported: ['its sound is of a kind of AAC that this build of Electron cannot decode', CONVERT],
  damaged: ['its AAC sound is damaged, or of a kind that cannot be decoded', CONVERT],
  changed: ['its rate or its channels change in the middle', 'convert it to WAV or FLAC first']
};

/** Decodes AAC in pages that main opens for the time that it takes. */
export class AacDecoders {
  readonly #send: (message: HealthMessage) => void;
  readonly #open = new Map<number, PageDecoder>();
  #count = 0;

  /** @param send tells main that a page is wanted, or was */
  constructor(send: (message: HealthMessage) => void) {
    this.#send = send;
  }

  readonly open: OpenAacDecoder = async (config, signal) => {
    const decoder = ++this.#count;
    const page = new PageDecoder(signal, () => {
      this.#open.delete(decoder);
      this.#send({ type: 'decoder-done', decoder });
    });
    this.#open.set(decoder, page);
    this.#send({ type: 'decoder-wanted', decoder });
    try {
      await page.configure(config);
      return page;
    } catch (error) {
      page.close();
      throw error;
    }
  };

  /** Main brings the port to a page. */
  take(decoder: number, port: Port): void {
    const page = this.#open.get(decoder);
    if (page) page.attach(port);
    else port.close();
  }
}

interface Waiting {
  readonly resolve: (answer: DecodingAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/** A decoder that lives in a page. What is asked before the page is there waits for it. */
class PageDecoder implements AacDecoder {
  readonly #signal: AbortSignal | undefined;
  readonly #onClose: () => void;
  readonly #waiting: Waiting[] = [];
  #unsent: DecodingRequest[] = [];
  #port: Port | null = null;
  #failure: { readonly error: unknown } | null = null;
  #closed = false;

  constructor(signal: AbortSignal | undefined, onClose: () => void) {
    this.#signal = signal;
    this.#onClose = onClose;
    signal?.addEventListener('abort', this.#abort);
  }

  attach(port: Port): void {
    this.#port = port;
    port.onMessage((message) => this.#receive(message));
    port.onClose(() => this.#fail(new DecodingError('what decodes AAC ended while it was at work', 'open it again')));
    port.start();
    for (const request of this.#unsent) port.postMessage(request);
    this.#unsent = [];
  }

  async configure(config: DecoderConfig): Promise<void> {
    await this.#ask({ type: 'configure', config });
  }

  async decode(packets: readonly Uint8Array[]): Promise<AacBlock | null> {
    const sizes = packets.map(({ length }) => length);
    const bytes = new Uint8Array(sizes.reduce((sum, size) => sum + size, 0));
    let at = 0;
    for (const packet of packets) {
      bytes.set(packet, at);
      at += packet.length;
    }
    return blockOf(await this.#ask({ type: 'decode', bytes, sizes }));
  }

  async finish(): Promise<AacBlock | null> {
    return blockOf(await this.#ask({ type: 'finish' }));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#fail(new Error('this decoder is closed'));
    this.#signal?.removeEventListener('abort', this.#abort);
    this.#port?.close();
    this.#onClose();
  }

  /** @throws DecodingError where the page refuses or is lost; the reason of the signal */
  async #ask(request: DecodingRequest): Promise<DecodingAnswer> {
    this.#signal?.throwIfAborted();
    if (this.#failure) throw this.#failure.error;
    const answer = new Promise<DecodingAnswer>((resolve, reject) => this.#waiting.push({ resolve, reject }));
    if (this.#port) this.#port.postMessage(request);
    else this.#unsent.push(request);
    return await answer;
  }

  #receive(message: unknown): void {
    const parsed = decodingAnswerSchema.safeParse(message);
    if (!parsed.success) return this.#fail(new DecodingError(...FAILURES.damaged));
    if (parsed.data.type === 'refused') return this.#fail(new DecodingError(...FAILURES[parsed.data.why]));
    this.#waiting.shift()?.resolve(parsed.data);
  }

  readonly #abort = (): void => this.#fail(this.#signal?.reason);

  /** Ends all that waits, and all that would. */
  #fail(error: unknown): void {
    this.#failure ??= { error };
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure.error);
  }
}

function blockOf(answer: DecodingAnswer): AacBlock | null {
  return answer.type === 'decoded' && answer.values.length > 0 ? answer : null;
}
