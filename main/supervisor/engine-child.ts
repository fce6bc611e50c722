import { createInterface } from 'node:readline';
import { utilityProcess, type MessagePortMain } from 'electron';
import type { ControlMessage, EngineRole, HealthMessage } from '@contract';

/** What a running engine process does by itself. */
export interface ChildEvents {
  readonly onMessage: (message: HealthMessage) => void;
  /** A line that it wrote to one of its outputs. */
  readonly onLine: (text: string) => void;
  readonly onExit: (code: number) => void;
}

/** One engine process, from its start to its end. */
export interface EngineChild {
  /** Known from soon after the start, and kept after the end. */
  readonly pid: number | undefined;
  /** Resolves when the process has ended. */
  readonly gone: Promise<void>;
  /** What is sent to a process that is still starting reaches it when it listens. */
  post(message: ControlMessage, port?: MessagePortMain): void;
  kill(): void;
}

/** Starts an engine process. */
export type Fork = (role: EngineRole, events: ChildEvents) => EngineChild;

/**
 * Starts engines as utility processes of Electron from their bundled entry.
 * @param decoded the folder where they keep decoded samples
 */
export function forkUtility(entry: string, decoded: string): Fork {
  return (role, { onMessage, onLine, onExit }) => {
    const process = utilityProcess.fork(entry, [`--role=${role}`, `--decoded=${decoded}`], {
      serviceName: `${role} engine`,
      stdio: 'pipe'
    });
    let pid: number | undefined;
    process.once('spawn', () => (pid = process.pid));
    process.on('message', onMessage);
    const gone = new Promise<void>((resolve) => process.once('exit', () => resolve()));
    process.once('exit', onExit);
    for (const input of [process.stdout, process.stderr]) {
      if (input) createInterface({ input, crlfDelay: Infinity }).on('line', onLine);
    }
    return {
      get pid() {
        return pid;
      },
      gone,
      post: (message, port) => process.postMessage(message, port ? [port] : []),
      kill: () => void process.kill()
    };
  };
}
