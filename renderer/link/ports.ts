import { PORT_MESSAGE, type EngineRole, type PortMessage } from '@contract';
import type { EngineLink } from './engine-link';

/** Hands the ports that main sends to this window to their links; returns what ends that. */
export function receivePorts(target: Window, links: Readonly<Record<EngineRole, EngineLink>>): () => void {
  const receive = (event: MessageEvent<unknown>): void => {
    const [port] = event.ports;
    if (event.source === target && isPortMessage(event.data) && port) links[event.data.role].attach(port);
  };
  target.addEventListener('message', receive);
  return () => target.removeEventListener('message', receive);
}

function isPortMessage(data: unknown): data is PortMessage {
  if (typeof data !== 'object' || data === null || !('type' in data) || !('role' in data)) return false;
  return data.type === PORT_MESSAGE && (data.role === 'analysis' || data.role === 'training');
}
