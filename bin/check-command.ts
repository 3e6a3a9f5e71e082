import { ConfigError, check, writeJsonFile } from '#app';
import type { CommonOptions } from './options.ts';
import { printJson, printLines } from './print.ts';
import { EXIT } from './tell-error.ts';

/** `candlebench check STRATEGY`. */
export async function checkCommand(
  strategy: string,
  options: CommonOptions & { readonly candles?: string; readonly params?: string },
): Promise<void> {
  const { candles, dataRoot, catalog } = options;
  const outcome = await check(strategy, {
    params: readParams(options.params),
    ...(candles === undefined ? {} : { candles }),
    ...(dataRoot === undefined ? {} : { dataRoot }),
    ...(catalog === undefined ? {} : { catalog }),
  });
  if (options.out !== undefined) writeJsonFile(options.out, 'check.json', outcome);
  if (options.json === true) printJson(outcome);
  else {
    const width = Math.max(...outcome.checks.map((one) => one.name.length));
    const lines = outcome.checks.map((one) =>
      `  ${one.pass ? 'pass' : 'FAIL'}  ${one.name.padEnd(width)}  ${one.detail}`.trimEnd(),
    );
    printLines([`${outcome.strategy} (${outcome.hash.slice(0, 12)})`, ...lines]);
  }
  if (!outcome.pass) process.exitCode = EXIT.failed;
}

function readParams(text: string | undefined): Record<string, number | boolean | string> {
  if (text === undefined) return {};
  const refuse = (): never => {
    throw new ConfigError(
      'invalid-argument',
      `Expected --params to be a JSON object such as {"fast": 10}, was ${text}.`,
    );
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse();
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse();
  const simple = Object.values(value).every((v) => ['number', 'boolean', 'string'].includes(typeof v));
  // Just checked: an object of simple values.
  return simple ? (value as Record<string, number | boolean | string>) : refuse();
}
