import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const at = (path: string): string => resolve(import.meta.dirname, path);

/** Rooms whose tests load no native library and replace no module. */
const PURE = ['{preload,renderer}/**/*.test.ts', 'main/{audio,ipc,shell,signal}/**/*.test.ts'];

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
    // Native libraries (TensorFlow) do not survive worker threads.
    pool: 'forks',
    // Left alone, vitest keeps one of two cores idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // For a hang. A machine that is shared may take ten times as long as another.
    testTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: { name: 'native', include: ['{main,scripts}/**/*.test.ts'], exclude: PURE }
      },
      {
        extends: true,
        // Nothing here outlives its file, so that one process can run them all.
        test: { name: 'pure', include: PURE, isolate: false }
      }
    ]
  }
});
