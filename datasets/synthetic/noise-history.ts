import { createRandom } from '../../engine/math/index.ts';
import type { EdgePlan } from './edge-plan.ts';
import type { NoiseMixer } from './noise-mixer.ts';
import { OWN_NORMALS } from './noise-mixer.ts';
import type { SyntheticSpec } from './synthetic-schema.ts';

/** Lengths of an average after which a start from nothing is forgotten: e^-20 of it is left. */
const LENGTHS = 10;

/**
 * Shows the forecasts of all instruments noise from before the first candle, so that they have variance 1 from the
 * first candle on.
 * @param instruments in the order of the symbols
 */
export function replayHistory(
  spec: SyntheticSpec,
  mixer: NoiseMixer,
  instruments: readonly { readonly plan: EdgePlan }[],
): void {
  const forecasts = instruments.flatMap(({ plan }) => plan.edges.map(({ forecast }) => forecast));
  if (forecasts.length === 0) return;
  const length = Math.ceil(Math.max(...forecasts.map(({ response }) => memoryOf(response))));
  const common = createRandom(spec.seed, 0, 'synthetic history common');
  const streams = instruments.map((_, index) => createRandom(spec.seed, index, 'synthetic history'));
  const own = new Float64Array(streams.length * OWN_NORMALS);
  for (let t = 0; t < length; t++) {
    const shared = common.normal();
    for (const [index, stream] of streams.entries()) own[index * OWN_NORMALS] = stream.normal();
    for (const forecast of forecasts) forecast.update(mixer.mix(forecast.source, 0, shared, own));
  }
}

/** Candles until a forecast has forgotten its start. */
function memoryOf(response: EdgePlan['edges'][number]['forecast']['response']): number {
  return response.kind === 'lag' ? response.lag : (LENGTHS * 2) / (1 - response.decay);
}
