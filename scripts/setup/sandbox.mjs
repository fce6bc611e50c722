import { statSync } from 'node:fs';
import { join } from 'node:path';

const SETUID = 0o4000;

/**
 * Electron's sandbox needs either unprivileged user namespaces or its helper owned by root with the set-user-ID bit.
 * @param {import('./machine.mjs').Machine} machine
 * @param {{ folder: string }} electron
 * @returns {Promise<string | null>} the command that makes the sandbox possible, null where it is, or for root
 */
export async function sandboxRemedy(machine, { folder }) {
  if (machine.platform !== 'linux' || machine.isRoot) return null;
  const helper = join(folder, 'chrome-sandbox');
  if (isSetuidRoot(helper) || (await userNamespacesWork(machine))) return null;
  return `sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`;
}

/** @param {string} file */
function isSetuidRoot(file) {
  try {
    const { mode, uid } = statSync(file);
    return uid === 0 && (mode & SETUID) !== 0;
  } catch {
    return false;
  }
}

/** @param {import('./machine.mjs').Machine} machine */
async function userNamespacesWork(machine) {
  const value = (/** @type {string} */ name) => machine.readSystemFile(`/proc/sys/${name}`)?.trim();
  if (value('kernel/unprivileged_userns_clone') === '0') return false;
  if (value('kernel/apparmor_restrict_unprivileged_userns') === '1') return false;
  if (value('user/max_user_namespaces') === '0') return false;
  const { status, error } = await machine.run('unshare', ['--user', '--map-root-user', 'true'], { timeoutMs: 10_000 });
  // Without the tool nothing speaks against namespaces.
  return status === 0 || error !== null;
}
