/** Options that commands share. */
import { InvalidArgumentError, Option } from 'commander';

/** Options that every command understands. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly out?: string;
  readonly dataRoot?: string;
  readonly catalog?: string;
}

export const json = () => new Option('--json', 'print one JSON object instead of a table');
export const out = (what: string) => new Option('--out <dir>', what);
export const dataRoot = () =>
  new Option('--data-root <dir>', "folder that candle files are relative to (default: the config's folder)");
export const catalog = () =>
  new Option('--catalog <dir>', "folder of the catalog (default: CANDLEBENCH_CATALOG, else in the user's data folder)");

/** Reads an option that is a whole number. */
export function wholeNumber(min: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < min) throw new InvalidArgumentError(`Expected a whole number >= ${min}.`);
    return value;
  };
}
