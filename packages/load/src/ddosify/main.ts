import { runProcess } from '../program/run-process.js';
import { runDdosify } from './run-ddosify.js';

await runProcess(runDdosify);
