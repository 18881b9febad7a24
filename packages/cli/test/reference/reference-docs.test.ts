import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadDriver } from '@chaoskit/drivers';
import { expect, test } from 'vitest';
import { declareProgram } from '../../src/command-line/program.js';
import { activitiesPage } from './activities-page.js';
import { commandsPage } from './commands-page.js';
import { pxlPage } from './pxl-page.js';

// The pages of docs/reference are these snapshots: `npm run docs` writes them, and a page that lags behind the code fails here.
const folder = fileURLToPath(new URL('../../../../docs/reference', import.meta.url));

test('commands', async () => {
  await expect(commandsPage(declareProgram('', () => {}))).toMatchFileSnapshot(join(folder, 'commands.md'));
});

test.each(['chaosk8s', 'chaospixie', 'chaosaddons', 'sandbox'])('activities of %s', async (driver) => {
  const definitions = (await loadDriver(driver)) ?? [];
  await expect(activitiesPage(driver, definitions)).toMatchFileSnapshot(join(folder, `${driver}.md`));
});

test('PxL', async () => {
  await expect(pxlPage()).toMatchFileSnapshot(join(folder, 'pxl.md'));
});
