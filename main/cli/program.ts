import { analyze } from './analyze';
import { UsageError, type Command, type Context } from './command';
import { evaluate } from './evaluate';
import { exportCommand } from './export';
import { learn } from './learn';
import { sample } from './sample';

const COMMANDS: readonly Command[] = [analyze, learn, evaluate, exportCommand, sample];

/**
 * Runs one command of the command line.
 * @param words what follows the name of the program
 * @returns exit code: 0, 1 where the command could not do its work, 2 where the words make no sense
 */
export async function runProgram(words: readonly string[], context: Context): Promise<0 | 1 | 2> {
  const [name, ...rest] = words;
  const command = COMMANDS.find((known) => known.name === name);
  const { console } = context;
  if (name === '--help' || name === '-h' || name === 'help') {
    console.out(overview());
    return 0;
  }
  if (command && (rest.includes('--help') || rest.includes('-h'))) {
    console.out(usage(command));
    return 0;
  }
  try {
    if (!command) throw new UsageError(`${name ? `there is no command ${name}` : 'no command given'}; ${known()}`);
    await command.run(rest, context);
    return 0;
  } catch (error) {
    const isUsage = error instanceof UsageError;
    const hint = isUsage && command ? ` (usage: ${command.name} ${command.synopsis})` : '';
    console.complain(oneLine(`${command?.name ?? 'error'}: ${messageOf(error)}${hint}`));
    return isUsage ? 2 : 1;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replace(/\p{Cc}/gu, '?');
}

function known(): string {
  return `commands are ${COMMANDS.map(({ name }) => name).join(', ')}`;
}

function overview(): string {
  const lines = COMMANDS.map(({ name, summary }) => `  npm run -s ${name} -- --help\n      ${summary}`);
  return ['Commands:', ...lines].join('\n');
}

function usage({ name, synopsis, summary, options }: Command): string {
  const width = Math.max(...options.map(([option]) => option.length));
  const lines = options.map(([option, text]) => `  ${option.padEnd(width)}  ${text}`);
  return [`npm run -s ${name} -- ${synopsis}`, '', summary, '', ...lines].join('\n');
}
