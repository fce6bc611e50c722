import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

const at = (...parts: string[]): string => resolve(import.meta.dirname, ...parts);

const alias = [
  { find: /^@contract$/, replacement: at('preload/contract/index.ts') },
  { find: /^@contract\//, replacement: at('preload/contract') + '/' },
  { find: /^@signal\//, replacement: at('main/signal') + '/' }
];

// TensorFlow.js and its native addon stay in node_modules; everything else is bundled.
const external = [/^@tensorflow\//, /^@napi-rs\/canvas/];

export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      outDir: at('out/main'),
      target: 'node16',
      sourcemap: true,
      externalizeDeps: false,
      rollupOptions: {
        input: { index: at('main/index.ts'), engine: at('main/engine/index.ts'), cli: at('main/cli/index.ts') },
        external,
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name]-[hash].cjs',
          // Electron 22 cannot import() from inside an asar archive; require() works everywhere.
          dynamicImportInCjs: false
        }
      }
    }
  },
  preload: {
    resolve: { alias },
    build: {
      outDir: at('out/preload'),
      target: 'node16',
      sourcemap: true,
      externalizeDeps: false,
      rollupOptions: {
        input: { index: at('preload/index.ts'), decoder: at('preload/decoder.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: at('renderer'),
    resolve: { alias },
    worker: { format: 'es' },
    plugins: [svelte({ configFile: at('svelte.config.js') })],
    build: {
      outDir: at('out/renderer'),
      target: 'chrome108',
      sourcemap: true,
      // No data: URIs and no inline polyfill, so that the content security policy stays strict.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: { index: at('renderer/index.html'), decoder: at('renderer/decoder.html') } }
    }
  }
});
