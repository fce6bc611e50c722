import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the app that holds package.json and resources, whether this code runs from the bundle or the sources. */
export function appRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error(`${__dirname} is not inside the app`);
    folder = above;
  }
  return folder;
}

/** The checkpoint that comes with the app. */
export function bundledCheckpoint(): string {
  return join(appRoot(), 'resources', 'networks', 'shared-frame.checkpoint');
}
