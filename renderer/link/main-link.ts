import { failureOf, type AppApi, type AppEvent, type CommandName, type CommandResults, type Outcome } from '@contract';
import type { CommandArgs } from '@contract/schemas';

type Commands = { readonly [N in CommandName]: (args: CommandArgs<N>) => Promise<Outcome<CommandResults[N]>> };
type ArgsOf<N extends CommandName> = undefined extends CommandArgs<N> ? [] : [args: CommandArgs<N>];

/** The page's one way to main: every command answers with a value, also where the channel itself fails. */
export class MainLink {
  readonly #api: AppApi;

  constructor(api: AppApi) {
    this.#api = api;
  }

  async ask<N extends CommandName>(command: N, ...args: ArgsOf<N>): Promise<Outcome<CommandResults[N]>> {
    const commands: Commands = this.#api;
    try {
      return await commands[command](args[0] as CommandArgs<N>);
    } catch (error) {
      return failureOf(error);
    }
  }

  /** Calls `listener` for every event of main; returns what ends that. */
  onEvent(listener: (event: AppEvent) => void): () => void {
    return this.#api.onEvent(listener);
  }
}
