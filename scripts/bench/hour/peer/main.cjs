const { app, BrowserWindow } = require('electron');

/** A window with the page of its last argument, and nothing else. */
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1440, height: 900 });
  void window.loadURL(process.argv.at(-1) ?? '');
});
app.on('window-all-closed', () => app.quit());
