import type { Session } from 'electron';

/** Electron grants every permission by default; this page needs none, so none is granted. */
export function denyPermissions(session: Session, log: (text: string) => void): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    log(`denied the permission "${permission}"`);
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}
