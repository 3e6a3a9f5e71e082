import { ENGINE_CASES, type EngineRow, measureEngine } from './measure.ts';

/** `npm run bench -- engine`: the speed of the full pipeline, with the ratio to one candle at a time. */
export function benchEngine(json: boolean): void {
  const rows: Record<string, EngineRow> = {};
  if (!json)
    console.log(`${'case'.padEnd(18)}${'Mbars/s'.padStart(10)}${'fills'.padStart(10)}${'x bar by bar'.padStart(14)}`);
  for (const one of ENGINE_CASES) {
    const row = measureEngine(one);
    rows[one.name] = row;
    if (json) continue;
    const { mbars, fills, ratioToBarByBar } = row;
    console.log(
      `${one.name.padEnd(18)}${mbars.toFixed(1).padStart(10)}${fills.toFixed(0).padStart(10)}${ratioToBarByBar.toFixed(2).padStart(14)}`,
    );
  }
  if (json) console.log(JSON.stringify(flatten(rows)));
  else
    console.log(
      '\nMillion candles x symbols a second of CPU time; full pipeline, four sources; fastest round of 16 configs.',
    );
}

/** `one-50k.cold.mbars` and so on: one flat object. */
function flatten(rows: Readonly<Record<string, EngineRow>>): Record<string, number> {
  const flat: Record<string, number> = {};
  for (const [name, row] of Object.entries(rows)) {
    for (const [figure, value] of Object.entries(row)) flat[`${name}.${figure}`] = value;
  }
  return flat;
}
