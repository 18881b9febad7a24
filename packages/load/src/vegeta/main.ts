import { runProcess } from '../program/run-process.js';
import { runVegeta } from './run-vegeta.js';

await runProcess(runVegeta);
