import { app } from 'electron';
import { systemInfo } from './system-info';

/** The system that this process runs on, for About. */
export function thisSystem(): ReturnType<typeof systemInfo> {
  const { electron, chrome, node } = process.versions;
  const { platform, arch } = process;
  return systemInfo({ app: app.getVersion(), electron, chromium: chrome, node, platform, architecture: arch });
}
