import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { renderRunReport } from '#reports';
import type { RunPayload } from '../../../reports/payload/run-payload.ts';
import { flawsOf } from '../../support/page-flaws.ts';
import { buildReportAssets } from '../../support/report-assets.ts';
import { makeCandles, makeQuality, makeRunResult, RUN_IDENTITY } from '../../support/report-fixtures.ts';

const candles = [makeCandles('AAA', 6000, 3), makeCandles('BBB', 6000, 8)];
const input = {
  result: makeRunResult(candles),
  candles,
  quality: candles.map(makeQuality),
  identity: RUN_IDENTITY,
  config: { name: 'as written' },
};

describe('run report', () => {
  beforeAll(buildReportAssets);

  it('is the same bytes for the same input', () => {
    const page = renderRunReport(input);
    expect(renderRunReport(structuredClone(input)) === page).toBe(true);
    expect(flawsOf(page)).toEqual([]);
  });

  it('names no other place and allows none', () => {
    const page = renderRunReport(input);
    const markup = page.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<style[\s\S]*?<\/style>/g, '');
    expect(markup.match(/https?:|src=|<link|@import|url\(/)).toBeNull();
    expect(page.match(/url\(["']?https?:/)).toBeNull();
    const script = page.match(/<script>([\s\S]*?)<\/script>/)?.[1] ?? '';
    const hash = createHash('sha256').update(script).digest('base64');
    expect(page.includes(`default-src &#39;none&#39;`)).toBe(true);
    expect(page.includes(`script-src &#39;sha256-${hash}&#39;`)).toBe(true);
  });

  it('has every section, and each link finds its place', () => {
    const page = renderRunReport(input);
    const links = [...page.matchAll(/<a href="#([\w-]+)"/g)].map((match) => match[1]);
    expect(links).toEqual(['charts', 'returns', 'trades', 'pipeline', 'regimes', 'metrics', 'data', 'identity']);
    const ids = [...page.matchAll(/ id="([\w-]+)"/g)].map((match) => match[1] ?? '');
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of links) expect(ids).toContain(link);
    for (const text of [
      'Not modelled',
      'Limits that are off',
      'below-confidence',
      RUN_IDENTITY.fingerprint,
      'as written',
      'No figure: not computed for a made-up run',
    ]) {
      expect(page.includes(text)).toBe(true);
    }
  });

  it('carries every trade and every candle of the run', () => {
    const payload = payloadOf(renderRunReport(input));
    expect(payload.trades.pnl).toHaveLength(input.result.trades.length + input.result.openTrades.length);
    expect(payload.candles.map((packed) => [packed.symbol, packed.time.length])).toEqual([
      ['AAA', 6000],
      ['BBB', 6000],
    ]);
    expect(payload.time.length).toBe(6000);
  });

  it('lets no text of the user become markup', () => {
    const evil = '</script><img src=x onerror=alert(1)>"\'';
    const named = candles.map((series) => ({ ...series, symbol: evil }));
    const result = {
      ...makeRunResult(named, evil),
      refusals: [{ stage: 'risk' as const, code: evil, symbol: evil, count: 3 }],
      silence: null,
    };
    const quality = named.map((series) => ({ ...makeQuality(series), file: evil, warnings: [evil] }));
    const identity = {
      ...RUN_IDENTITY,
      runId: evil,
      fingerprint: evil,
      strategies: [{ id: evil, name: evil, hash: evil, params: { [evil]: evil } }],
    };
    const page = renderRunReport({ result, candles: named, quality, identity, config: { [evil]: evil } });
    expect(page.includes('<img')).toBe(false);
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page.match(/<\/script/g)).toHaveLength(2);
    expect(payloadOf(page).candles[0]?.symbol).toBe(evil);
  });

  it('explains a run that never traded', () => {
    const flat = candles.map((series) => ({ ...series, close: series.close.map(() => 100) }));
    const page = renderRunReport({ ...input, result: makeRunResult(flat) });
    expect(page.includes('Nothing traded')).toBe(true);
    expect(page.includes('Every decision was refused by the risk stage.')).toBe(true);
    expect(page.includes('id="trade-rows"')).toBe(false);
  });

  it('shows rebalances with their cost where there are any', () => {
    const record = {
      time: input.result.from,
      trigger: 'band' as const,
      driftBefore: 0.06,
      driftAfter: 0.002,
      accuracy: 0.987,
      notional: 4200,
      estimatedCost: 6.3,
      cost: 6.61,
      actions: 2,
      cutByBudget: 1,
    };
    const page = renderRunReport({
      ...input,
      result: { ...input.result, rebalances: Array.from({ length: 14 }, () => record) },
    });
    expect(
      page.includes('14 rebalances traded 58,800 for 92.54 in fees and slippage, with a mean accuracy of 98.7%'),
    ).toBe(true);
    expect(page.includes('2 more')).toBe(true);
  });

  it('stays small with 65,000 candles', () => {
    const long = [makeCandles('AAA', 65_000, 3)];
    const page = renderRunReport({ ...input, candles: long, result: makeRunResult(long), quality: [] });
    expect(page.length).toBeLessThan(4_000_000);
  });
});

function payloadOf(page: string): RunPayload {
  return JSON.parse(page.match(/id="payload">([\s\S]*?)<\/script>/)?.[1] ?? 'null') as RunPayload; // written by the renderer under test
}
