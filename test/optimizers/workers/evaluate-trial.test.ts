import { describe, expect, it } from 'vitest';
import type { TrialOutcome } from '../../../optimizers/model/index.ts';
import { createInProcessPool, evaluateTrial } from '../../../optimizers/workers/index.ts';

const outcome = (rest: Partial<TrialOutcome>): TrialOutcome => ({
  status: 'ok',
  value: 1,
  violations: [],
  metrics: {},
  reason: '',
  ...rest,
});

describe('evaluate trial', () => {
  it('keeps a sound outcome', async () => {
    expect(await evaluateTrial(() => outcome({ metrics: { a: 0.5 } }), {})).toEqual(outcome({ metrics: { a: 0.5 } }));
  });

  it('makes errors and odd throws failures', async () => {
    const failing = await evaluateTrial(() => {
      throw new Error('no such column');
    }, {});
    expect(failing).toEqual({ status: 'failed', value: null, violations: [], metrics: {}, reason: 'no such column' });
    expect((await evaluateTrial(() => Promise.reject('words'), {})).reason).toBe('words');
  });

  it('lets no value pass that JSON would change', async () => {
    const odd = outcome({
      value: -0,
      violations: [Number.POSITIVE_INFINITY],
      metrics: { a: Number.NaN, b: -0, c: Number.NEGATIVE_INFINITY },
    });
    const result = await evaluateTrial(() => odd, {});
    expect(result).toEqual({ ...odd, value: 0, violations: [Number.MAX_VALUE], metrics: { a: null, b: 0, c: null } });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(Object.is(result.value, 0)).toBe(true);
  });

  it('fails a trial without a finite value and forgets the value of one that is not ok', async () => {
    expect(await evaluateTrial(() => outcome({ value: Number.NaN }), {})).toMatchObject({
      status: 'failed',
      value: null,
    });
    expect(await evaluateTrial(() => outcome({ status: 'infeasible', value: 3 }), {})).toMatchObject({
      status: 'infeasible',
      value: null,
    });
  });

  it('runs in the calling thread too', async () => {
    const pool = createInProcessPool((params) => outcome({ value: Number(params.x) }));
    expect(pool.threads()).toEqual([]);
    const results = await pool.run([2, 3].map((x, index) => ({ index, params: { x } })));
    expect(results.map(({ value }) => value)).toEqual([2, 3]);
    expect(pool.threads()).toEqual([0]);
    await pool.close();
  });
});
