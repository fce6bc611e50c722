import { resolve } from 'node:path';

export interface LaunchPlace {
  /** Folder that relative paths are meant from. */
  readonly folder: string;
  /** The app's own folder: an unpackaged Electron gets it as an argument. */
  readonly appPath: string;
}

/**
 * The file a person named on the command line: the first argument that is neither a flag nor the app itself.
 * @param args the command line without the program
 */
export function launchFile(args: readonly string[], place: LaunchPlace): string | null {
  const paths = args.filter((arg) => arg !== '' && !arg.startsWith('-')).map((arg) => resolve(place.folder, arg));
  return paths.find((path) => path !== resolve(place.appPath)) ?? null;
}
