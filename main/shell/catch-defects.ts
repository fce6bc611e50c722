const SENTENCE = 'The app met a defect of its own; what it was is in the log. What is open should go on working.';

type Say = (text: string) => void;

/**
 * Lets the app go on over errors that nobody caught.
 * @param log takes what it was
 * @param notify takes a sentence for the person
 */
export function catchDefects(log: Say, notify: Say): void {
  const tell = (error: unknown): void => {
    log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    notify(SENTENCE);
  };
  process.on('uncaughtException', tell);
  process.on('unhandledRejection', tell);
}
