import type { ValidateOptions } from '../command-line/run-options.js';
import type { CommandContext } from '../context.js';
import { interruptible } from '../host/interruptible.js';
import { endProcess } from '../host/node-host.js';
import { nodeSignals } from '../host/node-signals.js';
import { runEnvironment } from '../run/environment.js';
import { experimentFolder, loadExperiment } from '../run/load-experiment.js';
import { readOverrides } from '../run/overrides.js';
import { openSession } from '../run/session.js';
import { validateDocument } from '../run/validate-document.js';
import { asException } from '../validation/as-exception.js';
import { issuesText } from '../validation/issues-text.js';
import { hasErrors } from '../validation/report-issues.js';

/** `chaos validate SOURCE`: all issues at once, on the log and, with `--json` or `--format`, on standard output. */
export function validateCommand(
  context: CommandContext,
  source: string,
  options: ValidateOptions,
): Promise<number> {
  const { host, log, distFolder } = context;
  return interruptible(
    nodeSignals,
    () => void endProcess(130),
    async ({ signal }) => {
      const overrides = await readOverrides(options, log);
      const env = runEnvironment({ process: host.env, overrides: overrides.env, distFolder });
      const folder = experimentFolder(host.cwd(), source);
      const session = await openSession(context, { env, python: options.python, folder, signal });
      const { notifier, settings } = session;
      try {
        const { verifyTls, strict } = options;
        const document = await loadExperiment(source, { env, settings, verifyTls }, signal);
        await notifier.notify('validate-started', document.value);
        const issues = await validateDocument(context, session, document, { overrides, strict }, signal);
        const format = options.json ? 'json' : (options.format ?? 'text');
        host.stdout.write(issuesText(issues, format, context));
        const first = issues.find(({ severity }) => severity === 'error');
        if (first === undefined) log.info('experiment syntax and semantic look valid');
        await (first === undefined
          ? notifier.notify('validate-completed', document.value)
          : notifier.notify('validate-failed', document.value, asException(first)));
        return hasErrors(issues) ? 1 : 0;
      } finally {
        await session.close();
      }
    },
  );
}
