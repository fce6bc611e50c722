import { BrowserWindow, nativeTheme, screen, type WebContents } from 'electron';
import { CHANNEL, type AppEvent, type RunProgress } from '@contract';
import { pagePreferences } from './page-preferences';
import { MIN_SIZE, placeWindow, type WindowBounds } from './window-bounds';

export interface MainWindowOptions {
  readonly title: string;
  readonly url: string;
  readonly preload: string;
  readonly icon: string;
  /** Where the window was last time, or null. */
  readonly bounds: () => WindowBounds | null;
  readonly onBounds: (bounds: WindowBounds) => void;
  readonly onFocus: () => void;
  /** The window was closed and no other one is in its place. */
  readonly onClosed: () => void;
  /** A page begins to load and has heard nothing yet. */
  readonly onLoading: () => void;
  /** The page's process died; the window stays empty until `reopen`. */
  readonly onCrash: (reason: string) => void;
  readonly log: (level: 'info' | 'warning' | 'error', text: string) => void;
}

/** The app's one window: opened when wanted, replaced when its page crashed. */
export class MainWindow {
  readonly #options: MainWindowOptions;
  #window: BrowserWindow | null = null;

  constructor(options: MainWindowOptions) {
    this.#options = options;
  }

  /** For dialogs that belong to the window; null where none is open. */
  get browserWindow(): BrowserWindow | null {
    return this.#window;
  }

  owns(contents: WebContents): boolean {
    return this.#window?.webContents === contents;
  }

  send(event: AppEvent): void {
    this.#window?.webContents.send(CHANNEL.event, event);
  }

  /** Opens the window, or brings it to the front. */
  open(): void {
    if (this.#window) {
      if (this.#window.isMinimized()) this.#window.restore();
      this.#window.focus();
      return;
    }
    const window = this.#create();
    this.#window = window;
    this.#watch(window);
    this.#load(window);
  }

  /** Replaces a window whose page is lost: a fresh window recovers where a reload may not. */
  reopen(): void {
    const old = this.#window;
    this.#window = null;
    this.open();
    old?.destroy();
  }

  /** Shows in the task bar how far a run is. */
  showProgress({ end, done }: Pick<RunProgress, 'end' | 'done'>): void {
    if (end !== null) this.#window?.setProgressBar(-1);
    // Above 1 the share is unknown.
    else this.#window?.setProgressBar(done ?? 2);
  }

  #create(): BrowserWindow {
    const { title, preload, icon, bounds } = this.#options;
    const saved = bounds();
    const displays = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()];
    const window = new BrowserWindow({
      ...placeWindow(
        saved,
        displays.map(({ workArea }) => workArea)
      ),
      minWidth: MIN_SIZE.width,
      minHeight: MIN_SIZE.height,
      show: false,
      title,
      icon,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#14171b' : '#f4f5f7',
      webPreferences: {
        ...pagePreferences(preload),
        // Pictures must go on while another window has the focus: a training run is watched from aside.
        backgroundThrottling: false
      }
    });
    if (saved?.maximized) window.maximize();
    return window;
  }

  #load(window: BrowserWindow): void {
    const { url, log } = this.#options;
    window.loadURL(url).catch((error: unknown) => log('error', String(error)));
  }

  #watch(window: BrowserWindow): void {
    const { onBounds, onFocus, onClosed, onLoading, onCrash, log } = this.#options;
    const remember = (): void => {
      if (!window.isMinimized()) onBounds({ ...window.getNormalBounds(), maximized: window.isMaximized() });
    };
    window.once('ready-to-show', () => window.show());
    window.on('resize', remember);
    window.on('move', remember);
    window.on('maximize', remember);
    window.on('unmaximize', remember);
    window.on('focus', onFocus);
    window.once('closed', () => {
      if (this.#window !== window) return;
      this.#window = null;
      onClosed();
    });
    window.webContents.on('did-start-loading', onLoading);
    window.webContents.on('did-navigate', (_event, url) => {
      // Chromium asks nobody before it shows an empty page.
      if (url !== this.#options.url) this.#load(window);
    });
    window.webContents.on('did-fail-load', (_event, code, text) =>
      log('error', `the page did not load: ${text} (${code})`)
    );
    window.webContents.on('preload-error', (_event, _path, error) => log('error', `preload: ${error.message}`));
    window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason === 'clean-exit' || this.#window !== window) return;
      onCrash(`${reason}, code ${exitCode}`);
    });
  }
}
