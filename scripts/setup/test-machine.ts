import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { Log } from './log.mjs';
import type { Machine } from './machine.mjs';
import type { RunOptions, RunResult } from './run.mjs';
import { sha256 } from './stamp.mjs';

/** What a program of the fake system does; return nothing for exit code 0. */
export type Program = (
  args: readonly string[],
  options: RunOptions
) => Partial<RunResult> | void | Promise<Partial<RunResult> | void>;

export interface TestMachine extends Machine {
  /** Every line the set-up said, without the time. */
  readonly lines: string[];
  /** Every command it ran, as one string each. */
  readonly commands: string[];
  /** Programs by name (`node` is Node itself); others are not there. Tests may add and remove. */
  readonly programs: Record<string, Program>;
  /** Puts a file into the project. */
  put(path: string, content: string | Uint8Array): void;
}

/** A machine with a real project folder and a system whose programs the test writes. */
export function createTestMachine(overrides: Partial<Machine> = {}): TestMachine {
  const root = mkdtempSync(join(tmpdir(), 'set-up-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const lines: string[] = [];
  const commands: string[] = [];
  const programs: Record<string, Program> = {};
  const log = new Log({ write: (text) => void lines.push(text.replace(/^\[.*?\] /, '').trimEnd()) });
  const run = async (command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> => {
    const name = command === process.execPath ? 'node' : command;
    commands.push([name, ...args].join(' '));
    const missing = { status: null, signal: null, stdout: '', stderr: '', error: `${name} is not there` };
    const program = programs[name];
    if (!program) return missing;
    return { ...missing, status: 0, error: null, ...(await program(args, options)) };
  };
  const put = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  return {
    root,
    platform: 'linux',
    arch: 'x64',
    nodeVersion: '20.20.2',
    env: {},
    isRoot: false,
    run,
    ask: null,
    stream: 'stdout',
    log,
    now: () => new Date(0),
    readSystemFile: (file) => (file === '/etc/os-release' ? 'ID=debian\n' : null),
    ...overrides,
    lines,
    commands,
    programs,
    put
  };
}

/** A zip file (deflated) of these entries. */
export function makeZip(files: Readonly<Record<string, Uint8Array | string>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const raw = Buffer.from(content);
    const packed = deflateRawSync(raw);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(raw.length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(offset, 42);
    parts.push(local, Buffer.from(name), packed);
    directory.push(central, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, entries, end]);
}

/** A tar archive of one file. */
export function makeTar(name: string, content: Uint8Array): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return Buffer.concat([header, content, padding, Buffer.alloc(1024)]);
}

/** A pip that serves these wheels by name, and checks hashes as pip does. */
export function pipServing(wheels: Readonly<Record<string, Uint8Array>>): Program {
  return (args) => {
    if (args.includes('--version')) return;
    const requirement = readFileSync(args[args.indexOf('--requirement') + 1] ?? '', 'utf8');
    const [, name = '', wanted = ''] = /^(.*)==\S+ --hash=sha256:(\S+)/.exec(requirement) ?? [];
    const wheel = wheels[name];
    if (!wheel) return { status: 1, stderr: `ERROR: No matching distribution found for ${name}` };
    const found = sha256(wheel);
    if (found !== wanted)
      return {
        status: 1,
        stderr: `ERROR: HASHES DO NOT MATCH\n    Expected sha256 ${wanted}\n         Got        ${found}`
      };
    writeFileSync(join(args[args.indexOf('--dest') + 1] ?? '', `${name}.whl`), wheel);
  };
}
