import type { SystemInfo } from '@contract';

/** The Electron this app is built for, and how many majors Electron's makers support at a time. */
const BUILT_FOR = 45;
const SUPPORTED_MAJORS = 3;

export interface Versions {
  readonly app: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  /** As Node names it: `linux`, `darwin`, `win32`. */
  readonly platform: string;
  /** As Node names it: `x64`, `arm64`. */
  readonly architecture: string;
}

export function systemInfo(versions: Versions): SystemInfo {
  const { app, electron, chromium, node, platform, architecture } = versions;
  const names: Readonly<Record<string, string>> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };
  const system = `${names[platform] ?? platform} ${architecture}`;
  return { app, electron, chromium, node, endOfLife: endOfLife(electron), platform: system };
}

/** A warning where this Electron gets no security fixes any more, else null. */
export function endOfLife(electron: string): string | null {
  const major = Number.parseInt(electron, 10);
  const oldest = BUILT_FOR - SUPPORTED_MAJORS + 1;
  if (major >= oldest) return null;
  return `Electron ${electron} is past its end of life and gets no security fixes any more; versions from ${oldest} on do.`;
}
