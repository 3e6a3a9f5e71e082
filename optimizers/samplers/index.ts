export { createSampler } from './create-sampler.ts';
export type { Sampler, SamplerOptions } from './sampler.ts';
export { createSobolSequence, type SobolSequence } from './sobol-sequence.ts';
