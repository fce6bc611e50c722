import type { MessagePortMain } from 'electron';

/** Opens a page that decodes over a port; where it cannot, the port is closed. */
export type OpenDecoder = (port: MessagePortMain) => { close(): void };

/** The pages that decode for one engine process, by the numbers that it gave them. */
export class Decoders {
  readonly #open: OpenDecoder;
  readonly #pages = new Map<number, { close(): void }>();

  constructor(open: OpenDecoder) {
    this.#open = open;
  }

  open(decoder: number, port: MessagePortMain): void {
    this.close(decoder);
    this.#pages.set(decoder, this.#open(port));
  }

  close(decoder: number): void {
    this.#pages.get(decoder)?.close();
    this.#pages.delete(decoder);
  }

  /** For the end of the process. */
  closeAll(): void {
    for (const decoder of [...this.#pages.keys()]) this.close(decoder);
  }
}
