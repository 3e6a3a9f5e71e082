export {
  type Distance,
  type PipelineConfig,
  type PipelineInput,
  pipelineSchema,
  type Sizing,
} from './config-schema.ts';
export { Pipeline } from './pipeline.ts';
export type { PipelineSetup } from './pipeline-setup.ts';
export type { SourceView, SymbolPlan } from './symbol-plan.ts';
