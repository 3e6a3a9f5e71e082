import { expect, test } from 'vitest';
import { catalogFolder } from '../../../app/catalog/catalog-folder.ts';

const linux = { env: {}, platform: 'linux', home: '/home/ann' } as const;

test.each([
  ['what was said', '/said', { ...linux, env: { CANDLEBENCH_CATALOG: '/env' } }, '/said'],
  ['the variable', undefined, { ...linux, env: { CANDLEBENCH_CATALOG: '/env', XDG_DATA_HOME: '/xdg' } }, '/env'],
  [
    'an empty variable',
    undefined,
    { ...linux, env: { CANDLEBENCH_CATALOG: '' } },
    '/home/ann/.local/share/candlebench/catalog',
  ],
  ['XDG', undefined, { ...linux, env: { XDG_DATA_HOME: '/xdg' } }, '/xdg/candlebench/catalog'],
  [
    'a relative XDG',
    undefined,
    { ...linux, env: { XDG_DATA_HOME: 'xdg' } },
    '/home/ann/.local/share/candlebench/catalog',
  ],
  [
    'macOS',
    undefined,
    { env: {}, platform: 'darwin', home: '/Users/ann' },
    '/Users/ann/Library/Application Support/candlebench/catalog',
  ],
  [
    'Windows',
    undefined,
    { env: { LOCALAPPDATA: 'C:\\L' }, platform: 'win32', home: 'C:\\ann' },
    'C:\\L\\candlebench\\catalog',
  ],
  [
    'bare Windows',
    undefined,
    { env: {}, platform: 'win32', home: 'C:\\ann' },
    'C:\\ann\\AppData\\Local\\candlebench\\catalog',
  ],
] as const)('the folder by %s', (_, given, around, folder) => {
  expect(catalogFolder(given, around)).toBe(folder);
});
