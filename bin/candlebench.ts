#!/usr/bin/env node
import { openBundle } from './open-bundle.ts';

await openBundle().main();
