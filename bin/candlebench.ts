#!/usr/bin/env node
import { createProgram } from './program.ts';
import { exitCodeOf, tellError } from './tell-error.ts';

try {
  await createProgram().parseAsync();
} catch (error) {
  tellError(error);
  process.exitCode = exitCodeOf(error);
}
