import { BrowserWindow, type MessagePortMain } from 'electron';
import { CHANNEL } from '@contract';
import { pagePreferences } from './page-preferences';

export interface DecoderPagesOptions {
  /** Address of the app's page, which the pages that decode lie beside. */
  readonly page: string;
  readonly preload: string;
  readonly log: (text: string) => void;
}

/** Hidden pages that decode AAC, each for one file and over one port, in a sandboxed process and without any api. */
export class DecoderPages {
  readonly #options: DecoderPagesOptions;
  readonly #pages = new Set<{ close(): void }>();

  constructor(options: DecoderPagesOptions) {
    this.#options = options;
  }

  /**
   * Opens a page that serves a port. Where it fails or its process ends, the port is closed.
   * @returns what closes the page
   */
  open(port: MessagePortMain): { close(): void } {
    const { page: beside, preload, log } = this.#options;
    const window = hiddenWindow(preload);
    let handed = false;
    const page = {
      close: () => {
        if (!this.#pages.delete(page)) return;
        // With the page its end of the port goes.
        if (!handed) port.close();
        window.destroy();
      }
    };
    this.#pages.add(page);
    const lose = (reason: string): void => {
      if (this.#pages.has(page)) log(`the page that decodes was lost: ${reason}`);
      page.close();
    };
    window.webContents.once('render-process-gone', (_event, { reason }) => lose(reason));
    window.loadURL(new URL('decoder.html', beside).href).then(
      () => {
        if (!this.#pages.has(page)) return;
        handed = true;
        window.webContents.postMessage(CHANNEL.decoder, null, [port]);
      },
      (error: unknown) => lose(String(error))
    );
    return page;
  }

  /** For the end of the app, which would wait for its last window. */
  closeAll(): void {
    for (const page of [...this.#pages]) page.close();
  }
}

function hiddenWindow(preload: string): BrowserWindow {
  return new BrowserWindow({
    show: false,
    focusable: false,
    skipTaskbar: true,
    webPreferences: {
      ...pagePreferences(preload),
      // It is never in front.
      backgroundThrottling: false
    }
  });
}
