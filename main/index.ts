import { app, MessageChannelMain, session, type WebContents } from 'electron';
import { attachDoors } from './ipc/attach-doors';
import { ClipExports } from './ipc/clip-exports';
import { ClipList } from './ipc/clip-list';
import { Clips } from './ipc/clips';
import { Dialogs } from './ipc/dialogs';
import { Exports } from './ipc/exports';
import { Door } from './ipc/door';
import { followSystem } from './ipc/follow-system';
import { createHandlers } from './ipc/handlers';
import { menuCommands, menuState } from './ipc/menu-commands';
import { Inspection } from './ipc/inspection';
import { Networks } from './ipc/networks';
import { flushStates, openStates, type States } from './ipc/open-states';
import { Pictures } from './ipc/pictures';
import { restoreEngine } from './ipc/restore';
import { parseRun } from './ipc/run-schema';
import { Runs } from './ipc/runs';
import { SessionStore } from './ipc/session-store';
import { Sounds } from './ipc/sounds';
import { passOnReport } from './ipc/engine-reports';
import { Takes } from './ipc/takes';
import { Signals } from './ipc/signals';
import { Training } from './ipc/training';
import { PlayableSounds } from './library/playable-sounds';
import { RunLibrary } from './library/runs';
import { TakeLibrary } from './library/takes';
import { declareScheme, serveApp } from './shell/app-protocol';
import { ApplicationMenu } from './shell/application-menu';
import { catchDefects } from './shell/catch-defects';
import { giveUp } from './shell/give-up';
import { launchFile } from './shell/launch-file';
import { Log, type LogLevel } from './shell/log';
import { MainWindow, type MainWindowOptions } from './shell/main-window';
import { DecoderPages } from './shell/decoder-pages';
import { forbidNavigation } from './shell/navigation';
import { fenceDevelopment, fenceNetwork } from './shell/network-fence';
import { ORIGIN, originOf } from './shell/origin';
import { Permissions } from './shell/permissions';
import { places, type Places } from './shell/places';
import { developmentPolicy } from './shell/security-headers';
import { fenceSounds } from './shell/sound-fence';
import { thisSystem } from './shell/this-system';
import { forkUtility } from './supervisor/engine-child';
import { Engines } from './supervisor/engines';
import { RestartPolicy } from './supervisor/restart-policy';

type Say = (level: LogLevel, text: string) => void;

/** The server of `npm run dev`, where the page comes from one. */
const server = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
const pageUrl = server === undefined ? `${ORIGIN}/index.html` : new URL(server).href;
const origin = originOf(pageUrl) ?? ORIGIN;

/** The file to open first: from the command line, or handed over by macOS before there is a window. */
let firstFile = launchFile(process.argv.slice(1), { folder: process.cwd(), appPath: app.getAppPath() });

if (app.requestSingleInstanceLock({ file: firstFile })) {
  // As root the operating system's sandbox cannot be had; the page's own isolation stays.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  declareScheme(server !== undefined);
  app.on('open-file', (event, path) => {
    event.preventDefault();
    firstFile = path;
  });
  app.whenReady().then(run).catch(giveUp);
} else {
  app.exit(0);
}

async function run(): Promise<void> {
  const place = places(__dirname);
  const log = new Log({ path: place.log, echo: (text) => void process.stderr.write(text) });
  const say: Say = (level, text) => log.write({ level, text, source: 'main', pid: process.pid });
  process.stderr.on('error', () => undefined); // the terminal may be gone; the log file stays
  say('info', `started, version ${app.getVersion()}, Electron ${process.versions.electron}`);
  const playable = new PlayableSounds();
  raiseWalls({ place, playable, say });
  const states = await openStates(place, (error) => say('warning', `the settings were not saved: ${String(error)}`));
  const library = await RunLibrary.open({
    path: place.runs,
    validate: parseRun,
    onProblem: (text) => say('warning', text)
  });
  const rooms = furnish({ place, states, log, library, playable });
  rooms.runs.publish();
  await rooms.clipList.clean([...rooms.store.clipPaths, ...library.clipPaths]);
  openDoors(rooms, say);
  rooms.engines.start('analysis');
  rooms.window.open();
  followSystem(rooms);
  catchDefects(
    (text) => say('error', text),
    (text) => rooms.store.notify('error', text)
  );
  endInOrder(rooms.engines, () => Promise.all([flushStates(states), library.flush(), playable.closeAll()]), log);
  await Promise.all([lookAround(rooms), rooms.takes.refresh()]);
}

/** What keeps the page inside: its files, its headers, no network, no navigation. */
function raiseWalls({ place, playable, say }: Pick<Ground, 'place' | 'playable'> & { readonly say: Say }): void {
  const warn = (text: string): void => say('warning', text);
  forbidNavigation(pageUrl, warn);
  const findSound = (id: string) => playable.find(id);
  serveApp(session.defaultSession, { root: place.page, findSound, server: server === undefined ? null : origin });
  if (server === undefined) fenceNetwork(session.defaultSession, warn);
  else fenceDevelopment(session.defaultSession, origin, developmentPolicy(origin));
}

type Rooms = ReturnType<typeof furnish>;

interface Ground {
  readonly place: Places;
  readonly states: States;
  readonly log: Log;
  readonly library: RunLibrary;
  readonly playable: PlayableSounds;
}

