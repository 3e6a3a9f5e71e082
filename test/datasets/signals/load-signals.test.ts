import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { formatSignalsCsv, loadSignals } from '#datasets';
import { packSignal, type RecordedSignals, type SignalDirection, type SignalStrength, STRENGTH_VALUE } from '#engine';
import { FIELDS, recordsArbitrary, scratchFiles, type TestRecord, toCsv, toJsonl } from './signal-files.ts';

const write = scratchFiles();
const SYMBOLS = ['BTC/USDT', 'ETH/USDT'];
const HEADER = `${FIELDS.join()}\n`;
const GOOD = '2024-01-01T00:00:00Z,2024-01-01T00:00:05Z,BTC/USDT,prediction,BUY,STRONG,0.83,lstm-v2\n';
const LATER = '2024-01-01T01:00:00Z,2024-01-01T01:00:05Z,ETH/USDT,sentiment,hold,1,.5,news\n';

const load = (name: string, content: string | Uint8Array, options = {}) =>
  loadSignals(write(name, content), { symbols: SYMBOLS, ...options });
const refusal = (content: string | Uint8Array, options = {}, name = 's.csv') =>
  load(name, content, options).then(
    () => 'nothing was refused',
    (error: Error) => error.message,
  );

/** Records back from the columns. */
function recordsOf(signals: RecordedSignals) {
  return Array.from({ length: signals.length }, (_, k) => ({
    eventTime: signals.eventTime[k],
    availableAt: signals.availableAt[k],
    symbol: signals.symbols[signals.symbol[k]],
    ...signals.voices[signals.voice[k]],
    packed: signals.packed[k],
  }));
}

const expected = ({ direction, strength, confidence, ...rest }: TestRecord) => ({
  ...rest,
  packed: packSignal(
    direction as SignalDirection,
    STRENGTH_VALUE[strength as SignalStrength],
    Math.round(1000 * confidence),
  ),
});

function toParquet(records: readonly TestRecord[], rowGroupSize = 7): Uint8Array {
  const column = <K extends keyof TestRecord>(name: K) => records.map((one) => one[name]);
  return new Uint8Array(
    parquetWriteBuffer({
      rowGroupSize,
      columnData: [
        { name: 'event_time', data: column('eventTime').map((time) => new Date(time)), type: 'TIMESTAMP' },
        { name: 'available_at', data: column('availableAt').map((time) => BigInt(time) * 1000n), type: 'INT64' },
        ...(['symbol', 'type', 'direction', 'strength', 'source'] as const).map((name) => ({
          name,
          data: column(name),
          type: 'STRING' as const,
        })),
        { name: 'confidence', data: Float64Array.from(column('confidence')), type: 'DOUBLE' },
      ],
    }),
  );
}

