import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLI } from './run-cli.ts';

const built = dirname(CLI);
const fileOf = (suffix: string): string => {
  const [name, ...others] = readdirSync(built).filter((one) => one.startsWith('main-') && one.endsWith(suffix));
  if (name === undefined || others.length > 0) throw new Error(`Expected one main-*${suffix} in ${built}.`);
  return name;
};
const node = (...args: string[]): string => execFileSync(process.execPath, args, { encoding: 'utf8', env: {} });

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'candlebench-bundle-'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const name of ['candlebench.js', fileOf('.cjs')]) copyFileSync(join(built, name), join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the bundle of the command line', () => {
  const version = node(CLI, '--version');

  it('lies beside code that this version of Node takes', () => {
    const script = `
      const { readFileSync } = require('node:fs');
      const [text, code, settings] = process.argv.slice(1);
      import(settings).then(({ inlineMore }) => {
        inlineMore();
        const script = new (require('node:vm').Script)(readFileSync(text, 'utf8'), { cachedData: readFileSync(code) });
        process.stdout.write(String(script.cachedDataRejected));
      });`;
    const settings = join(built, '../app/inline-more.js');
    expect(node('--eval', script, join(built, fileOf('.cjs')), join(built, fileOf('.code')), settings)).toBe('false');
  });

  it('runs without the code', () => {
    expect(node(join(folder, 'candlebench.js'), '--version')).toBe(version);
  });

  it('runs beside code that was cut, or made of another text or by another version', () => {
    const code = readFileSync(join(built, fileOf('.code')));
    const other = Buffer.from(code);
    // The first words are V8's marks of itself and of the text.
    for (let k = 0; k < 12; k += 1) other[k] ^= 255;
    for (const bytes of [Buffer.alloc(0), code.subarray(0, code.length >> 1), other]) {
      writeFileSync(join(folder, fileOf('.code')), bytes);
      expect(node(join(folder, 'candlebench.js'), '--version')).toBe(version);
    }
  });

  it('is run through a link, as package managers make one', () => {
    symlinkSync(CLI, join(folder, 'link'));
    expect(node(join(folder, 'link'), '--version')).toBe(version);
  });
});
