import { AppError, COMMAND_NAMES, failure, failureOf, success } from '@contract';
import type { CommandName, CommandResults, Failure, Outcome } from '@contract';
import { commandSchemas } from '@contract/schemas';
import { originOf } from '../shell/origin';
import type { CheckedArgs, Handlers } from './handlers';

/** The part of Electron's invoke event that says who speaks. */
export interface Caller<Page> {
  readonly sender: Page;
  readonly senderFrame: { readonly url: string } | null;
}

export interface DoorOptions<Page> {
  readonly handlers: Handlers<Page>;
  /** Exact origin of our page. */
  readonly origin: string;
  /** Whether these are the contents of our window. */
  readonly knows: (page: Page) => boolean;
  readonly log: (level: 'warning' | 'error', text: string) => void;
}

type AnyPage = { readonly mainFrame: unknown };

/** The one way in for commands: who speaks, from where, what, with which arguments. Answers with a value, never throws. */
export class Door<Page extends AnyPage> {
  readonly #options: DoorOptions<Page>;

  constructor(options: DoorOptions<Page>) {
    this.#options = options;
  }

  async enter(caller: Caller<Page>, name: unknown, args: unknown): Promise<Outcome<CommandResults[CommandName]>> {
    const stranger = this.stranger(caller);
    if (stranger) return this.#refuse('refused', `a command from ${stranger}`);
    if (!isCommand(name)) return this.#refuse('bad-request', 'a command that is not in the list');
    try {
      return success(await this.#carryOut(name, args, caller.sender));
    } catch (error) {
      return this.#explain(name, error);
    }
  }

  /** Why this caller has no say, or null where it is the top frame of our page in our window. */
  stranger({ sender, senderFrame }: Caller<Page>): string | null {
    try {
      if (!this.#options.knows(sender)) return 'another window';
      if (senderFrame === null) return 'a frame that is gone';
      if (senderFrame !== sender.mainFrame) return 'a frame inside the page';
      const origin = originOf(senderFrame.url);
      return origin === this.#options.origin ? null : `the origin ${origin ?? 'null'}`;
    } catch {
      return 'a frame that is gone';
    }
  }

  async #carryOut<N extends CommandName>(name: N, args: unknown, page: Page): Promise<CommandResults[N]> {
    const checked = commandSchemas[name].safeParse(args);
    if (!checked.success) {
      const [issue] = checked.error.issues;
      const where = issue?.path.join('.') ?? '';
      throw new AppError(
        'bad-request',
        `${name}: ${where === '' ? '' : `${where}: `}${issue?.message ?? 'bad arguments'}`
      );
    }
    // The schema of a command yields the arguments of its handler; the compiler cannot follow that through a key.
    return await this.#options.handlers[name](checked.data as CheckedArgs<N>, page);
  }

  #refuse(code: 'refused' | 'bad-request', what: string): Failure {
    this.#options.log('warning', `refused ${what}`);
    return failure(code, `The app refused ${what}.`);
  }

  #explain(name: CommandName, error: unknown): Failure {
    const known = failureOf(error);
    if (known.code === 'internal') {
      this.#options.log('error', `${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    } else if (known.code === 'bad-request') this.#options.log('warning', `refused ${known.message}`);
    return known;
  }
}

function isCommand(name: unknown): name is CommandName {
  return COMMAND_NAMES.some((known) => known === name);
}
