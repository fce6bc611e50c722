import { StateFile } from '../library/settings';
import { INITIAL_CLIP_LIST, parseClipList, type ClipListState } from './clip-list-schema';
import { INITIAL_STATE, parseState, type AppState } from './state-schema';

/** The files that mirror what the app remembers from one start to the next. */
export interface States {
  readonly app: StateFile<AppState>;
  readonly clipList: StateFile<ClipListState>;
}

/** Never fails: a file that cannot be used is set aside. */
export async function openStates(
  paths: { readonly state: string; readonly clipList: string },
  onSaveError: (error: unknown) => void
): Promise<States> {
  const [app, clipList] = await Promise.all([
    StateFile.open<AppState>({ path: paths.state, validate: parseState, initial: INITIAL_STATE, onSaveError }),
    StateFile.open<ClipListState>({
      path: paths.clipList,
      validate: parseClipList,
      initial: INITIAL_CLIP_LIST,
      onSaveError
    })
  ]);
  return { app, clipList };
}

/** Writes what is not yet on disk. */
export async function flushStates({ app, clipList }: States): Promise<void> {
  await Promise.all([app.flush(), clipList.flush()]);
}