describe('loadSignals', () => {
  it('reads a CSV file: other names, ISO and counts, any case, a mark, blank lines, returns, other columns', async () => {
    const text = `\uFEFFModel;Event Time;available_at;ticker;TYPE;side;strength;confidence;headline\r
lstm-v2;1704067200;2024-01-01T00:00:05Z;BTC/USDT;Prediction;buy;STRONG;0.83;x\r
\r
news;20240101;1704070805000;ETH/USDT;sentiment;HOLD;1;.5;"two; parts
and ""lines"""\r
`;
    const { signals, format, file, sha256, leftOut } = await load('s.csv', text);
    expect(recordsOf(signals)).toEqual([
      {
        eventTime: 1_704_067_200_000,
        availableAt: 1_704_067_205_000,
        symbol: 'BTC/USDT',
        type: 'prediction',
        source: 'lstm-v2',
        packed: packSignal('BUY', 3, 830),
      },
      {
        eventTime: 1_704_067_200_000,
        availableAt: 1_704_070_805_000,
        symbol: 'ETH/USDT',
        type: 'sentiment',
        source: 'news',
        packed: packSignal('HOLD', 1, 500),
      },
    ]);
    expect({ format, file, leftOut }).toEqual({ format: 'csv', file: 's.csv', leftOut: 0 });
    expect(sha256).toBe(createHash('sha256').update(text).digest('hex'));
    for (const column of [signals.eventTime, signals.packed]) expect(column.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('reads the same from CSV, JSON Lines and Parquet, gzipped or not, and gives it the same id', async () => {
    await fc.assert(
      fc.asyncProperty(recordsArbitrary(SYMBOLS), async (records) => {
        const csv = await load('r.csv', toCsv(records));
        expect(recordsOf(csv.signals)).toEqual(records.map(expected));
        const jsonl = await load('r.jsonl', toJsonl(records));
        const parquet = await load('r.parquet', toParquet(records));
        const zipped = await load('r.csv.gz', gzipSync(toCsv(records)));
        expect([jsonl.format, parquet.format, zipped.format]).toEqual(['jsonl', 'parquet', 'csv']);
        for (const { signals } of [jsonl, parquet, zipped]) {
          expect(recordsOf(signals)).toEqual(recordsOf(csv.signals));
          expect(signals.id).toBe(csv.signals.id);
        }
        const again = await load('again.csv', formatSignalsCsv(csv.signals));
        expect(again.signals).toEqual(csv.signals);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it('gives other records another id, whatever differs', async () => {
    const base = { ...(await load('a.csv', HEADER + GOOD)).signals };
    const changes = [
      GOOD.replace('00:00:00Z', '00:00:01Z'),
      GOOD.replace('00:00:05Z', '00:00:06Z'),
      GOOD.replace('BTC', 'ETH'),
      GOOD.replace('prediction', 'sentiment'),
      GOOD.replace('BUY', 'SELL'),
      GOOD.replace('STRONG', 'WEAK'),
      GOOD.replace('0.83', '0.84'),
      GOOD.replace('v2', 'v3'),
    ];
    const ids = await Promise.all(changes.map(async (line, k) => (await load(`c${k}.csv`, HEADER + line)).signals.id));
    expect(new Set([base.id, ...ids]).size).toBe(changes.length + 1);
  });

  it('rounds an event down to the millisecond and its availability up', async () => {
    const line = GOOD.replace('00:00:00Z', '00:00:00.000999Z').replace('00:00:05Z', '00:00:05.000001Z');
    const { signals } = await load('us.csv', HEADER + line);
    expect([signals.eventTime[0], signals.availableAt[0]]).toEqual([1_704_067_200_000, 1_704_067_205_001]);
  });

  it('takes a later word about the same event for a revision', async () => {
    const revision = GOOD.replace('00:00:05Z', '00:00:06Z').replace('BUY', 'SELL');
    expect((await load('v.csv', HEADER + GOOD + revision)).signals.length).toBe(2);
  });

  it('leaves out and counts other symbols where the wanted ones are named', async () => {
    const text = HEADER + GOOD + LATER + LATER.replace('ETH', 'DOGE').replaceAll('T01', 'T02');
    const { signals, leftOut } = await load('o.csv', text, { only: ['ETH/USDT'] });
    expect([signals.symbols, signals.length, leftOut]).toEqual([['ETH/USDT'], 1, 2]);
    expect(await refusal(text)).toBe(
      's.csv line 4: expected symbol to be one of BTC/USDT, ETH/USDT, was "DOGE/USDT"; name the symbols that are wanted to leave out the others.',
    );
    expect(await refusal(HEADER + GOOD, { only: ['ETH/USDT'] })).toBe(
      's.csv: expected signals, was 1 about other symbols.',
    );
  });
});

describe('a file without availableAt', () => {
  const text = `${HEADER}${GOOD}`.replace('availableAt,', '').replace('2024-01-01T00:00:05Z,', '');

  it('is refused with a hint', async () => {
    expect(await refusal(text)).toBe(
      's.csv line 1: expected availableAt, the time at which a signal could first be acted upon, was none; state a delay after eventTime if the file has none.',
    );
  });

  it('is read where a delay is stated, and a file that has it is not', async () => {
    const { signals } = await load('d.csv', text, { delayMs: 60_000 });
    expect([signals.eventTime[0], signals.availableAt[0]]).toEqual([1_704_067_200_000, 1_704_067_260_000]);
    expect(await refusal(HEADER + GOOD, { delayMs: 60_000 })).toBe(
      's.csv line 1: expected no delay to be stated where the file has availableAt, was both.',
    );
  });
});

describe('what is refused, with its line', () => {
  const second = (from: string, to: string) => HEADER + GOOD + LATER.replace(from, to);
  it.each([
    [
      'availability before the event',
      second('01:00:05Z', '00:59:59Z'),
      'line 3: expected availableAt >= eventTime 2024-01-01T01:00:00.000Z, was 2024-01-01T00:59:59.000Z.',
    ],
    [
      'a file out of order',
      HEADER + LATER + GOOD,
      'line 3: expected availableAt >= 2024-01-01T01:00:05.000Z of line 2, was 2024-01-01T00:00:05.000Z; sort the file by availableAt.',
    ],
    [
      'a duplicate',
      HEADER + GOOD + GOOD.replace('BUY', 'SELL'),
      'line 3: expected one prediction of lstm-v2 about BTC/USDT for one eventTime and availableAt, was there in line 2.',
    ],
    [
      'an unknown type',
      second('sentiment', 'technical'),
      'line 3: expected type to be one of prediction, sentiment, reinforcement, fundamental, was "technical".',
    ],
    ['an unknown direction', second('hold', 'long'), 'line 3: expected direction to be BUY, SELL or HOLD, was "long".'],
    [
      'an unknown strength',
      second(',1,', ',5,'),
      'line 3: expected strength to be one of WEAK, MODERATE, STRONG, VERY_STRONG, or 1 to 4, was "5".',
    ],
    ['a confidence above 1', second('.5', '1.01'), 'line 3: expected confidence from 0 to 1, was "1.01".'],
    ['a negative confidence', second('.5', '-0.5'), 'line 3: expected confidence from 0 to 1, was "-0.5".'],
    ['a confidence that is none', second('.5', 'NaN'), 'line 3: expected confidence from 0 to 1, was "NaN".'],
    ['no confidence', second('.5', ''), 'line 3: expected confidence from 0 to 1, was empty.'],
    ['no source', second('news', ' '), 'line 3: expected source to be a name, was empty.'],
    [
      'a time that is none',
      second('2024-01-01T01:00:00Z', 'soon'),
      'line 3: expected eventTime to be a date or a count of s, ms, us or ns, was "soon".',
    ],
    ['a field too few', second(',news', ''), 'line 3: expected 8 fields, was 7.'],
    [
      'an open quote',
      second('news', '"news'),
      'line 3: expected every quote to be closed, was open to the end of the file.',
    ],
    [
      'a missing column',
      HEADER.replace('confidence', 'probability') + GOOD,
      'line 1: expected confidence among the names of a signal, was eventTime, availableAt, symbol, type, direction, strength, probability, source.',
    ],
    [
      'a column that is there twice',
      HEADER.replace('source', 'Symbol') + GOOD,
      'line 1: expected one symbol, was two (eventTime, availableAt, symbol, type, direction, strength, confidence, Symbol).',
    ],
  ])('%s', async (_, text, message) => {
    expect(await refusal(text)).toBe(`s.csv ${message}`);
  });

  it('an empty file, bytes that are no text, and a file of a header alone', async () => {
    expect(await refusal('')).toContain('s.csv');
    expect(await refusal(HEADER)).toBe('s.csv: expected signals, was none.');
    expect(await refusal(Buffer.concat([Buffer.from(HEADER), Buffer.from([0xff, 0xfe, 0x41])]))).toContain(
      'expected UTF-8 text',
    );
  });

  it('lines of JSON that are no record', async () => {
    const good =
      '{"eventTime":"2024-01-01","availableAt":1704067205000,"symbol":"BTC/USDT","type":"prediction","direction":"BUY","strength":2,"confidence":0.8,"source":"m"}\n';
    const bad = (line: string) => refusal(`${good}\n${line}`, {}, 's.jsonl');
    expect(await bad('{"eventTime":')).toBe('s.jsonl line 3: expected one JSON object, was other text.');
    expect(await bad('[1]')).toBe('s.jsonl line 3: expected one JSON object, was a list.');
    expect(await bad('null')).toBe('s.jsonl line 3: expected one JSON object, was null.');
    expect(await bad('{"eventTime":"2024-01-01"}')).toBe(
      's.jsonl line 3: expected availableAt to be a date or a count of s, ms, us or ns, was missing.',
    );
    expect(await bad(good.replace('"BUY"', '["BUY"]'))).toBe(
      's.jsonl line 3: expected direction to be a name, was "["BUY"]".',
    );
    expect(
      await bad(good.replace('0.8', 'true').replace('2024-01-01', '2024-01-02').replace('7205', '9205')),
    ).toContain('line 3');
  });

  it('rows of Parquet, counted over row groups, and a file cut off', async () => {
    const one: TestRecord = {
      eventTime: 0,
      availableAt: 0,
      symbol: 'BTC/USDT',
      type: 'prediction',
      direction: 'BUY',
      strength: 'WEAK',
      confidence: 0.5,
      source: 'm',
    };
    const rows = Array.from({ length: 5 }, (_, k) => ({ ...one, eventTime: 1e12 + k, availableAt: 1e12 + k }));
    const spoiled = rows.map((row, k) => (k === 3 ? { ...row, confidence: 2 } : row));
    expect(await refusal(toParquet(spoiled, 2), {}, 's.parquet')).toBe(
      's.parquet row 4: expected confidence from 0 to 1, was 2.',
    );
    expect(await refusal(toParquet(rows).subarray(0, -20), {}, 's.parquet')).toContain(
      's.parquet: expected a whole Parquet file',
    );
  });
});

describe('corrupted files', () => {
  it('never give other records without a word', async () => {
    await fc.assert(
      fc.asyncProperty(
        recordsArbitrary(SYMBOLS).filter((records) => records.length > 2),
        fc.nat(),
        fc.constantFrom('duplicate', 'swap', 'drop-field', 'text'),
        async (records, at, how) => {
          const plain = records.map((one) => ({ ...one, source: 'm', type: 'prediction' }));
          const unique = plain.filter((one, k) => k === 0 || one.availableAt > plain[k - 1].availableAt);
          fc.pre(unique.length > 2);
          const lines = toCsv(unique).trimEnd().split('\n');
          const k = 1 + (at % (lines.length - 2));
          const spoiled = [...lines];
          if (how === 'duplicate') spoiled.splice(k, 0, lines[k]);
          if (how === 'swap') [spoiled[k], spoiled[k + 1]] = [lines[k + 1], lines[k]];
          const cells = lines[k].split(',');
          if (how === 'drop-field') spoiled[k] = cells.filter((_, c) => c !== at % cells.length).join();
          if (how === 'text') spoiled[k] = cells.map((cell, c) => (c === at % 7 ? `${cell}x` : cell)).join();
          expect(await refusal(`${spoiled.join('\n')}\n`)).toMatch(/^s\.csv line \d+: expected /);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });
});
