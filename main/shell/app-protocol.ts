import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { protocol, type Session } from 'electron';
import { bundleFile } from './bundle-file';
import { byteRange } from './byte-range';
import { SCHEME } from './origin';
import { contentSecurityPolicy, securityHeaders, sharedWith } from './security-headers';
import { soundAnswer, soundId, type Answer, type FindSound } from './sound-answer';

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

export interface Served {
  /** The page's folder, read-only. */
  readonly root: string;
  readonly findSound: FindSound;
  /** Where the page comes from in development, so that it may fetch sounds from here; null where it comes from here itself. */
  readonly server: string | null;
}

/**
 * Makes the scheme known; must run before the app is ready.
 * @param corsEnabled whether a page from elsewhere may ask at all, as in development
 */
export function declareScheme(corsEnabled: boolean): void {
  const privileges = {
    standard: true,
    secure: true,
    supportFetchAPI: true,
    stream: true,
    codeCache: true,
    corsEnabled
  };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

/** Serves the page's files and the sounds that it plays, with the security headers on every answer. */
export function serveApp(session: Session, served: Served): void {
  // Electron 22 has no `handle`; newer ones will lose what it has instead.
  const { protocol } = session as { protocol: Partial<Electron.Protocol> };
  if (protocol.handle) {
    protocol.handle(SCHEME, async (request) => {
      const { status, headers, body } = await serve(served, request.url, request.headers.get('range'));
      return new Response(new Uint8Array(body), { status, headers });
    });
    return;
  }
  protocol.registerBufferProtocol?.(SCHEME, (request, answer) => {
    const range = request.headers['Range'] ?? request.headers['range'] ?? null;
    void serve(served, request.url, range).then(({ status, headers, body }) =>
      answer({ statusCode: status, headers: { ...headers }, data: body })
    );
  });
}

async function serve({ root, findSound, server }: Served, address: string, range: string | null): Promise<Answer> {
  const nonce = randomBytes(16).toString('base64');
  const sound = soundId(address);
  const { headers, ...answer } =
    sound === null
      ? await fileAnswer(await bundleFile(root, address), range, nonce)
      : await soundAnswer(findSound(sound), range);
  const safety = securityHeaders(contentSecurityPolicy(nonce));
  return { ...answer, headers: { ...safety, ...headers, ...(server === null ? {} : sharedWith(server)) } };
}

async function fileAnswer(file: string | null, range: string | null, nonce: string): Promise<Answer> {
  if (file === null) return { status: 404, headers: {}, body: Buffer.from('There is no such file.') };
  const whole = await readFile(file);
  const bytes = extname(file) === '.html' ? withNonce(whole, nonce) : whole;
  const part = byteRange(range, bytes.length);
  if (part === null) {
    return { status: 416, headers: { 'Content-Range': `bytes */${bytes.length}` }, body: Buffer.alloc(0) };
  }
  const { start, end } = part === 'all' ? { start: 0, end: bytes.length - 1 } : part;
  const headers = {
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
