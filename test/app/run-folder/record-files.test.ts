import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCsv, formatDouble, formatField, parseCsv } from '../../../app/run-folder/csv-text.ts';
import { formatEquity, formatFills, formatOrders, formatTrades } from '../../../app/run-folder/record-files.ts';
import type { FillRecord, OrderRecord, TradeRecord } from '../../../engine/model/index.ts';

const bits = (value: number) => [...new Uint8Array(Float64Array.of(value).buffer)];

describe('formatDouble', () => {
  it('reads back to the same bits', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        expect(bits(Number(formatDouble(value)))).toEqual(bits(value));
      }),
      { seed: 1, numRuns: 2000 },
    );
    expect(formatDouble(-0)).toBe('-0');
  });
});

describe('formatField', () => {
  it('quotes what would end a field, a line or a quote, and nothing else', () => {
    for (const odd of [',', '\n', '\r']) expect(formatField(`a${odd}b`)).toBe(`"a${odd}b"`);
    expect(formatField('say "no"')).toBe('"say ""no"""');
    for (const plain of ['', 'BTC/USDT', "it's + 1 # $", 'tab\there', 'Zürich']) expect(formatField(plain)).toBe(plain);
    expect([formatField(true), formatField(-0.5)]).toEqual(['true', '-0.5']);
  });
});

describe('formatCsv', () => {
  it('gives back any texts', () => {
    const text = fc.string({ unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(fc.array(fc.record({ a: text, b: text }), { minLength: 1 }), (records) => {
        expect(parseCsv(formatCsv(['a', 'b'], records)).slice(1)).toEqual(records.map(({ a, b }) => [a, b]));
      }),
      { seed: 1 },
    );
  });
});

const order: OrderRecord = {
  id: 'r-1-BTC',
  time: 3_600_000,
  symbol: 'BTC',
  side: 'buy',
  size: 2,
  reason: 'entry',
  reduceOnly: false,
  status: 'reduced',
  note: 'cash, cut',
};
const fill: FillRecord = {
  orderId: 'r-1-BTC',
  time: 3_600_000,
  symbol: 'BTC',
  side: 'buy',
  size: 1.5,
  price: 10,
  fee: 0.015,
  slippage: 0.01,
  reason: 'entry',
  core: 0,
  tactical: 1.5,
};
const trade: TradeRecord = {
  symbol: 'BTC',
  side: 'long',
  entryTime: 1,
  entryPrice: 0.1,
  exitTime: 2,
  exitPrice: 0.3,
  size: 1.5,
  pnl: -0,
  fees: 1e-7,
  exitReason: 'stop',
  mae: -0.25,
  mfe: 1 / 3,
  ledger: 'tactical',
};

describe('the files of a run', () => {
  it('shows orders with the average price and the fees of their fills', () => {
    const fills = [fill, { ...fill, size: 0.5, price: 12, fee: 0.006 }];
    expect(formatOrders({ orders: [order, { ...order, id: 'other', status: 'cancelled', note: '' }], fills })).toBe(
      'time,symbol,side,size,price,fee,reason,reduceOnly,status,note,id\n' +
        `3600000,BTC,buy,2,10.5,${0.015 + 0.006},entry,false,reduced,"cash, cut",r-1-BTC\n` +
        '3600000,BTC,buy,2,,,entry,false,cancelled,,other\n',
    );
  });

  it('shows fills', () => {
    expect(formatFills([fill])).toBe(
      'time,symbol,side,size,price,fee,slippage,reason,core,tactical,orderId\n' +
        '3600000,BTC,buy,1.5,10,0.015,0.01,entry,0,1.5,r-1-BTC\n',
    );
  });

  it('shows trades with the promised columns', () => {
    expect(formatTrades([trade])).toBe(
      'symbol,side,entryTime,entryPrice,exitTime,exitPrice,size,pnl,fees,exitReason,mae,mfe,ledger\n' +
        'BTC,long,1,0.1,2,0.3,1.5,-0,1e-7,stop,-0.25,0.3333333333333333,tactical\n',
    );
  });

  it('shows equity by candle and close', () => {
    const column = (...values: number[]) => Float64Array.from(values);
    const curve = {
      candle: column(0, 10),
      time: column(10, 20),
      equity: column(100, 100.5),
      cash: column(100, 50),
      gross: column(0, 50.5),
      benchmark: column(100, 99),
    };
    expect(Buffer.from(formatEquity(curve)).toString()).toBe(
      'candle,time,equity,cash,gross,benchmark\n0,10,100,100,0,100\n10,20,100.5,50,50.5,99\n',
    );
  });

  it('writes every cell of an equity curve so that it reads back to the same bits', () => {
    // Few values, so that cells repeat from line to line as they do in a run; zeros of both signs; the longest texts.
    const value = fc.constantFrom(0, -0, 1, 100.5, -1.7976931348623157e308, -2.2250738585072014e-308, 0.1 + 0.2);
    const row = fc.record({ time: fc.nat(), equity: value, cash: value, gross: value, benchmark: value });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), fc.boolean(), (rows, gapless) => {
        const column = (name: 'time' | 'equity' | 'cash' | 'gross' | 'benchmark') =>
          Float64Array.from(rows, (one) => one[name]);
        const time = column('time');
        const candle = time.map((close, i) => (gapless && i > 0 ? time[i - 1] : close - 1));
        const names = ['equity', 'cash', 'gross', 'benchmark'] as const;
        const [equity, cash, gross, benchmark] = names.map(column);
        const text = Buffer.from(formatEquity({ candle, time, equity, cash, gross, benchmark })).toString();
        const expected = rows.map((one, i) =>
          [candle[i], one.time, ...names.map((name) => one[name])].map(formatDouble),
        );
        expect(parseCsv(text).slice(1)).toEqual(expected);
        expect(text.endsWith('\n')).toBe(true);
      }),
      { seed: 1 },
    );
  });
});
