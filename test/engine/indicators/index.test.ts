import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as indicators from '../../../engine/indicators/index.ts';
import { expectSameBits, period, run, valueColumn } from './value-columns.ts';

interface Twin {
  readonly outputs: number;
  readonly into: (out: Float64Array[], x: readonly Float64Array[], n: number, m: number) => void;
  readonly create: (n: number, m: number) => (x: readonly number[]) => readonly number[];
}

/** Column form and streaming form of every indicator, over the columns high, low, close, volume. */
const twins: Readonly<Record<string, Twin>> = {
  sma: {
    outputs: 1,
    into: ([out], [, , x], n) => indicators.smaInto(out, x, n),
    create: (n) => {
      const s = new indicators.Sma(n);
      return ([, , x]) => [s.next(x)];
    },
  },
  ema: {
    outputs: 1,
    into: ([out], [, , x], n) => indicators.emaInto(out, x, n),
    create: (n) => {
      const s = new indicators.Ema(n);
      return ([, , x]) => [s.next(x)];
    },
  },
  wma: {
    outputs: 1,
    into: ([out], [, , x], n) => indicators.wmaInto(out, x, n),
    create: (n) => {
      const s = new indicators.Wma(n);
      return ([, , x]) => [s.next(x)];
    },
  },
  rsi: {
    outputs: 1,
    into: ([out], [, , x], n) => indicators.rsiInto(out, x, n),
    create: (n) => {
      const s = new indicators.Rsi(n);
      return ([, , x]) => [s.next(x)];
    },
  },
  roc: {
    outputs: 1,
    into: ([out], [, , x], n) => indicators.rocInto(out, x, n),
    create: (n) => {
      const s = new indicators.Roc(n);
      return ([, , x]) => [s.next(x)];
    },
  },
  standardDeviation: {
    outputs: 1,
    into: ([out], [, , x], n) => indicators.standardDeviationInto(out, x, n),
    create: (n) => {
      const s = new indicators.StandardDeviation(n);
      return ([, , x]) => [s.next(x)];
    },
  },
  highest: {
    outputs: 1,
    into: ([out], [, , x], n) => indicators.highestInto(out, x, n),
    create: (n) => {
      const s = new indicators.RollingHighest(n);
      return ([, , x]) => [s.next(x)];
    },
  },
  lowest: {
    outputs: 1,
    into: ([out], [, , x], n) => indicators.lowestInto(out, x, n),
    create: (n) => {
      const s = new indicators.RollingLowest(n);
      return ([, , x]) => [s.next(x)];
    },
  },
  macd: {
    outputs: 3,
    into: ([a, b, c], [, , x], n, m) => indicators.macdInto(a, b, c, x, n, m, 3),
    create: (n, m) => {
      const s = new indicators.Macd(n, m, 3);
      return ([, , x]) => {
        s.next(x);
        return [s.line, s.signal, s.histogram];
      };
    },
  },
  bollinger: {
    outputs: 3,
    into: ([a, b, c], [, , x], n) => indicators.bollingerInto(a, b, c, x, n, 2.5),
    create: (n) => {
      const s = new indicators.Bollinger(n, 2.5);
      return ([, , x]) => {
        s.next(x);
        return [s.lower, s.middle, s.upper];
      };
    },
  },
  atr: {
    outputs: 1,
    into: ([out], [h, l, c], n) => indicators.atrInto(out, h, l, c, n),
    create: (n) => {
      const s = new indicators.Atr(n);
      return ([h, l, c]) => [s.next(h, l, c)];
    },
  },
  adx: {
    outputs: 3,
    into: ([a, b, d], [h, l, c], n) => indicators.adxInto(a, b, d, h, l, c, n),
    create: (n) => {
      const s = new indicators.Adx(n);
      return ([h, l, c]) => {
        s.next(h, l, c);
        return [s.adx, s.plusDi, s.minusDi];
      };
    },
  },
  stochastic: {
    outputs: 2,
    into: ([k, d], [h, l, c], n, m) => indicators.stochasticInto(k, d, h, l, c, n, m),
    create: (n, m) => {
      const s = new indicators.Stochastic(n, m);
      return ([h, l, c]) => {
        s.next(h, l, c);
        return [s.k, s.d];
      };
    },
  },
  donchian: {
    outputs: 3,
    into: ([a, b, c], [h, l], n) => indicators.donchianInto(a, b, c, h, l, n),
    create: (n) => {
      const s = new indicators.Donchian(n);
      return ([h, l]) => {
        s.next(h, l);
        return [s.lower, s.middle, s.upper];
      };
    },
  },
  obv: {
    outputs: 1,
    into: ([out], [, , c, v]) => indicators.obvInto(out, c, v),
    create: () => {
      const s = new indicators.Obv();
      return ([, , c, v]) => [s.next(c, v)];
    },
  },
  vwap: {
    outputs: 1,
    into: ([out], [h, l, c, v], n) => indicators.vwapInto(out, h, l, c, v, n),
    create: (n) => {
      const s = new indicators.Vwap(n);
      return ([h, l, c, v]) => [s.next(h, l, c, v)];
    },
  },
};

describe('every indicator', () => {
  it('has a twin here', () => {
    const kernels = Object.keys(indicators).filter((name) => name.endsWith('Into') && name !== 'trueRangeInto');
    expect(
      Object.keys(twins)
        .map((name) => `${name}Into`)
        .sort(),
    ).toEqual(kernels.sort());
  });

  for (const [name, twin] of Object.entries(twins)) {
    it(`${name}: the column and the stream agree bit for bit`, () => {
      fc.assert(
        fc.property(valueColumn, valueColumn, valueColumn, valueColumn, period, period, (h, l, c, v, n, m) => {
          const length = Math.min(h.length, l.length, c.length, v.length);
          const columns = [h, l, c, v].map((column) => column.slice(0, length));
          const out = run(length, twin.outputs, (...arrays) => twin.into(arrays, columns, n, m));
          const next = twin.create(n, m);
          const rows = Array.from({ length }, (_, i) => next(columns.map((column) => column[i])));
          for (const [k, column] of out.entries()) {
            expectSameBits(
              column,
              rows.map((row) => row[k]),
            );
          }
        }),
        { seed: 1, numRuns: 400 },
      );
    });

    // The rate of change reads one row of the past, on whichever side of a gap it lies.
    if (name === 'roc') continue;
    it(`${name}: what follows a gap equals what a fresh start gives`, () => {
      fc.assert(
        fc.property(valueColumn, valueColumn, period, period, (before, after, n, m) => {
          const feed = (x: Float64Array) => {
            const columns = [x.map((value) => value * 1.01), x.map((value) => value * 0.99), x, x];
            return run(x.length, twin.outputs, (...arrays) => twin.into(arrays, columns, n, m));
          };
          const whole = feed(Float64Array.of(...before, Number.NaN, ...after));
          const fresh = feed(Float64Array.of(Number.NaN, ...after));
          for (const [k, column] of whole.entries()) expectSameBits(column.subarray(before.length), fresh[k]);
        }),
        { seed: 1, numRuns: 200 },
      );
    });
  }
});
