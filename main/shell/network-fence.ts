import type { Session } from 'electron';
import { securityHeaders } from './security-headers';
import { originOf } from './origin';

const REMOTE = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'];

/** Cancels every request that would leave the app's own scheme, below and beside the content security policy. */
export function fenceNetwork(session: Session, log: (text: string) => void): void {
  session.setSpellCheckerEnabled(false); // it fetches dictionaries
  session.webRequest.onBeforeRequest({ urls: REMOTE }, ({ url }, answer) => {
    log(`cancelled a request to ${originOf(url) ?? 'an address without a host'}`);
    answer({ cancel: true });
  });
}

/** Lets `npm run dev` talk to its own server alone, under a policy of its own. */
export function fenceDevelopment(session: Session, server: string, policy: string): void {
  const allowed = new Set([server, server.replace(/^http/, 'ws')]);
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest({ urls: REMOTE }, ({ url }, answer) => {
    answer({ cancel: !allowed.has(originOf(url) ?? '') });
  });
  const added: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(securityHeaders(policy))) added[name] = [value];
  session.webRequest.onHeadersReceived({ urls: [`${server}/*`] }, ({ responseHeaders }, answer) => {
    answer({ responseHeaders: { ...responseHeaders, ...added } });
  });
}
