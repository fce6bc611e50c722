import type { WebPreferences } from 'electron';

/**
 * What keeps a page of the app inside: no Node, a world and a process of its own.
 * @param preload path of the only script that talks for it
 */
export function pagePreferences(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    spellcheck: false
  };
}
