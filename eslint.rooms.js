/**
 * The import table: which room may import which other room, and which packages. It is the table in CONTRIBUTING.md.
 * The most specific folder comes first, because the first match names a file's room.
 */
const renderer = [
  'renderer/link',
  'renderer/state',
  'renderer/draw',
  'renderer/plots',
  'renderer/controls',
  'renderer/playback',
  'renderer/recording'
];
const picture = ['renderer/draw', 'renderer/plots', 'renderer/controls', 'renderer/playback'];
const node = '^node:';
const electron = '^electron$';
const svelte = ['^svelte($|/)', '^@lucide/svelte'];

export const rooms = [
  { room: 'preload/contract', folder: 'preload/contract', mayImport: [], packages: ['^zod$'] },
  { room: 'preload', folder: 'preload', mayImport: ['preload/contract'], packages: [electron] },

  { room: 'main/signal/scales', folder: 'main/signal/scales', mayImport: [], packages: [] },
  { room: 'main/signal', folder: 'main/signal', mayImport: ['main/signal/scales'], packages: ['^fft\\.js$'] },
  { room: 'main/audio', folder: 'main/audio', mayImport: ['main/signal'], packages: [node, '^opus-decoder$'] },
  {
    room: 'main/learn',
    folder: 'main/learn',
    mayImport: ['main/signal'],
    packages: [node, '^@tensorflow/', '^ml-matrix$', '^@petamoriken/float16$']
  },
  { room: 'main/library', folder: 'main/library', mayImport: ['main/audio', 'main/learn'], packages: [node] },
  {
    room: 'main/engine',
    folder: 'main/engine',
    mayImport: ['main/learn', 'main/signal', 'main/audio', 'main/library', 'preload/contract'],
    packages: [node]
  },
  {
    room: 'main/cli',
    folder: 'main/cli',
    mayImport: ['main/engine', 'main/learn', 'main/signal', 'main/signal/scales', 'main/audio', 'main/library'],
    packages: [node, '^@napi-rs/canvas$']
  },
  { room: 'main/supervisor', folder: 'main/supervisor', mayImport: ['preload/contract'], packages: [electron, node] },
  { room: 'main/shell', folder: 'main/shell', mayImport: ['preload/contract'], packages: [electron, node] },
  {
    room: 'main/ipc',
    folder: 'main/ipc',
    mayImport: ['main/library', 'main/supervisor', 'main/shell', 'preload/contract'],
    packages: [electron, node, '^zod$']
  },
  {
    room: 'main',
    folder: 'main',
    mayImport: ['main/ipc', 'main/library', 'main/supervisor', 'main/shell', 'preload/contract'],
    packages: [electron, node]
  },

  { room: 'renderer/link', folder: 'renderer/link', mayImport: ['preload/contract'], packages: [] },
  {
    room: 'renderer/state',
    folder: 'renderer/state',
    mayImport: ['renderer/link', 'preload/contract'],
    packages: ['^svelte($|/)']
  },
  {
    room: 'renderer/recording',
    folder: 'renderer/recording',
    mayImport: ['renderer/link', 'renderer/state', 'preload/contract'],
    packages: ['^svelte($|/)']
  },
  ...picture.map((room) => ({
    room,
    folder: room,
    mayImport: ['renderer/state', 'main/signal/scales', 'preload/contract', ...picture],
    packages: [...svelte, '^wavesurfer\\.js']
  })),
  { room: 'renderer/decoder', folder: 'renderer/decoder', mayImport: ['preload/contract'], packages: [] },
  {
    room: 'renderer/views',
    folder: 'renderer/views',
    mayImport: [...renderer, 'main/signal/scales', 'preload/contract'],
    packages: svelte
  },
  {
    room: 'renderer',
    folder: 'renderer',
    mayImport: [...renderer, 'renderer/views', 'main/signal/scales', 'preload/contract'],
    packages: svelte
  }
];

/** One rule a room: an import by name (not by path) must match one of the room's packages. */
export function packagesOf(table) {
  return table.map(({ folder, packages }, i) => {
    const allowed = ['^\\.', '^@contract', '^@signal/', '\\?worker&url$', ...packages];
    return {
      files: [`${folder}/**/*.{ts,svelte}`],
      // A file belongs to the first room whose folder holds it, and tests may use the test runner.
      ignores: ['**/*.{test,bench}.ts', ...table.slice(0, i).map((earlier) => `${earlier.folder}/**`)],
      rules: {
        'no-restricted-imports': [
          'error',
          {
            patterns: [
              {
                regex: `^(?!${allowed.map((pattern) => `(?:${pattern.replace(/^\^/, '')})`).join('|')})`,
                message: `${folder} may not use this package: see the table in CONTRIBUTING.md`
              }
            ]
          }
        ]
      }
    };
  });
}
