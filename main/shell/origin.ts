/** Where the page lives: a scheme of the app's own, so that it shares nothing with files or the web. */
export const SCHEME = 'app';
export const HOST = 'bundle';
export const ORIGIN = `${SCHEME}://${HOST}`;

/** `scheme://host:port` of an address, also for schemes whose origin the URL standard leaves opaque; null where it is none. */
export function originOf(address: string): string | null {
  try {
    const { protocol, host } = new URL(address);
    return host === '' ? null : `${protocol}//${host}`;
  } catch {
    return null;
  }
}
