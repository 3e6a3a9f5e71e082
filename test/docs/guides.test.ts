import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check, sweep } from '#app';
import { type DocBlock, listPages, ROOT, readBlocks } from './support/doc-blocks.ts';
import { copyProject, installed, type ProjectCopy } from './support/project-copy.ts';

/** Blocks of TypeScript outside of CONTRIBUTING.md, which has a test of its own. */
const blocks = listPages()
  .filter((page) => page !== 'CONTRIBUTING.md')
  .flatMap(readBlocks)
  .filter(({ language }) => language === 'ts');
const strategies = blocks.filter(({ text }) => text.includes('export default strategy('));

describe('code on the pages', () => {
  let copy: ProjectCopy;

  beforeAll(() => {
    copy = copyProject();
    for (const block of blocks) copy.write(block);
  }, 60_000);

  afterAll(() => copy.remove());

  it('has strategies, and every block of TypeScript names its file', () => {
    expect(strategies.length).toBeGreaterThanOrEqual(6);
    expect(blocks.filter(({ file }) => file === null)).toEqual([]);
  });

  it('compiles as a user would have it compiled', { timeout: 240_000 }, async () => {
    const options = {
      noEmit: true,
      composite: false,
      allowImportingTsExtensions: true,
      rewriteRelativeImportExtensions: false,
      paths: { candlebench: ['./app/index.ts'] },
    };
    const files = blocks.map(({ file }) => file);
    const config = { extends: './tsconfig.base.json', compilerOptions: options, files };
    writeFileSync(join(copy.folder, 'tsconfig.pages.json'), JSON.stringify(config));
    expect(await copy.run(installed('tsc'), ['-p', 'tsconfig.pages.json'])).toEqual({ code: 0, output: '' });
  });

  for (const { file, page, line } of strategies) {
    it(`passes the contract: ${page}:${line} ${file}`, { timeout: 120_000 }, async () => {
      const { checks } = await check(join(copy.folder, String(file)));
      expect(checks.filter(({ pass }) => !pass)).toEqual([]);
    });
  }

  it('sweeps: docs/my-study.ts', { timeout: 240_000 }, async () => {
    const { study } = await sweep(join(copy.folder, 'docs/my-study.ts'), { trials: 3 });
    expect(study.trials.map(({ status }) => status)).not.toContain('failed');
    expect(study).toMatchObject({ sampler: 'bayesian', constraints: ['trades >= 30', 'maxDrawdown <= 0.4'] });
    expect(study.trials).toHaveLength(3);
  });

  it('runs as a library in the clone', { timeout: 240_000 }, async () => {
    const [tune] = readBlocks('README.md').filter(({ file }) => file === 'tune.mjs');
    copy.write(tune as DocBlock);
    const { code, output } = await copy.run(process.execPath, ['tune.mjs']);
    expect(output).toMatch(/^default \d+\.\d+ \d+\nbest trial \d+ -?\d+\.\d+\n\[/);
    expect(code).toBe(0);
  });
});

describe('files that the pages show', () => {
  const shown = [...blocks, ...readBlocks('README.md').filter(({ language }) => language === 'json')].filter(
    ({ file }) => file?.startsWith('examples/') === true,
  );

  it('are a strategy and a study', () => {
    expect(shown.map(({ file }) => file)).toEqual(['examples/my-strategy.ts', 'examples/study.json']);
  });

  for (const { file, text } of shown) {
    it(`are those in the clone: ${file}`, () => {
      expect(text).toBe(readFileSync(join(ROOT, String(file)), 'utf8'));
    });
  }
});
