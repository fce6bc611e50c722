import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { protocol, type Session } from 'electron';
import { bundleFile } from './bundle-file';
import { byteRange } from './byte-range';
import { SCHEME } from './origin';
import { contentSecurityPolicy, securityHeaders } from './security-headers';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav'
};

interface Served {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Makes the scheme known; must run before the app is ready. */
export function declareScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

/** Serves the page's folder, read-only, with the security headers on every answer. */
export function serveBundle(session: Session, root: string): void {
  // Electron 22 has no `handle`; newer ones will lose what it has instead.
  const { protocol } = session as { protocol: Partial<Electron.Protocol> };
  if (protocol.handle) {
    protocol.handle(SCHEME, async (request) => {
      const { status, headers, body } = await serve(root, request.url, request.headers.get('range'));
      return new Response(new Uint8Array(body), { status, headers });
    });
    return;
  }
  protocol.registerBufferProtocol?.(SCHEME, (request, answer) => {
    const range = request.headers['Range'] ?? request.headers['range'] ?? null;
    void serve(root, request.url, range).then(({ status, headers, body }) =>
      answer({ statusCode: status, headers: { ...headers }, data: body })
    );
  });
}

async function serve(root: string, address: string, range: string | null): Promise<Served> {
  const nonce = randomBytes(16).toString('base64');
  const safety = securityHeaders(contentSecurityPolicy(nonce));
  const file = await bundleFile(root, address);
  if (!file) return { status: 404, headers: safety, body: Buffer.from('There is no such file.') };
  const whole = await readFile(file);
  const bytes = extname(file) === '.html' ? withNonce(whole, nonce) : whole;
  const part = byteRange(range, bytes.length);
  if (part === null) {
    return { status: 416, headers: { ...safety, 'Content-Range': `bytes */${bytes.length}` }, body: Buffer.alloc(0) };
  }
  const { start, end } = part === 'all' ? { start: 0, end: bytes.length - 1 } : part;
  const headers = {
    ...safety,
    'Content-Type': TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream',
    'Content-Length': String(end - start + 1),
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'no-cache',
    ...(part === 'all' ? {} : { 'Content-Range': `bytes ${start}-${end}/${bytes.length}` })
  };
  return { status: part === 'all' ? 200 : 206, headers, body: bytes.subarray(start, end + 1) };
}

/** Tells the page the nonce that styles inserted by its code must carry: its `meta` element waits for it. */
function withNonce(page: Buffer, nonce: string): Buffer {
  return Buffer.from(page.toString('utf8').replace('__CSP_NONCE__', nonce));
}