function furnish({ place, states, log, library, playable }: Ground) {
  const store = new SessionStore({
    system: thisSystem(),
    state: states.app,
    publish: (event) => window.send(event),
    onChange: () => menu.show(menuState(store.snapshot))
  });
  const onFocus = (): void => void lookAround({ store, clipList });
  const reopen = (): void => window.reopen();
  const warn = (text: string): void => log.write({ level: 'warning', text, source: 'main', pid: process.pid });
  const decoderPages = new DecoderPages({ page: pageUrl, preload: place.decoderPreload, log: warn });
  const onClosed = (): void => decoderPages.closeAll();
  const window: MainWindow = new MainWindow(windowOptions(place, store, { log, reopen, onFocus, onClosed }));
  const engines: Engines = new Engines({
    fork: forkUtility(place.engine, place.decoded),
    channel: () => new MessageChannelMain(),
    openDecoder: (port) => decoderPages.open(port),
    log: (line) => log.write(line),
    onState: (role, engineState) => {
      store.setEngine(role, engineState);
      if (role === 'training' && engineState.phase === 'failed') training.givenUp(engineState.reason);
    },
    onReport: (message) =>
      passOnReport(message, { store, clips, clipExports, networks, training, runs, sounds, window }),
    onLost: (role, reason) => {
      if (role === 'training') training.lost(reason);
      else void sounds.engineLost();
    },
    restore: (role) => restoreEngine(role, { engines, clips, networks, training, takes })
  });
  const sounds: Sounds = new Sounds({ engines, library: playable, log: warn });
  const dialogs = new Dialogs(() => window.browserWindow);
  const { sampleClip: sample, signals: folder } = place;
  const clipList: ClipList = new ClipList({
    store,
    state: states.clipList,
    sample,
    folders: { signal: folder, recording: place.takes }
  });
  const clips: Clips = new Clips({ store, engines, dialogs, sounds, list: clipList, sample, first: firstFile });
  const clipExports: ClipExports = new ClipExports({ store, engines, dialogs, clips });
  const saving = { store, engines, dialogs, clips, saves: clipExports };
  const takes: Takes = new Takes({ ...saving, list: clipList, library: new TakeLibrary(place.takes) });
  const signals = new Signals({ engines, list: clipList, clips, folder });
  const runs = new Runs({ store, library, dialogs });
  const pictures = new Pictures({ store, dialogs });
  const inspection = new Inspection({ store, engines, dialogs, runs });
  const networks: Networks = new Networks({
    store,
    engines,
    dialogs,
    runs,
    bundled: place.bundledNetwork,
    holds: (run) => training.holds(run)
  });
  const exports = new Exports({ ...saving, runs, current: () => networks.run });
  const training: Training = new Training({ store, engines, networks, runs, clip: () => clips.forTraining });
  const page: Parameters<typeof menuCommands>[0]['page'] = (action) => window.send({ type: 'menu', action });
  const menu = new ApplicationMenu(menuCommands({ store, clips, networks, exports, page }), {
    mac: process.platform === 'darwin',
    development: server !== undefined
  });
  const knows = (page: WebContents): boolean => window.owns(page);
  const permissions = new Permissions(session.defaultSession, { origin, knows, log: warn });
  fenceSounds(session.defaultSession, { knows, log: warn });
  const sound = { clips, clipList, clipExports, signals, takes, permissions };
  return { store, engines, window, ...sound, networks, training, runs, pictures, inspection, exports };
}

function windowOptions(
  place: Places,
  store: SessionStore,
  { log, reopen, ...on }: { log: Log } & Record<'reopen' | 'onFocus' | 'onClosed', () => void>
): MainWindowOptions {
  const policy = new RestartPolicy();
  const say: Say = (level, text) => log.write({ level, text, source: 'page', pid: undefined });
  return {
    title: app.getName(),
    url: pageUrl,
    preload: place.preload,
    icon: place.icon,
    bounds: () => store.saved.window,
    onBounds: (bounds) => store.remember({ window: bounds }),
    ...on,
    onLoading: () => store.leave(),
    onCrash: (reason) => {
      store.leave();
      say('error', `the page's process ended: ${reason}`);
      if (policy.crashed(Date.now()) === 'stop')
        return giveUp(new Error(`The window's process ended again (${reason}).`));
      store.notify('warning', 'The window had crashed and was opened again. Clip, network and training go on.');
      reopen();
    },
    log: say
  };
}

/** Files come and go while nobody looks. */
async function lookAround({ store, clipList }: Pick<Rooms, 'store' | 'clipList'>): Promise<void> {
  await Promise.all([store.refreshRecents(), clipList.refresh()]);
}

function openDoors({ window, clips, ...rooms }: Rooms, say: Say): void {
  const handlers = createHandlers({ clips, ...rooms });
  const door = new Door({ handlers, origin, knows: (page) => window.owns(page), log: say });
  attachDoors(door, clips, (text) => say('warning', text));
}

/** Windows are closed by now: settings and log reach the disk and the engines end before the app does. */
function endInOrder(engines: Engines, flush: () => Promise<unknown>, log: Log): void {
  app.once('will-quit', (event) => {
    event.preventDefault();
    void Promise.allSettled([engines.stop(), flush()])
      .then(() => log.flush())
      .then(() => app.exit(0));
  });
}
