import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const at = (path: string): string => resolve(import.meta.dirname, path);

export default defineConfig({
  plugins: [svelte()],
  resolve: {
    conditions: ['browser'],
    alias: [
      { find: /^@contract$/, replacement: at('preload/contract/index.ts') },
      { find: /^@contract\//, replacement: at('preload/contract') + '/' },
      { find: /^@signal\//, replacement: at('main/signal') + '/' }
    ]
  },
  test: {
    include: ['{main,preload,renderer,scripts}/**/*.test.ts'],
    environment: 'node',
    // Native libraries (TensorFlow) do not survive worker threads.
    pool: 'forks',
    testTimeout: 30_000
  }
});
