import type { FailureCode } from './outcome';
import type { BackendInfo, ClipInfo, EngineRole, NetworkInfo, NetworkName, TrainingState } from './session';

/** The supervisor's private talk with an engine process (`parentPort`): trusted both ways, so types suffice. */

/** Orders that main gives and the engine answers. Paths appear here and nowhere nearer to the page. */
export type Order =
  | { readonly kind: 'open-clip'; readonly id: string; readonly path: string; readonly name: string }
  /** Also ends the opening of a clip that is not open yet. */
  | { readonly kind: 'close-clip'; readonly id: string }
  | { readonly kind: 'load-checkpoint'; readonly path: string; readonly source: 'bundled' | 'file' }
  /** Saves the weights in use, with everything that resuming their training needs. */
  | { readonly kind: 'save-checkpoint'; readonly path: string }
  | { readonly kind: 'start-training'; readonly run: string; readonly network: NetworkName; readonly seed: number }
  | { readonly kind: 'stop-training' };
export type OrderKind = Order['kind'];
export type OrderOf<K extends OrderKind> = Extract<Order, { kind: K }>;

export interface OrderResults {
  'open-clip': ClipInfo;
  'close-clip': null;
  'load-checkpoint': NetworkInfo;
  'save-checkpoint': NetworkInfo;
  'start-training': null;
  'stop-training': null;
}

/** supervisor -> engine. Ports come beside the message, in `ports[0]`. */
export type ControlMessage =
  | { readonly type: 'order'; readonly id: number; readonly order: Order }
  /** A port to a page. */
  | { readonly type: 'page-port' }
  /** The port between the training engine (sends weights) and the analysis engine (takes them). */
  | { readonly type: 'weights-port' }
  | { readonly type: 'shutdown' };

/** engine -> supervisor */
export type HealthMessage =
  | { readonly type: 'ready'; readonly role: EngineRole; readonly backend: BackendInfo }
  | { readonly type: 'answer'; readonly id: number; readonly value: OrderResults[OrderKind] }
  | { readonly type: 'refusal'; readonly id: number; readonly code: FailureCode; readonly message: string }
  | { readonly type: 'network'; readonly network: NetworkInfo }
  /** The clip of an order that is being carried out: the share that is decoded. */
  | { readonly type: 'opening'; readonly id: string; readonly done: number }
  | { readonly type: 'training-state'; readonly state: TrainingState }
  | { readonly type: 'log'; readonly level: 'info' | 'warning' | 'error'; readonly text: string };
