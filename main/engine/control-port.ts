import type { ControlMessage, Failure, HealthMessage, Order, OrderKind, OrderOf, OrderResults } from '@contract';
import type { Port } from './port';

/** The orders one engine role carries out. */
export type OrderHandlers = {
  readonly [K in OrderKind]?: (order: OrderOf<K>) => Promise<OrderResults[K]> | OrderResults[K];
};

export interface ControlPortOptions {
  readonly orders: OrderHandlers;
  readonly explain: (error: unknown) => Failure;
  readonly onPagePort: (port: Port) => void;
  readonly onWeightsPort: (port: Port) => void;
  readonly onDecoderPort: (decoder: number, port: Port) => void;
  readonly onShutdown: () => void;
}

/** Carries out the supervisor's messages and answers each order once. */
export class ControlPort {
  readonly #send: (message: HealthMessage) => void;
  readonly #options: ControlPortOptions;

  constructor(send: (message: HealthMessage) => void, options: ControlPortOptions) {
    this.#send = send;
    this.#options = options;
  }

  /** @param port the port that came beside the message, for the kinds that bring one */
  receive(message: ControlMessage, port: Port | undefined): void {
    switch (message.type) {
      case 'order':
        void this.#answer(message.id, message.order);
        return;
      case 'page-port':
        if (port) this.#options.onPagePort(port);
        return;
      case 'weights-port':
        if (port) this.#options.onWeightsPort(port);
        return;
      case 'decoder-port':
        if (port) this.#options.onDecoderPort(message.decoder, port);
        return;
      case 'shutdown':
        this.#options.onShutdown();
    }
  }

  async #answer(id: number, order: Order): Promise<void> {
    try {
      // The map's type ties each kind to its order; the compiler cannot follow that through a computed key.
      const handler = this.#options.orders[order.kind] as
        ((order: Order) => Promise<OrderResults[OrderKind]> | OrderResults[OrderKind]) | undefined;
      if (!handler) throw new Error(`this engine has no order "${order.kind}"`);
      this.#send({ type: 'answer', id, value: await handler(order) });
    } catch (error) {
      const { code, message } = this.#options.explain(error);
      this.#send({ type: 'refusal', id, code, message });
    }
  }
}
