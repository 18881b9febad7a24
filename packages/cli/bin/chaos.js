#!/usr/bin/env node
// Before anything else: without a handler, SIGUSR1 would open Node's debugger.
process.on('SIGUSR1', () => {});

if (process.argv.length === 3 && process.argv[2] === '--version') {
  const { readFileSync } = await import('node:fs');
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  console.log(`chaos, version ${version}`);
} else {
  // A long run keeps its journal in memory and little else: a heap that grows in smaller steps stays closer to what is used.
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--heap-growing-percent=50');
  const { main } = await import('../dist/main.js');
  await main();
}
