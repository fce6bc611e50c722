import { join } from 'node:path';
import { build } from 'vite';

/**
 * Bundles what measures the app, for plain Node.
 * @param {string} root
 * @returns {Promise<string>} the program
 */
export async function buildBench(root) {
  const outDir = join(root, 'out', 'bench');
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    resolve: {
      alias: [
        { find: /^@contract$/, replacement: join(root, 'preload/contract/index.ts') },
        { find: /^@contract\//, replacement: join(root, 'preload/contract/') }
      ]
    },
    ssr: { noExternal: true },
    build: {
      outDir,
      target: 'node20',
      ssr: join(root, 'main/learn/bench/index.ts'),
      rollupOptions: {
        external: [/^@tensorflow\//],
        output: { format: 'cjs', entryFileNames: 'bench.cjs' }
      }
    }
  });
  return join(outDir, 'bench.cjs');
}
