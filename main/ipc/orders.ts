import type { EngineRole, Order, OrderResults } from '@contract';

/** Takes orders for the engines. */
export interface Orders {
  /** @throws AppError what the engine answers, or `engine-lost` where it ends before it answers */
  order<O extends Order>(role: EngineRole, order: O): Promise<OrderResults[O['kind']]>;
}
