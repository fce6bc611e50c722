import { DECODER_MESSAGE } from '@contract';
import { serveEngine } from './serve-engine';

/** The page that no person sees: it decodes what an engine sends it, and goes when the engine is done. */
window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const [port] = event.ports;
  if (event.source === window && isPortMessage(event.data) && port) serveEngine(port);
});

function isPortMessage(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === DECODER_MESSAGE;
}
