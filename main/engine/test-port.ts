import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Port } from './port';

function nodePort(port: MessagePort): Port {
  return {
    postMessage: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.on('close', listener),
    start: () => port.start(),
    close: () => port.close()
  };
}

/** Two ends of a real message channel with structured cloning, for tests. */
export function portPair(): [Port, Port] {
  const { port1, port2 } = new MessageChannel();
  return [nodePort(port1), nodePort(port2)];
}
