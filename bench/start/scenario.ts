import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { synthesize } from '#app';

const CANDLES = 50_000;

/** A strategy as a user has it: a file of TypeScript that is compiled at every start. */
const STRATEGY = `import { above, atr, ema, param, side, strategy } from 'candlebench';

export default strategy({
  name: 'my-trend',
  params: { fast: param.int(3, 60, { default: 20 }), slow: param.int(20, 300, { default: 100 }) },
  constraint: (p) => p.fast < p.slow,
  each: ({ close, candles }, p) => ({
    signal: side(above(ema(close, p.fast), ema(close, p.slow)), { confidence: 0.8 }),
    stop: atr(candles, 14).times(4),
  }),
});
`;

/**
 * Makes a folder with one config, one strategy file and 50,000 candles as CSV.
 * @returns path of the folder; the config is config.json
 */
export function makeProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'candlebench-start-'));
  const { files } = synthesize({ seed: 5, candles: CANDLES, symbols: ['BTC/USD'] }, folder);
  const config = {
    name: 'start',
    data: { instruments: [{ symbol: 'BTC/USD', file: basename(files[0]) }] },
    strategies: [{ use: './my-strategy.ts' }],
    decision: { sizing: { kind: 'fraction', fraction: 0.3 } },
  };
  writeFileSync(join(folder, 'my-strategy.ts'), STRATEGY);
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  return folder;
}
