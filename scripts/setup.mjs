import { main, prepare } from './setup/prepare.mjs';

/** `node scripts/setup.mjs [--tests] [--retry]`: everything but opening the app; --retry tries TensorFlow again. */
await main({}, async (machine) => {
  const given = new Set(process.argv.slice(2));
  const { electron, electronProblem, tensorflow } = await prepare(machine, {
    electron: true,
    display: given.has('--tests'),
    tensorflow: true,
    build: true,
    retry: given.has('--retry')
  });
  const native = tensorflow?.version ? `TensorFlow ${tensorflow.version}` : "TensorFlow.js' own backends";
  machine.log.say(`ready: ${electron ? `Electron ${electron.version}` : 'no Electron'}, ${native}`);
  if (electronProblem) machine.log.say(electronProblem);
  return electronProblem === null ? 0 : 1;
});
