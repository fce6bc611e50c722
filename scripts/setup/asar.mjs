/**
 * An asar archive of small text files. Format: https://github.com/electron/asar (a pickled JSON header, then the bodies).
 * @param {Readonly<Record<string, string>>} files text by name, all in the top folder
 * @returns {Buffer}
 */
export function encodeAsar(files) {
  /** @type {Record<string, { size: number, offset: string }>} */
  const listing = {};
  const bodies = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const body = Buffer.from(text);
    listing[name] = { size: body.length, offset: String(offset) };
    bodies.push(body);
    offset += body.length;
  }
  const json = Buffer.from(JSON.stringify({ files: listing }));
  const padding = (4 - (json.length % 4)) % 4;
  const head = Buffer.alloc(16);
  head.writeUInt32LE(4, 0);
  head.writeUInt32LE(json.length + padding + 8, 4);
  head.writeUInt32LE(json.length + padding + 4, 8);
  head.writeUInt32LE(json.length, 12);
  return Buffer.concat([head, json, Buffer.alloc(padding), ...bodies]);
}

/**
 * What Electron runs when it is given a folder. The packaged route brings an Electron without it, since packaged apps do
 * without. It loads the folder named by the first argument, and honours -r as Electron's own does, which test drivers need.
 */
const MAIN = `const { app } = require('electron');
const path = require('path');
const Module = require('module');

let folder = null;
const preloads = [];
const args = process.argv.slice(1);
for (let i = 0; i < args.length; i += 1) {
  if (args[i] === '-r' || args[i] === '--require') preloads.push(args[(i += 1)]);
  else if (!args[i].startsWith('-')) {
    folder = args[i];
    break;
  }
}
process.defaultApp = true;
for (const file of preloads) Module._load(file, Module, true);
const root = path.resolve(folder || '.');
const manifest = require(path.join(root, 'package.json'));
app.setName(manifest.productName || manifest.name || 'Electron');
if (manifest.version) app.setVersion(manifest.version);
app.setAppPath(root);
Module._load(path.join(root, manifest.main || 'index.js'), Module, true);
`;

/** @returns {Buffer} content of resources/default_app.asar */
export function defaultApp() {
  return encodeAsar({ 'package.json': JSON.stringify({ name: 'default-app', main: 'main.js' }), 'main.js': MAIN });
}
