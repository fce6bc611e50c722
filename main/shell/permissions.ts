import type { Session, WebContents } from 'electron';
import { originOf } from './origin';

export interface PermissionsOptions {
  /** Of the app's own page. */
  readonly origin: string;
  /** Whether a page is that of the app's window. */
  readonly knows: (contents: WebContents) => boolean;
  readonly log: (text: string) => void;
}

/** How long a person's press of Record speaks for the page's question. */
const ALLOWED_MS = 10_000;

interface Question {
  readonly permission: string;
  readonly contents: WebContents | null;
  /** Of the page that asks, its address or origin. */
  readonly address: string | undefined;
  readonly mediaTypes: readonly (string | undefined)[] | undefined;
  readonly isMainFrame: boolean;
}

/**
 * Electron grants every permission by default; here none is, but the microphone to the app's own page for a moment after
 * the person pressed Record.
 */
export class Permissions {
  readonly #options: PermissionsOptions;
  #until = -Infinity;

  constructor(session: Session, options: PermissionsOptions) {
    this.#options = options;
    session.setPermissionRequestHandler((contents, permission, answer, details) => {
      const { isMainFrame, requestingUrl } = details;
      const mediaTypes = 'mediaTypes' in details ? details.mediaTypes : undefined;
      const granted = this.#grants({ permission, contents, address: requestingUrl, mediaTypes, isMainFrame });
      if (!granted) options.log(`denied the permission "${permission}"`);
      answer(granted);
    });
    session.setPermissionCheckHandler((contents, permission, address, { mediaType, isMainFrame }) =>
      this.#grants({ permission, contents, address, mediaTypes: [mediaType], isMainFrame })
    );
    session.setDevicePermissionHandler(() => false);
  }

  /** The person pressed Record. */
  allowMicrophone(): void {
    this.#until = Date.now() + ALLOWED_MS;
  }

  #grants({ permission, contents, address, mediaTypes, isMainFrame }: Question): boolean {
    const { origin, knows } = this.#options;
    return (
      Date.now() < this.#until &&
      permission === 'media' &&
      mediaTypes?.length === 1 &&
      mediaTypes[0] === 'audio' &&
      isMainFrame &&
      contents !== null &&
      knows(contents) &&
      originOf(address ?? '') === origin
    );
  }
}
