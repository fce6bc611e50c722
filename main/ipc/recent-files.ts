import type { Session } from '@contract';
import { recentEntries } from '../library/recents';
import type { AppState } from './state-schema';

type Saved = Pick<AppState, 'recentClips' | 'recentCheckpoints'>;
type Recents = Pick<Session, 'recentClips' | 'recentCheckpoints'>;

/** The recent files by their names, and whether each was there when last looked for. */
export class RecentFiles {
  #found: Recents = { recentClips: [], recentCheckpoints: [] };
  #looks = 0;

  get found(): Recents {
    return this.#found;
  }

  /** @returns false where a later look was faster */
  async look({ recentClips, recentCheckpoints }: Saved): Promise<boolean> {
    const look = ++this.#looks;
    const [clips, checkpoints] = await Promise.all([recentEntries(recentClips), recentEntries(recentCheckpoints)]);
    // A slow disk must not bring back a list that is out of date.
    if (look !== this.#looks) return false;
    this.#found = { recentClips: clips, recentCheckpoints: checkpoints };
    return true;
  }
}
