import { join } from 'node:path';
import { callersFolder, main, prepare, ROOT } from './setup/prepare.mjs';

/** `npm run -s analyze|learn|evaluate|export|sample -- ...`: the command line of the app in plain Node. Standard output is the command's alone. */
await main({ stream: 'stderr', mayAsk: false }, async (machine) => {
  await prepare(machine, { tensorflow: true, build: true });
  const cwd = callersFolder(process.env, process.cwd());
  const program = join(ROOT, 'out', 'main', 'cli.cjs');
  const result = await machine.run(process.execPath, [program, ...process.argv.slice(2)], { cwd, output: 'inherit' });
  if (result.error) machine.log.say(result.error);
  return result.status ?? 1;
});
