import { app, type WebContents } from 'electron';

/** Every page of the app, present and future, stays where it was loaded and opens nothing. */
export function forbidNavigation(pageUrl: string, log: (text: string) => void): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, pageUrl, log));
}

function guard(contents: WebContents, pageUrl: string, log: (text: string) => void): void {
  contents.setWindowOpenHandler(() => {
    log('denied a new window');
    return { action: 'deny' };
  });
  contents.on('will-attach-webview', (event) => {
    log('denied a webview');
    event.preventDefault();
  });
  contents.on('will-navigate', (event, url) => {
    // A reload asks to go where the page is already.
    if (url === pageUrl) return;
    log('denied a navigation');
    event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    log('denied a redirect');
    event.preventDefault();
  });
}
