import { spawn } from 'node:child_process';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] the whole environment of the child
 * @property {number} [timeoutMs] the child is ended after this time; unlimited where absent
 * @property {'capture' | 'stdout' | 'stderr' | 'inherit'} [output] where the child's output goes; `inherit` also passes the keyboard
 * @property {(milliseconds: number) => void} [onTick] called twice a second while the child runs
 *
 * @typedef {object} RunResult
 * @property {number | null} status exit code, null where a signal ended it or it never started
 * @property {NodeJS.Signals | null} signal
 * @property {string} stdout the last mebibyte, where captured
 * @property {string} stderr the last mebibyte, where captured
 * @property {string | null} error why it never started or was ended
 */

const KEEP = 1 << 20;
const GRACE_MS = 3000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
/** Once this process is told to end, no step follows the one that was cut short. */
let ending = false;

/** @returns {number[]} ids of the children that run now */
export function runningIds() {
  return [...running].flatMap((child) => (child.pid === undefined ? [] : [child.pid]));
}

/**
 * Runs a program to its end. Never throws: what went wrong is in the result.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, options = {}) {
  const { output = 'capture', timeoutMs, onTick } = options;
  return new Promise((resolve) => {
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: stdioOf(output),
      windowsHide: true
    });
    running.add(child);
    const started = Date.now();
    const out = collect(child.stdout);
    const err = collect(child.stderr);
    let error = /** @type {string | null} */ (null);
    const tick = onTick && setInterval(() => onTick(Date.now() - started), 500);
    const limit =
      timeoutMs !== undefined
        ? setTimeout(() => {
            error = `no end after ${Math.round(timeoutMs / 1000)} s`;
            endChild(child);
          }, timeoutMs)
        : undefined;
    /** @type {(status: number | null, signal: NodeJS.Signals | null) => void} */
    const finish = (status, signal) => {
      running.delete(child);
      clearInterval(tick);
      clearTimeout(limit);
      if (!ending) resolve({ status, signal, stdout: out(), stderr: err(), error });
    };
    child.once('error', (cause) => {
      error =
        /** @type {NodeJS.ErrnoException} */ (cause).code === 'ENOENT' ? `${command} is not there` : cause.message;
      finish(null, null);
    });
    child.once('close', finish);
  });
}

/** @param {NonNullable<RunOptions['output']>} output @returns {import('node:child_process').StdioOptions} */
function stdioOf(output) {
  if (output === 'inherit') return 'inherit';
  if (output === 'stdout') return ['ignore', 1, 1];
  if (output === 'stderr') return ['ignore', 2, 2];
  return ['ignore', 'pipe', 'pipe'];
}

/** @param {import('node:stream').Readable | null} stream */
function collect(stream) {
  let text = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (/** @type {string} */ chunk) => {
    text = (text + chunk).slice(-KEEP);
  });
  return () => text;
}

/** @param {import('node:child_process').ChildProcess} child */
function endChild(child) {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
}

/**
 * Ends the children, then this process, when a person or the system ends this process.
 * @param {() => void} [cleanUp] runs before the end
 */
export function endWithChildren(cleanUp = () => {}) {
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129]
  ])) {
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      for (const child of running) endChild(child);
      const leave = () => {
        cleanUp();
        process.exit(code);
      };
      const wait = setInterval(() => {
        if (running.size > 0) return;
        clearInterval(wait);
        leave();
      }, 20);
      setTimeout(leave, GRACE_MS + 500);
    });
  }
}

/**
 * The line of a failed program that says most.
 * @param {RunResult} result
 * @param {RegExp} [telling] lines that name the cause
 * @returns {string}
 */
export function failureLine(result, telling = /error|fail|cannot|denied|not found/i) {
  if (result.error) return result.error;
  const lines = `${result.stdout}\n${result.stderr}`
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const line = lines.filter((text) => telling.test(text)).pop() ?? lines.pop();
  return line?.slice(0, 300) ?? (result.signal ? `ended by ${result.signal}` : `exit code ${result.status}`);
}
