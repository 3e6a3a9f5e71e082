import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyEdit } from './support/apply-edit.ts';
import { readBlocks } from './support/doc-blocks.ts';
import { copyProject, installed, type ProjectCopy } from './support/project-copy.ts';

const blocks = readBlocks('CONTRIBUTING.md').filter(({ file }) => file !== null);

describe('an edit', () => {
  const text = 'a\nb\nc\nb\nd\n';

  it('takes the place of the lines it shows', () => {
    expect(applyEdit(text, ' a\n-b\n+x\n c\n@@\n+y\n d\n', 'page')).toBe('a\nx\nc\nb\ny\nd\n');
  });

  it('is refused where its lines are gone, or could be meant twice', () => {
    expect(() => applyEdit(text, ' e\n+f\n', 'page')).toThrow('page: expected the lines to occur once, was 0 times');
    expect(() => applyEdit(text, ' b\n+f\n', 'page')).toThrow('was 2 times');
    expect(() => applyEdit(text, '+f\n', 'page')).toThrow('page');
  });
});

describe('CONTRIBUTING.md', () => {
  let copy: ProjectCopy;

  beforeAll(() => {
    copy = copyProject();
    for (const block of blocks) copy.write(block);
  }, 60_000);

  afterAll(() => copy.remove());

  it('tells how to add an indicator, a strategy and a sampler', () => {
    const files = blocks.map(({ file }) => file);
    expect(files).toContain('engine/indicators/disparity.ts');
    expect(files).toContain('strategies/channel-trend.ts');
    expect(files).toContain('optimizers/samplers/halton.ts');
  });

  it('compiles, layering included', { timeout: 240_000 }, async () => {
    // The link to what was built would have its output overwritten.
    rmSync(join(copy.folder, 'dist'));
    const projects = ['engine/columns', 'strategies', 'optimizers'];
    expect(await copy.run(installed('tsc'), ['-b', ...projects])).toEqual({ code: 0, output: '' });
  });

  it('keeps the tests that it adds to', { timeout: 240_000 }, async () => {
    const tests = [
      'test/engine/indicators/disparity.test.ts',
      'test/engine/columns/strategy-stream.test.ts',
      'test/strategies/index.test.ts',
      'test/optimizers/samplers/sampler-contract.test.ts',
    ];
    const filter = 'disparity|channel-trend|shipped strategies|halton|stream';
    const { code, output } = await copy.run(installed('vitest'), ['run', '--update=none', '-t', filter, ...tests]);
    expect(output).toMatch(/Test Files {2}4 passed/);
    expect(code).toBe(0);
  });

  it('is noticed when its layering is broken', { timeout: 240_000 }, async () => {
    const upward =
      "import { strategies } from '../../strategies/index.ts';\nexport const names = Object.keys(strategies);\n";
    writeFileSync(join(copy.folder, 'engine/indicators/upward.ts'), upward);
    const { code, output } = await copy.run(installed('tsc'), ['-b', 'engine/indicators']);
    expect(code).not.toBe(0);
    expect(output).toContain('engine/indicators/upward.ts');
  });
});
