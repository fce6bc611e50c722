import { expect, test } from 'vitest';
import { endOfLife, systemInfo } from './system-info';

test('Electron older than the three supported majors is named with a warning', () => {
  expect(endOfLife('22.3.25')).toMatch(/22\.3\.25 is past its end of life/);
  expect(endOfLife('42.9.9')).toMatch(/from 43 on/);
  expect(endOfLife('43.0.0')).toBeNull();
  expect(endOfLife('45.4.1')).toBeNull();
});

test('the platform is named as a person would', () => {
  const versions = { app: '1', electron: '45.4.1', chromium: '2', node: '3', platform: 'linux', architecture: 'x64' };
  expect(systemInfo(versions).platform).toBe('Linux x64');
  expect(systemInfo({ ...versions, platform: 'haiku' }).platform).toBe('haiku x64');
});
