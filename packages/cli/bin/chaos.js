#!/usr/bin/env node
// Before anything else: without a handler, SIGUSR1 would open Node's debugger.
process.on('SIGUSR1', () => {});

if (process.argv.length === 3 && process.argv[2] === '--version') {
  const { readFileSync } = await import('node:fs');
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  console.log(`chaos, version ${version}`);
} else {
  const { join } = await import('node:path');
  const { main } = await import('../dist/main.js');
  await main(join(import.meta.dirname, '../dist'));
}
