import {
  ExitRequestedError,
  exitCodeFor,
  type Issue,
  isJsonObject,
  type Json,
  journalText,
} from '@chaoskit/core';
import type { RunningSandbox } from '@chaoskit/sandbox';
import type { RunOptions } from '../command-line/run-options.js';
import { describeIssue } from '../console/describe-error.js';
import type { CommandContext } from '../context.js';
import { type Interruption, interruptible } from '../host/interruptible.js';
import { endProcess } from '../host/node-host.js';
import { nodeSignals } from '../host/node-signals.js';
import { tuneEngineFor } from '../host/tune-engine.js';
import { activityEnvironment, runEnvironment } from '../run/environment.js';
import { readGlobalControls } from '../run/global-controls.js';
import { experimentFolder, loadExperiment } from '../run/load-experiment.js';
import { openLoaderControls } from '../run/loader-controls.js';
import { type Overrides, readOverrides } from '../run/overrides.js';
import { playRun } from '../run/play-run.js';
import { resolveValues } from '../run/resolve-values.js';
import { openSession, type Session } from '../run/session.js';
import { warnOfStandIns } from '../run/stand-in-notice.js';
import { chooseStrategies } from '../run/strategies.js';
import { findTargets } from '../run/targets.js';
import { validateDocument } from '../run/validate-document.js';
import { sandboxOfFolder } from '../sandbox/sandbox-of-folder.js';
import { checkJournalPath, writeJournal } from '../state/journal-file.js';
import { hasErrors, reportIssues, withStrictness } from '../validation/report-issues.js';

/** `chaos run SOURCE` (core.md §1). */
export function runCommand(context: CommandContext, source: string, options: RunOptions): Promise<number> {
  const { host, log, distFolder } = context;
  return interruptible(
    nodeSignals,
    () => void endProcess(1),
    async (interruption) => {
      const overrides = await readOverrides(options, log);
      const { context: kubeContext } = options;
      const run = async (sandbox: RunningSandbox | undefined, throwAway: boolean): Promise<number> => {
        const env = runEnvironment({
          process: host.env,
          overrides: overrides.env,
          distFolder,
          ...(sandbox === undefined ? {} : { sandbox, throwAway }),
          ...(kubeContext === undefined ? {} : { context: kubeContext }),
        });
        const { signal } = interruption;
        const session = await openSession(context, {
          env,
          activityEnv: activityEnvironment(env, sandbox),
          python: options.python,
          folder: experimentFolder(host.cwd(), source),
          signal,
        });
        try {
          return await runInSession({ context, session, source, options, overrides, interruption });
        } catch (error) {
          // A control around the loading of the experiment asked for it (core.md §14.3).
          if (error instanceof ExitRequestedError) return error.exitCode;
          throw error;
        } finally {
          await session.close();
        }
      };
      if (options.sandbox === undefined) return run(await sandboxOfFolder(host, options.stateDir), false);
      const { inThrowAwaySandbox } = await import('../sandbox/throw-away-sandbox.js');
      return inThrowAwaySandbox(context, options.sandbox, interruption, (sandbox) => run(sandbox, true));
    },
  );
}

interface RunParts {
  readonly context: CommandContext;
  readonly session: Session;
  readonly source: string;
  readonly options: RunOptions;
  readonly overrides: Overrides;
  readonly interruption: Interruption;
}

async function runInSession({
  context,
  session,
  source,
  options,
  overrides,
  interruption,
}: RunParts): Promise<number> {
  const { host, log, distFolder } = context;
  const { signal } = interruption;
  const { engine, settings, notifier, env } = session;
  checkJournalPath(options.journalPath);
  const loader = await openLoaderControls(await readGlobalControls(settings, options.controlFile, log), {
    hosts: engine.controlHosts,
    settings,
    log,
    signal,
  });
  const { verifyTls } = options;
  const document = await loader.around(source, () =>
    loadExperiment(source, { env, settings, verifyTls }, signal),
  );
  tuneEngineFor(countActivities(document.value));
  await notifier.notify('run-started', document.value);
  let said: readonly Issue[] = [];
  if (options.validation) {
    said = await validateDocument(context, session, document, { overrides, strict: options.strict }, signal);
    if (hasErrors(said)) return 1;
  }
  const values = await resolveValues(document, overrides, session, signal);
  // Validation does not ask Vault: what only shows now is said now, and nothing twice.
  const texts = new Set(said.map(describeIssue));
  const unsaid = withStrictness(
    values.issues.filter((issue) => !texts.has(describeIssue(issue))),
    options.strict,
  );
  reportIssues(unsaid, log);
  if (hasErrors(unsaid)) return 1;
  const strategies = chooseStrategies(settings, document, options, log);
  const targets = await findTargets(context, session, { document, strategies, ...values }, options);
  warnOfStandIns(document.value, host.env, distFolder, log);
  const parts = { document, ...values, strategies, targets, globalControls: loader.controls };
  const outcome = await interruption.aside(() => playRun(context, session, parts, options));
  for (const trouble of outcome.troubles) log.warning(trouble);
  const { journal } = outcome;
  writeJournal(options.journalPath, journalText(journal));
  await notifier.notify(outcome.status === 'completed' ? 'run-completed' : 'run-failed', journal);
  if (outcome.deviated) await notifier.notify('run-deviated', journal);
  return exitCodeFor(outcome);
}

/** Of the method, where it is a list. */
function countActivities(experiment: Json): number {
  const method = isJsonObject(experiment) ? experiment.method : undefined;
  return Array.isArray(method) ? method.length : 0;
}
