import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const at = (path: string): string => resolve(import.meta.dirname, path);

/** Rooms of main whose tests load no native library and replace no module. */
const PURE = 'main/{audio,ipc,shell,signal}/**/*.test.ts';
/** Svelte keeps the first document it meets, and so needs a process for each. */
const RUNES = 'renderer/**/*.svelte.test.ts';

/** One after the other what one process can run: it serves a row of files of one project in one environment. */
class InRows extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const row = ({ project, moduleId }: TestSpecification): number =>
      project.name !== 'pure' ? 0 : readFileSync(moduleId, 'utf8').includes('@vitest-environment') ? 2 : 1;
    return (await super.sort(files))
      .map((file) => ({ file, row: row(file) }))
      .sort((a, b) => a.row - b.row)
      .map(({ file }) => file);
  }
}

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
    sequence: { sequencer: InRows },
    projects: [
      {
        extends: true,
        test: { name: 'alone', include: ['{main,scripts}/**/*.test.ts', RUNES], exclude: [PURE] }
      },
      {
        extends: true,
        // Nothing here outlives its file, so that one process can run them all.
        test: { name: 'pure', include: [PURE, '{preload,renderer}/**/*.test.ts'], exclude: [RUNES], isolate: false }
      }
    ]
  }
});
