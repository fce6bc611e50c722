import { cpus, loadavg } from 'node:os';

/** What `npm run bench` prints; nothing of it is hidden or fails the run. */
export class Report {
  #met = 0;
  #missed = 0;

  /** @param {string} text */
  title(text) {
    console.log(`\n${text}`);
  }

  /** @param {string} text */
  line(text) {
    console.log(`  ${text}`);
  }

  /** @param {string} name @param {string} value @param {string} [note] */
  row(name, value, note = '') {
    this.line(`${name.padEnd(44)} ${value.padStart(12)}  ${note}`.trimEnd());
  }

  /**
   * @param {string} aim what was to be shown
   * @param {boolean} isMet
   * @param {string} got
   * @param {string} [cause] why, where it was missed
   */
  target(aim, isMet, got, cause = '') {
    if (isMet) this.#met += 1;
    else this.#missed += 1;
    this.line(`${isMet ? 'met   ' : 'MISSED'} ${aim}: ${got}${!isMet && cause ? ` (${cause})` : ''}`);
  }

  /** What else this machine was doing, as far as it tells. @param {string} when */
  load(when) {
    const [load = 0] = loadavg();
    const count = cpus().length;
    if (load < 0.3 * count) return;
    this.line(
      `note: ${when} the load was ${load.toFixed(1)} on ${count} cores; with others at work, trust ratios more than times`
    );
  }

  end() {
    console.log(`\n${this.#met} met, ${this.#missed} missed`);
  }
}
