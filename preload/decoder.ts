import { ipcRenderer } from 'electron';
import type { CHANNEL, DECODER_MESSAGE } from '@contract';

// Typed by the contract but written out: what two preloads import becomes a third file, which a sandbox does not load.
const channel: (typeof CHANNEL)['decoder'] = 'decoder-port';
const type: typeof DECODER_MESSAGE = 'decoder-port';

/** All that the page that decodes gets: one port to an engine, once. */
ipcRenderer.once(channel, (event) => window.postMessage({ type }, window.location.origin, event.ports));
