import { main, prepare } from './setup/prepare.mjs';
import { runChecks } from './testing/checks.mjs';
import { closing } from './testing/tally.mjs';

/** `npm run check`: types, lint and format. */
await main({}, async (machine) => {
  await prepare(machine, {});
  const { line, good } = closing(await runChecks(machine));
  console.log(line);
  return good ? 0 : 1;
});
