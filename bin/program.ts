import { Command } from 'commander';
import { addData } from './data/index.ts';
import { type CommonOptions, catalog, dataRoot, json, out, wholeNumber } from './options.ts';

/**
 * The command line. Commands load what they need when they run, so that `--help` and errors are quick.
 */
export function createProgram(): Command {
  const program = new Command('candlebench')
    .description('Backtest and tune trading strategies written in TypeScript.')
    .version('0.1.0')
    .exitOverride()
    // Else `data rm --version 1` would print the version of the program.
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      `
Start here:
  candlebench demo                          a tuned strategy and its reports in under a minute
  candlebench backtest examples/backtest.json
  candlebench sweep examples/study.json

Exit codes: 0 done, 1 a check failed, 2 wrong input, 3 a defect of candlebench, 130 interrupted.
CANDLEBENCH_DEBUG=1 shows the stack of an error.`,
    );
  addBacktest(program);
  addSweep(program);
  addCheck(program);
  addData(program);
  addReport(program);
  addDemo(program);
  // Subcommands copy the exit behaviour when they are made, not afterwards.
  for (const command of [...program.commands, ...program.commands.flatMap((c) => c.commands)]) command.exitOverride();
  return program;
}

function addBacktest(program: Command): void {
  program
    .command('backtest')
    .summary('run one config and write its records and report')
    .description(
      `Runs one backtest and writes a run folder: run.json, orders.csv, fills.csv, trades.csv, equity.csv, report.html.
CONFIG is a .json file, or a .ts file with "export default defineBacktest({ ... })".`,
    )
    .argument('<config>', 'backtest config, .json or .ts')
    .addOption(json())
    .addOption(out('run folder (default: candlebench-out/<name of the config>)'))
    .addOption(dataRoot())
    .addOption(catalog())
    .option('--no-report', 'leave out report.html')
    .addHelpText(
      'after',
      '\nExample:\n  candlebench backtest examples/real/btc1h.a_sma_long.json --data-root ../shared/data --out runs/a',
    )
    .action(async (config: string, options: CommonOptions & { readonly report: boolean }) => {
      const { backtestCommand } = await import('./backtest-command.ts');
      await backtestCommand(config, options);
    });
}

function addSweep(program: Command): void {
  program
    .command('sweep')
    .summary('search for better settings, in parallel, with a validation part')
    .description(
      `Runs a study and writes a study folder: study.json, study.jsonl (journal), study.log, best.json, report.html.
The best trials are run again on the validation part; the locked part of the data is never touched.
Ctrl-C keeps what is done; --resume goes on from there, with the same result as if nothing had happened.`,
    )
    .argument('<study>', 'study file, .json or .ts')
    .addOption(json())
    .addOption(out('study folder (default: candlebench-out/<name of the study>)'))
    .addOption(dataRoot())
    .addOption(catalog())
    .option('--trials <n>', "number of trials (default: the study's)", wholeNumber(1))
    .option('--workers <n>', 'worker threads; never changes a result (default: one per core)', wholeNumber(1))
    .option('--seed <n>', "seed of the search (default: the study's)", wholeNumber(0))
    .option('--sampler <kind>', 'grid, random, sobol, genetic or bayesian')
    .option('--resume', 'go on with the journal in the study folder')
    .addHelpText('after', '\nExample:\n  candlebench sweep examples/study.json --trials 100 --sampler bayesian')
    .action(async (study: string, options: SweepCommandOptions) => {
      const { sweepCommand } = await import('./sweep-command.ts');
      await sweepCommand(study, options);
    });
}

/** Options of `sweep`. */
export interface SweepCommandOptions extends CommonOptions {
  readonly trials?: number;
  readonly workers?: number;
  readonly seed?: number;
  readonly sampler?: string;
  readonly resume?: boolean;
}

function addCheck(program: Command): void {
  program
    .command('check')
    .summary('run the contract suite on a strategy')
    .description(
      `Checks a strategy: it never looks ahead, forgets its start after its warm-up, gives finite numbers, gives the same
twice, and uses neither clock nor randomness. Exit code 1 when a check fails.`,
    )
    .argument('<strategy>', 'name of a shipped strategy, or a .ts file')
    .addOption(json())
    .addOption(out('folder for check.json (default: nothing is written)'))
    .addOption(dataRoot())
    .addOption(catalog())
    .option('--candles <name>', 'candle file, or dataset such as "BTC/USDT 1h" (default: a synthetic market)')
    .option('--params <json>', 'parameter values as JSON, such as {"fast": 10}')
    .action(
      async (strategy: string, options: CommonOptions & { readonly candles?: string; readonly params?: string }) => {
        const { checkCommand } = await import('./check-command.ts');
        await checkCommand(strategy, options);
      },
    );
}

function addReport(program: Command): void {
  program
    .command('report')
    .summary('make report.html again from a run or study folder')
    .description('Makes report.html again from the files of a run or study folder.')
    .argument('<dir>', 'folder written by backtest or sweep')
    .addOption(json())
    .addOption(out('folder for report.html (default: the folder itself)'))
    .addOption(dataRoot())
    .addOption(catalog())
    .action(async (folder: string, options: CommonOptions) => {
      const { reportCommand } = await import('./report-command.ts');
      await reportCommand(folder, options);
    });
}

function addDemo(program: Command): void {
  program
    .command('demo')
    .summary('the whole workbench on a synthetic market, in under a minute')
    .description(
      `Makes a synthetic market of 4 instruments and 3 years of hourly candles, runs the full pipeline on it, tunes it with
400 genetic and 60 Bayesian trials, and prints default against tuned and train against validation.`,
    )
    .addOption(json())
    .addOption(out('folder (default: candlebench-out/demo)'))
    .addOption(dataRoot())
    .option('--workers <n>', 'worker threads (default: one per core)', wholeNumber(1))
    .action(async (options: CommonOptions & { readonly workers?: number }) => {
      const { demoCommand } = await import('./demo-command.ts');
      await demoCommand(options);
    });
}
