import type { Session, WebContents } from 'electron';
import { SOUNDS_AT } from '@contract';

/** Lets no page fetch sounds that is not known, whatever it has heard of ids. */
export function fenceSounds(
  session: Session,
  { knows, log }: { readonly knows: (page: WebContents) => boolean; readonly log: (text: string) => void }
): void {
  session.webRequest.onBeforeSendHeaders({ urls: [`${SOUNDS_AT}*`] }, ({ webContents }, answer) => {
    // Where Electron does not tell whose request it is, an id that cannot be guessed has to do.
    const isStranger = webContents !== undefined && !knows(webContents);
    if (isStranger) log('cancelled a request for a sound that did not come from the window');
    answer({ cancel: isStranger });
  });
}
