import { describe, expect, it } from 'vitest';
import { ExchangeFailure } from '../../../datasets/download/candle-exchange.ts';
import { systemClock } from '../../../datasets/download/download-clock.ts';
import { createPatientRequests } from '../../../datasets/download/patient-requests.ts';
import { rejectionOf } from '../support/candle-arbitrary.ts';
import { createFakeClock } from './support/fake-exchange.ts';

const sick = new ExchangeFailure('HTTP 503', { temporary: true, status: 503 });
const banned = new ExchangeFailure('HTTP 429', { temporary: true, status: 429, retryAfterMs: 45_000 });
const refused = new ExchangeFailure('HTTP 451: not from here', { temporary: false, status: 451 });

/** Fails in the given ways, then answers. */
function failing(...failures: Error[]): () => Promise<string> {
  return async () => {
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
    return 'answer';
  };
}

describe('patient requests', () => {
  it('are sent again until they are answered, after waits that grow', async () => {
    const clock = createFakeClock();
    const reasons: string[] = [];
    const requests = createPatientRequests({ name: 'x', clock, onWait: (reason) => reasons.push(reason) });
    expect(await requests.send('its time', failing(sick, banned, sick))).toBe('answer');
    expect(requests.counts()).toEqual({ requests: 4, retries: 3 });
    expect(reasons).toEqual(['HTTP 503', 'HTTP 429', 'HTTP 503']);
    expect(clock.waits[0]).toBeLessThanOrEqual(1_000);
    expect(clock.waits[1]).toBe(45_000);
    expect(clock.waits[2]).toBeGreaterThanOrEqual(2_000);
  });

  it('wait as long every time, and otherwise for another market', async () => {
    const waits = async (name: string) => {
      const clock = createFakeClock();
      await createPatientRequests({ name, clock }).send('its time', failing(sick, sick, sick));
      return clock.waits;
    };
    expect(await waits('a')).toEqual(await waits('a'));
    expect(await waits('a')).not.toEqual(await waits('b'));
  });

  it('end with one sentence after the last try', async () => {
    const clock = createFakeClock();
    const requests = createPatientRequests({ name: 'kraken X/Y 1h', clock });
    const error = await rejectionOf(requests.send('candles from 2020', failing(...Array(99).fill(sick))));
    expect(error).toMatchObject({
      kind: 'DatasetError',
      code: 'exchange-failed',
      message: 'kraken X/Y 1h: expected candles from 2020, was HTTP 503 in 8 tries.',
      cause: sick,
    });
    expect(clock.waits).toHaveLength(7);
  });

  it('end at once where trying again cannot help', async () => {
    const clock = createFakeClock();
    const requests = createPatientRequests({ name: 'x', clock });
    const error = await rejectionOf(requests.send('its markets', failing(refused)));
    expect(error.message).toBe('x: expected its markets, was HTTP 451: not from here.');
    expect(clock.waits).toEqual([]);
  });

  it('end when the exchange asks for more patience than there is', async () => {
    const ban = new ExchangeFailure('HTTP 418', { temporary: true, status: 418, retryAfterMs: 86_400_000 });
    const requests = createPatientRequests({ name: 'x', clock: createFakeClock() });
    const error = await rejectionOf(requests.send('its time', failing(ban)));
    expect(error.message).toBe('x: expected its time, was HTTP 418 (it asks to wait 86400 s).');
  });

  it('let other errors through', async () => {
    const requests = createPatientRequests({ name: 'x', clock: createFakeClock() });
    const error = new TypeError('a defect');
    expect(await rejectionOf(requests.send('its time', failing(error)))).toBe(error);
  });
});

describe('an abort', () => {
  it('ends the wait for an answer that never comes', async () => {
    const controller = new AbortController();
    const requests = createPatientRequests({ name: 'x', clock: createFakeClock(), signal: controller.signal });
    const answer = requests.send('its time', () => new Promise<string>(() => undefined));
    controller.abort();
    expect(await answer).toBeNull();
  });

  it('ends the wait before a retry', async () => {
    const controller = new AbortController();
    const requests = createPatientRequests({
      name: 'x',
      clock: systemClock,
      signal: controller.signal,
      onWait: () => setImmediate(() => controller.abort()),
    });
    expect(await requests.send('its time', failing(banned))).toBeNull();
    expect(requests.counts()).toEqual({ requests: 1, retries: 1 });
  });

  it('lets nothing more be sent', async () => {
    const requests = createPatientRequests({ name: 'x', clock: createFakeClock(), signal: AbortSignal.abort() });
    expect(await requests.send('its time', failing())).toBeNull();
    expect(requests.counts().requests).toBe(0);
  });
});
