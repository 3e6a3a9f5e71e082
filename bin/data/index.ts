import type { Command } from 'commander';
import { addCheck } from './check.ts';
import { addDownload } from './download.ts';
import { addExport } from './export.ts';
import { addCollect } from './gc.ts';
import { addImport } from './import.ts';
import { addInfo } from './info.ts';
import { addInspect } from './inspect.ts';
import { addList } from './list.ts';
import { addResample } from './resample.ts';
import { addRemove } from './rm.ts';
import { addSynth } from './synth.ts';
import { addVerify } from './verify.ts';

/** `candlebench data ...`: each command in a file of its own, in the order of `--help`. */
export function addData(program: Command): void {
  const data = program
    .command('data')
    .summary('candle files, and the catalog of candles that were checked')
    // Names alone: with their arguments, no room would be left to wrap what they are for.
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .description(
      `Candle files, and the catalog: candles that were checked once, kept under symbol
and interval in versions that never change. A config names them without a file:
{ "symbol": "BTC/USDT", "interval": "1h" }.`,
    )
    .addHelpText(
      'after',
      `
From an exchange's file to a backtest:
  candlebench data inspect BTCUSDT-1h.csv   what is in it; nothing is kept
  candlebench data import BTCUSDT-1h.csv --symbol BTC/USDT
                                            check every row and keep it
  candlebench data list                     what there is
  candlebench backtest config.json          run over what the config names`,
    );
  data.commandsGroup('Look at files:');
  addInspect(data);
  addCheck(data);
  data.commandsGroup('Get candles into the catalog:');
  addImport(data);
  addDownload(data);
  addResample(data);
  data.commandsGroup('Use the catalog:');
  addList(data);
  addInfo(data);
  addExport(data);
  data.commandsGroup('Look after the catalog:');
  addVerify(data);
  addRemove(data);
  addCollect(data);
  data.commandsGroup('Make up candles:');
  addSynth(data);
}
