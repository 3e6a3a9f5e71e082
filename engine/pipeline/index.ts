export { type Distance, type PipelineConfig, type PipelineInput, pipelineSchema, type Sizing } from './config-schema.ts';
