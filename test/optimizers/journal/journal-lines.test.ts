import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTrial, parseTrial, sealLine, unsealLine } from '../../../optimizers/journal/journal-lines.ts';
import type { TrialResult } from '../../../optimizers/model/index.ts';

const result: TrialResult = {
  index: 4,
  params: { fast: 12, floor: 0.1 + 0.2, entry: 'a"b' },
  status: 'ok',
  value: 1.2345678901234567,
  violations: [0],
  metrics: { sharpe: 1.5e-300, alpha: null },
  reason: '',
};

describe('journal lines', () => {
  it('writes one line per ask and tell, each with the CRC of what is before it', () => {
    const [ask = '', tell = ''] = formatTrial({ index: 4, params: result.params }, result).split('\n');
    const open = '{"ask":4,"params":{"fast":12,"floor":0.30000000000000004,"entry":"a\\"b"}';
    expect(ask).toBe(`${open},"crc":"${crc32(open).toString(16).padStart(8, '0')}"}`);
    expect(Object.keys(JSON.parse(tell))).toEqual([
      'tell',
      'status',
      'value',
      'violations',
      'metrics',
      'reason',
      'crc',
    ]);
  });

  it('reads back what it wrote, to the bit', () => {
    const [ask = '', tell = ''] = formatTrial({ index: 4, params: result.params }, result).split('\n').map(unsealLine);
    expect(parseTrial(4, ask ?? '', tell ?? '')).toEqual(result);
    expect(parseTrial(5, ask ?? '', tell ?? '')).toBeNull();
  });

  it('notices any changed or missing byte', () => {
    const line = sealLine('{"ask":1,"params":{"x":0.25}}').slice(0, -1);
    expect(unsealLine(line)).toBe('{"ask":1,"params":{"x":0.25}}');
    fc.assert(
      fc.property(fc.nat(line.length - 1), fc.integer({ min: 33, max: 126 }), (at, code) => {
        const other = line.slice(0, at) + String.fromCharCode(code) + line.slice(at + 1);
        if (other !== line) expect(unsealLine(other)).toBeNull();
        expect(unsealLine(line.slice(0, at))).toBeNull();
      }),
      { seed: 1 },
    );
  });
});
