import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const REPOSITORY = join(__dirname, '../..');
const ENTRY = `import { loadTensorFlow, probe } from ${JSON.stringify(join(__dirname, 'tensorflow.ts'))};
loadTensorFlow().then((loaded) => console.log(JSON.stringify(probe(loaded))), (error) => { console.error(error.message); process.exit(1); });`;

let app: string;
/** The bundle, as the app has it, beside the packages but for the native one. */
beforeAll(async () => {
  app = await realpath(await mkdtemp(join(tmpdir(), 'fallback-')));
  await mkdir(join(app, 'node_modules/@tensorflow'), { recursive: true });
  for (const name of ['tfjs', 'tfjs-backend-wasm']) {
    await symlink(join(REPOSITORY, 'node_modules/@tensorflow', name), join(app, 'node_modules/@tensorflow', name));
  }
  await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      { name: 'entry', resolveId: (id) => (id === 'entry' ? id : null), load: (id) => (id === 'entry' ? ENTRY : null) }
    ],
    build: {
      ssr: true,
      outDir: app,
      emptyOutDir: false,
      rollupOptions: { input: 'entry', output: { format: 'cjs', entryFileNames: 'entry.cjs' } }
    }
  });
});
afterAll(() => rm(app, { recursive: true }));

function run(environment: Record<string, string> = {}): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(app, 'entry.cjs')], {
    encoding: 'utf8',
    env: { ...process.env, ...environment }
  });
}

interface Answer {
  readonly product: number[];
  readonly backend: { readonly backend: string; readonly reason: string; readonly tensorflowVersion: string };
}

describe('without the native library', () => {
  it('takes WebAssembly and says what loading the library said', () => {
    const { stdout, stderr } = run();
    expect(stderr).toBe('');
    const { product, backend } = JSON.parse(stdout) as Answer;
    expect(product).toEqual([7, 10, 15, 22]);
    expect(backend).toMatchObject({ backend: 'wasm', tensorflowVersion: '4.22.0' });
    expect(backend.reason).toMatch(/^Cannot find module '@tensorflow\/tfjs-node-gpu'/);
    expect(backend.reason).not.toContain('\n');
  });

  it('gives the reason that set-up wrote down', async () => {
    const native = join(app, 'node_modules/@tensorflow/tfjs-node-gpu');
    await mkdir(native);
    await writeFile(join(native, 'package.json'), '{ "main": "none.js" }');
    await mkdir(join(app, 'node_modules/.setup'));
    const reason = 'no native library for this system';
    await writeFile(join(app, 'node_modules/.setup/tensorflow.json'), JSON.stringify({ reason }));
    expect((JSON.parse(run().stdout) as Answer).backend).toMatchObject({ backend: 'wasm', reason });
    const refused = run({ NEURAL_SPECTROGRAM_BACKEND: 'tensorflow' });
    expect(refused.status).toBe(1);
    expect(refused.stderr).toBe(`TensorFlow does not load: ${reason}\n`);
  });

  it('takes plain JavaScript where WebAssembly fails too', async () => {
    await rm(join(app, 'node_modules/@tensorflow/tfjs-backend-wasm'));
    const { stdout, stderr } = run();
    expect(stderr).toBe('');
    expect((JSON.parse(stdout) as Answer).backend).toMatchObject({ backend: 'cpu' });
  });
});
