import { type BacktestConfig, backtestSchema, type DecodedBacktest } from './backtest-schema.ts';
import { configError, decode } from './decode.ts';
import { applyPreset } from './preset.ts';
import { recordedId } from './recorded-schema.ts';

/**
 * Decodes a backtest config: preset below, defaults filled in, unknown keys refused.
 * @param input what the user wrote
 * @param where file or object it came from; begins error messages
 * @throws ConfigError invalid-config with every issue
 */
export function decodeBacktest(input: unknown, where: string): DecodedBacktest {
  const config = decode(backtestSchema, applyPreset(input), where);
  const issues = [];
  if (config.from !== null && config.to !== null && config.from >= config.to) {
    issues.push({ path: 'from', text: 'Expected from to be earlier than to.' });
  }
  const ids = config.strategies.map(strategyId);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) {
    issues.push({
      path: 'strategies',
      text: `Expected strategies to have distinct ids, was ${twice} twice; give them an id each.`,
    });
  }
  const recorded = config.signals.map(recordedId);
  const again = recorded.find((id, i) => recorded.indexOf(id) !== i);
  if (again !== undefined) {
    issues.push({
      path: 'signals',
      text: `Expected signals to have distinct ids, was ${again} twice; give them an id each.`,
    });
  }
  config.data.instruments?.forEach(({ file, interval, version, id }, i) => {
    const path = `data.instruments.${i}`;
    if (file === undefined && interval === undefined && id === undefined) {
      issues.push({ path, text: `Expected ${path} to have a file, or an interval or id to find in the catalog.` });
    }
    if (file !== undefined && (version !== undefined || id !== undefined)) {
      const [key, article] = version === undefined ? ['id', 'an'] : ['version', 'a'];
      issues.push({
        path: `${path}.${key}`,
        text: `Expected ${path} to have a file or ${article} ${key} of the catalog, was both.`,
      });
    }
  });
  const symbols = config.data.instruments?.map((i) => i.symbol) ?? config.data.synthetic?.symbols ?? [];
  for (const key of ['strategies', 'signals'] as const) {
    config[key].forEach((one, i) => {
      const stranger = one.symbols?.find((symbol) => !symbols.includes(symbol));
      if (stranger !== undefined) {
        issues.push({
          path: `${key}.${i}.symbols`,
          text: `Expected ${key}.${i}.symbols to name instruments of data (${symbols.join(', ')}), was "${stranger}".`,
        });
      }
    });
  }
  if (config.strategies.length === 0 && config.signals.length === 0 && config.rebalance.coreShare === 0) {
    issues.push({
      path: 'strategies',
      text: 'Expected strategies, signals, or a rebalance.coreShare above 0; otherwise nothing can trade.',
    });
  }
  if (issues.length > 0) throw configError(where, issues);
  return config;
}

/** The id of a strategy of a config: its own, or the base name of what it uses. */
export function strategyId(strategy: { readonly id?: string | undefined; readonly use: string }): string {
  return (
    strategy.id ?? (strategy.use.split('/').pop() ?? strategy.use).replace(/\.[cm]?[jt]s$/, '').replaceAll('.', '-')
  );
}

/** Gives a config its type in an editor; returns it as it is. */
export function defineBacktest(config: BacktestConfig): BacktestConfig {
  return config;
}
