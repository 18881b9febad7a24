// Timing of whole processes: wall time in milliseconds, and the peak of resident memory in MB.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Environment of every measured process: certificates for TLS cost Node 20 about 30 ms at each start. */
const quietEnv = (extra = {}) => {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  return { ...env, ...extra };
};

/** Runs one command to its end. Rejects when the exit code is none of `exits`. */
export function timeProcess(command, args, { cwd, env = {}, exits = [0], onStderr } = {}) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { cwd, env: quietEnv(env), stdio: ['ignore', 'ignore', 'pipe'] });
    let text = '';
    let peakMb = 0;
    const sample = setInterval(() => {
      peakMb = Math.max(peakMb, residentMb(child.pid));
    }, 20);
    child.stderr.on('data', (chunk) => {
      text = (text + chunk).slice(-100_000);
      onStderr?.(String(chunk), child);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(sample);
      const ms = performance.now() - started;
      if (exits.includes(code)) resolve({ ms, peakMb, text });
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${text.slice(-2000)}`));
    });
  });
}

/** Resident memory of a process now, in MB; 0 when it is gone. */
function residentMb(pid) {
  try {
    const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line ? Number(line[1]) / 1024 : 0;
  } catch {
    return 0;
  }
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Runs the candidates in turn, `times` rounds, so that a busy moment of the machine meets all of them; answers each one's median. */
export async function alternate(times, candidates) {
  const samples = candidates.map(() => []);
  for (let round = 0; round < times; round++) {
    for (const [index, candidate] of candidates.entries()) samples[index].push(await candidate());
  }
  return samples.map(median);
}
