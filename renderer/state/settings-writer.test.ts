import { expect, test } from 'vitest';
import { failure, success, type Outcome } from '@contract';
import { DEFAULT_SETTINGS, type Settings, type SettingsPatch } from '@contract/schemas';
import { SettingsWriter } from './settings-writer';
import { settle } from './test-grid';

function setUp(): {
  writer: SettingsWriter;
  shown: () => Settings;
  sent: SettingsPatch[];
  answer: (outcome: Outcome<Settings>) => Promise<void>;
  failures: string[];
} {
  let settings: Settings = DEFAULT_SETTINGS;
  const sent: SettingsPatch[] = [];
  const answers: ((outcome: Outcome<Settings>) => void)[] = [];
  const failures: string[] = [];
  const writer = new SettingsWriter({
    read: () => settings,
    show: (next) => (settings = next),
    send: (patch) => (sent.push(patch), new Promise((resolve) => answers.push(resolve))),
    onFailure: (message) => failures.push(message)
  });
  const answer = (outcome: Outcome<Settings>): Promise<void> => (answers.shift()?.(outcome), settle());
  return { writer, shown: () => settings, sent, answer, failures };
}

test('a change is shown at once and kept when main has it', async () => {
  const { writer, shown, sent, answer } = setUp();
  void writer.change({ rate: 16000 });
  expect(shown().rate).toBe(16000);
  expect(writer.busy).toBe(true);
  await answer(success({ ...DEFAULT_SETTINGS, rate: 16000 }));
  expect(sent).toEqual([{ rate: 16000 }]);
  expect([shown().rate, writer.busy]).toEqual([16000, false]);
});

test('changes made meanwhile are sent together, and none flickers back', async () => {
  const { writer, shown, sent, answer } = setUp();
  void writer.change({ range: [-110, 0] });
  void writer.change({ range: [-120, 0] });
  void writer.change({ volume: 0.5 });
  await answer(success({ ...DEFAULT_SETTINGS, range: [-110, 0] }));
  expect(shown()).toMatchObject({ range: [-120, 0], volume: 0.5 });
  expect(sent).toEqual([{ range: [-110, 0] }, { range: [-120, 0], volume: 0.5 }]);
  await answer(success({ ...DEFAULT_SETTINGS, range: [-120, 0], volume: 0.5 }));
  expect(shown()).toMatchObject({ range: [-120, 0], volume: 0.5 });
});

test('what main refuses is taken back and told', async () => {
  const { writer, shown, answer, failures } = setUp();
  void writer.change({ ratioRange: 600 });
  await answer(failure('bad-request', 'At most 60 dB.'));
  expect(shown().ratioRange).toBe(DEFAULT_SETTINGS.ratioRange);
  expect(failures).toEqual(['At most 60 dB.']);
  expect(writer.busy).toBe(false);
});
