import { COMMAND_NAMES, success, type AppApi, type CommandName, type CommandResults, type Outcome } from '@contract';
import { MainLink } from '../../link/main-link';

export type Answers = {
  -readonly [N in CommandName]?: (args: never) => Outcome<CommandResults[N]>;
};

/** A main process that answers by functions, with null where there is none. */
export function mainOf(answers: Answers): { readonly link: MainLink; readonly asked: [CommandName, unknown][] } {
  const asked: [CommandName, unknown][] = [];
  const functions = COMMAND_NAMES.map((name) => [
    name,
    (args: unknown) => {
      asked.push([name, args]);
      const answer = answers[name] as ((args: unknown) => Outcome<unknown>) | undefined;
      return Promise.resolve(answer?.(args) ?? success(null));
    }
  ]);
  const api = { ...Object.fromEntries(functions), onEvent: () => () => undefined } as AppApi;
  return { link: new MainLink(api), asked };
}
