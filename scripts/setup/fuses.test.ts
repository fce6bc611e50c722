import { expect, test } from 'vitest';
import { laterFuses } from './fuses.mjs';

test('a fuse is set only where Electron has it', () => {
  expect(laterFuses('22.3.25')).toEqual({});
  expect(laterFuses('28.9.0')).toEqual({});
  expect(laterFuses('29.0.0')).toEqual({ grantFileProtocolExtraPrivileges: false });
  expect(laterFuses('45.4.1')).toEqual({ grantFileProtocolExtraPrivileges: false });
});
