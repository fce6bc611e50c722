import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { CHANNEL, COMMAND_NAMES, failureOf, PORT_MESSAGE } from '@contract';
import type { AppApi, AppEvent, PortMessage } from '@contract';

type Invoke = (args: unknown) => Promise<unknown>;

const commands = COMMAND_NAMES.map((name): [string, Invoke] => [
  name,
  // Arguments that cannot be cloned throw here; the page gets a value all the same.
  (args) => ipcRenderer.invoke(CHANNEL.command, name, args).catch(failureOf)
]);

function onEvent(listener: (event: AppEvent) => void): () => void {
  const forward = (_event: unknown, event: AppEvent): void => listener(event);
  ipcRenderer.on(CHANNEL.event, forward);
  return () => void ipcRenderer.off(CHANNEL.event, forward);
}

// Main answers each command with the outcome of its type.
const api = Object.freeze({ ...Object.fromEntries(commands), onEvent }) as AppApi;
contextBridge.exposeInMainWorld('api', api);

// A port cannot cross the bridge; a message to our own origin brings it to the page.
ipcRenderer.on(CHANNEL.port, (event, { role }: Pick<PortMessage, 'role'>) => {
  const message: PortMessage = { type: PORT_MESSAGE, role };
  window.postMessage(message, window.location.origin, event.ports);
});

/** Electron 22 has no `webUtils`; there the file knows its own path. */
function pathOf(file: File): string {
  const utilities = webUtils as typeof webUtils | undefined;
  return utilities ? utilities.getPathForFile(file) : ((file as File & { path?: string }).path ?? '');
}

const MOST_FILES = 50;

/** Only a person's hand makes a trusted event, so a script in the page cannot name files. */
function hand({ isTrusted }: Event, files: FileList | undefined): void {
  const paths = Array.from(files ?? [], pathOf)
    .filter((path) => path !== '')
    .slice(0, MOST_FILES);
  if (isTrusted && paths.length > 0) void ipcRenderer.invoke(CHANNEL.drop, paths);
}

window.addEventListener('dragover', (event) => event.preventDefault());
window.addEventListener('drop', (event) => {
  event.preventDefault();
  hand(event, event.dataTransfer?.files);
});
// A picture or sound that was copied in another program has no path: there is no file to open.
window.addEventListener('paste', (event) => hand(event, event.clipboardData?.files));
