import { runProgram } from './program';

const interrupt = new AbortController();
// The first time, the command ends in good order; a second time, at once.
process.once('SIGINT', () => interrupt.abort());

void runProgram(process.argv.slice(2), {
  signal: interrupt.signal,
  console: {
    out: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stderr.write(`${line}\n`)
  }
}).then((code) => {
  process.exitCode = code;
});
