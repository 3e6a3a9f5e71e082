import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { syntheticSchema } from '#datasets';
import { METRIC_NAMES, pipelineSchema } from '#engine';
import { decodeBacktest } from '../../app/config/decode-backtest.ts';
import { EQUITY_COLUMNS, FILL_COLUMNS, formatOrders, TRADE_COLUMNS } from '../../app/run-folder/record-files.ts';
import { createProgram } from '../../bin/program.ts';
import { RISK_CODES } from '../../engine/risk/risk-validator.ts';
import { samplerSchema } from '../../optimizers/model/index.ts';
import { listPages, ROOT, readBlocks, readPage } from './support/doc-blocks.ts';

const pages = listPages();

/** First cells of the rows of all tables of a page that begin with code, and the cells after them. */
function tableRows(page: string): readonly (readonly string[])[] {
  return readPage(page)
    .split('\n')
    .filter((line) => /^\| `/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    );
}

const unquote = (cell: string): string => cell.replace(/^`(.*)`$/, '$1');

/** Anchors that a page's headings have. */
const anchorsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );

describe('pages', () => {
  it('link to what exists', () => {
    const broken: string[] = [];
    for (const page of pages) {
      for (const [, link] of readPage(page).matchAll(/\]\(([^)\s]+)\)/g)) {
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? page : normalize(join(dirname(page), path));
        if (!existsSync(join(ROOT, target))) broken.push(`${page}: ${link}`);
        else if (anchor !== undefined && !anchorsOf(readPage(target)).includes(anchor)) broken.push(`${page}: ${link}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('name files that exist', () => {
    const missing: string[] = [];
    // Whatever the pages ask a reader to write need not be there.
    const written = new Set(pages.flatMap(readBlocks).map(({ file }) => file));
    for (const page of pages) {
      const folders = /`((?:engine|app|bin|datasets|optimizers|reports|strategies|test|examples)\/[\w./-]+\.\w+)`/g;
      for (const [, path] of readPage(page).matchAll(folders)) {
        if (!written.has(path) && !existsSync(join(ROOT, path))) missing.push(`${page}: ${path}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it('use commands and options that exist', () => {
    const program = createProgram();
    const wrong: string[] = [];
    for (const block of pages.flatMap(readBlocks).filter(({ language }) => language === 'sh')) {
      for (const [line, words] of block.text.matchAll(/node dist\/bin\/candlebench\.js ([^#\n]*)/g)) {
        const [name, sub] = words.trim().split(/\s+/);
        const parent = program.commands.find((command) => command.name() === name);
        const command = parent?.commands.find((one) => one.name() === sub) ?? parent;
        const known = command?.options.map(({ long }) => long) ?? [];
        for (const [option] of words.matchAll(/--[\w-]+/g)) if (!known.includes(option)) wrong.push(line);
        if (command === undefined) wrong.push(line);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('use npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
    const used = pages.flatMap((page) => [...readPage(page).matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name));
    expect(used.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
    expect(used).toContain('verify');
  });

  it('show configs that decode', () => {
    const configs = readBlocks('README.md').filter(({ language, file }) => language === 'json' && file === null);
    expect(configs).toHaveLength(1);
    for (const { text } of configs) expect(() => decodeBacktest(JSON.parse(text), 'README.md')).not.toThrow();
  });
});

describe('docs/settings.md', () => {
  const text = readPage('docs/settings.md');
  const rows = new Map(
    tableRows('docs/settings.md')
      .slice(text.slice(0, text.indexOf('## The pipeline')).match(/^\| `/gm)?.length)
      .map(([path, value]) => [unquote(path), unquote(value)]),
  );

  it('has every setting of the pipeline with its default, and no other', () => {
    expect(Object.fromEntries(rows)).toEqual(defaultsOf(pipelineSchema.parse(undefined)));
  });

  it('gives examples that decode', () => {
    for (const [path] of rows) {
      if (!path.startsWith('stops.') || path === 'stops.fromStrategy') continue;
      const distances = ['{"kind":"percent","fraction":0.05}', '{"kind":"atr","multiple":3,"period":14}'];
      for (const distance of distances) {
        expect(text).toContain(distance);
        const stops = { [path.slice('stops.'.length)]: JSON.parse(distance) };
        expect(pipelineSchema.safeParse({ stops }).success).toBe(true);
      }
    }
  });
});

/** Defaults by path; a choice with keys of its own is one value. */
function defaultsOf(config: object, prefix = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [key, value] of Object.entries(config)) {
    const path = prefix + key;
    const isChoice = path === 'decision.sizing' || path === 'rebalance.allocator';
    if (typeof value === 'object' && value !== null && !isChoice)
      Object.assign(found, defaultsOf(value as object, `${path}.`));
    else found[path] = JSON.stringify(value);
  }
  return found;
}

describe('docs/semantics.md', () => {
  const rows = tableRows('docs/semantics.md');
  const first = rows.map(([cell]) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word));

  it('has every metric', () => {
    const names: readonly string[] = METRIC_NAMES;
    expect(
      first
        .flat()
        .filter((word) => names.includes(word))
        .sort(),
    ).toEqual([...names].sort());
  });

  it('has the risk codes in the order in which they are checked', () => {
    const codes: readonly string[] = RISK_CODES;
    const listed = first.flat().filter((word) => codes.includes(word));
    expect([...listed].sort()).toEqual([...codes].sort());
    // What the instrument itself forbids comes last, in no order that the list of codes promises.
    expect(listed.slice(0, 7)).toEqual(codes.slice(0, 7));
  });

  it('has the columns of the files', () => {
    const columns = new Map(rows.map(([file, list = '']) => [unquote(file), unquote(list)]));
    expect(columns.get('orders.csv')).toBe(formatOrders({ orders: [], fills: [] }).trimEnd());
    expect(columns.get('fills.csv')).toBe(FILL_COLUMNS.join());
    expect(columns.get('trades.csv')).toBe(TRADE_COLUMNS.join());
    expect(columns.get('equity.csv')).toBe(EQUITY_COLUMNS.join());
  });

  it('gives defaults that are the defaults', () => {
    const text = readPage('docs/semantics.md');
    const defaults = defaultsOf(pipelineSchema.parse(undefined));
    const byName = new Map(Object.entries(defaults).map(([path, value]) => [path.split('.').at(-1) ?? path, value]));
    let compared = 0;
    for (const [, name, value] of text.matchAll(/`(?:\w+\.)*(\w+)` \[([\d.]+)\]/g)) {
      const known = byName.get(name);
      if (known === undefined) continue;
      expect(value, name).toBe(known);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(10);
  });
});

describe('docs/studies.md and docs/data.md', () => {
  it('have every sampler with its options', () => {
    const rows = new Map(tableRows('docs/studies.md').map(([kind, options = '']) => [unquote(kind), options]));
    for (const kind of ['grid', 'random', 'sobol', 'genetic', 'bayesian'] as const) {
      const options = Object.keys(samplerSchema.parse({ kind })).filter((key) => key !== 'kind' && key !== 'window');
      for (const option of options) expect(rows.get(kind), kind).toContain(`\`${option}\``);
    }
  });

  it('have every key of a synthetic market with its default', () => {
    const rows = new Map(tableRows('docs/data.md').map(([key, value = '']) => [unquote(key), unquote(value)]));
    for (const [key, value] of Object.entries(syntheticSchema.parse({}))) {
      expect(rows.get(key), key).toBe(key === 'symbols' ? 'four' : String(value));
    }
  });
});

describe('docs/architecture.md', () => {
  it('has the layering that is compiled', () => {
    const rows = tableRows('docs/architecture.md').filter(([folder]) => /^`engine\/\w+`$/.test(folder));
    expect(rows.length).toBeGreaterThan(10);
    for (const [folder, , imports] of rows) {
      if (imports === 'all of the above' || imports === 'all of engine') continue;
      const text = readFileSync(join(ROOT, unquote(folder), 'tsconfig.json'), 'utf8');
      const references = [...text.matchAll(/"\.\.\/(\w+)"/g)].map(([, name]) => name);
      expect(references, folder).toEqual(imports === 'nothing' ? [] : imports.split(', '));
    }
  });
});
