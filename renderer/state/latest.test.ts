import { describe, expect, it } from 'vitest';
import { Latest } from './latest';

/** A task whose answers are given by hand. */
function desk() {
  const asked: string[] = [];
  const results: string[] = [];
  const answers: { resolve: (value: string) => void; reject: (error: Error) => void }[] = [];
  const latest = new Latest<string, string>({
    task: (question) => {
      asked.push(question);
      return new Promise((resolve, reject) => answers.push({ resolve, reject }));
    },
    onResult: (result, question) => results.push(`${question}: ${result}`)
  });
  const settle = async (act: (answer: (typeof answers)[number]) => void): Promise<void> => {
    const answer = answers.shift();
    if (!answer) throw new Error('nothing is asked');
    act(answer);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { latest, asked, results, settle };
}

describe('Latest', () => {
  it('answers one question after another', async () => {
    const { latest, results, settle } = desk();
    latest.ask('a');
    await settle(({ resolve }) => resolve('1'));
    latest.ask('b');
    await settle(({ resolve }) => resolve('2'));
    expect(results).toEqual(['a: 1', 'b: 2']);
  });

  it('asks one at a time and skips all but the newest', async () => {
    const { latest, asked, results, settle } = desk();
    latest.ask('a');
    latest.ask('b');
    latest.ask('c');
    expect(asked).toEqual(['a']);
    await settle(({ resolve }) => resolve('1'));
    expect(results).toEqual([]);
    expect(asked).toEqual(['a', 'c']);
    await settle(({ resolve }) => resolve('3'));
    expect(results).toEqual(['c: 3']);
  });

  it('goes on after a failure', async () => {
    const { latest, results, settle } = desk();
    latest.ask('a');
    await settle(({ reject }) => reject(new Error('no')));
    latest.ask('b');
    await settle(({ resolve }) => resolve('2'));
    expect(results).toEqual(['b: 2']);
  });

  it('is settled when nothing is asked any more', async () => {
    const { latest, settle } = desk();
    let settled = false;
    await latest.settled;
    latest.ask('a');
    latest.ask('b');
    void latest.settled.then(() => (settled = true));
    await settle(({ resolve }) => resolve('1'));
    expect(settled).toBe(false);
    await settle(({ reject }) => reject(new Error('no')));
    expect(settled).toBe(true);
  });

  it('is quiet once closed', async () => {
    const { latest, asked, results, settle } = desk();
    latest.ask('a');
    latest.ask('b');
    latest.close();
    await settle(({ resolve }) => resolve('1'));
    latest.ask('c');
    expect(asked).toEqual(['a']);
    expect(results).toEqual([]);
  });
});
