import { type Json, type JsonObject, parseJsonValue, stringifyJson } from '@chaoskit/core';
import type { Asker } from './asker.js';
import type { DiscoveredActivity, DiscoveredArgument } from './discovered-activity.js';

/** Makes an experiment by asking (core.md §20). It can be run at once, whatever was answered. */
export async function askForExperiment(
  asker: Asker,
  activities: readonly DiscoveredActivity[] | undefined,
): Promise<JsonObject> {
  if (activities === undefined) asker.say("No discovery was found, let's create an empty experiment");
  const known = activities ?? [];
  const experiment: JsonObject = {
    title: await asker.text("Experiment's title"),
    description: 'N/A',
    tags: [],
  };
  if (await asker.confirm('Do you want to define a steady state hypothesis now?')) {
    const title = await asker.text("Hypothesis's title");
    const probes = await askForActivities(asker, known.filter(isProbe), true);
    experiment['steady-state-hypothesis'] = { title, probes };
  }
  const method = known.length > 0 && (await asker.confirm('Do you want to define an experimental method?'));
  experiment.method = method ? await askForActivities(asker, known, false) : [];
  if (known.length > 0 && (await asker.confirm('Do you want to add some rollbacks now?')))
    experiment.rollbacks = await askForActivities(
      asker,
      known.filter((one) => !isProbe(one)),
      false,
    );
  return experiment;
}

const isProbe = ({ type }: DiscoveredActivity): boolean => type === 'probe';

async function askForActivities(
  asker: Asker,
  known: readonly DiscoveredActivity[],
  withTolerance: boolean,
): Promise<JsonObject[]> {
  const chosen: JsonObject[] = [];
  if (known.length === 0) return chosen;
  do {
    for (const [index, { name, mod }] of known.entries()) asker.say(`${index + 1}) ${mod}.${name}`);
    const activity = known[Number(await asker.text('Activity (0 to escape)', '0')) - 1];
    if (activity === undefined) break;
    if (activity.doc !== '') asker.say(activity.doc);
    if (!(await asker.confirm(`Do you want to use this ${activity.type}?`))) continue;
    chosen.push(await askForActivity(asker, activity, withTolerance));
  } while (await asker.confirm('Do you want to select another activity?'));
  return chosen;
}

async function askForActivity(
  asker: Asker,
  { type, name, mod, arguments: args }: DiscoveredActivity,
  withTolerance: boolean,
): Promise<JsonObject> {
  const tolerance = withTolerance
    ? { tolerance: readValue(await asker.text("Probe's tolerance (JSON)")) }
    : {};
  const values: JsonObject = {};
  for (const argument of args) {
    if (argument.name === 'secrets' || argument.name === 'configuration') continue;
    const value = await askForArgument(asker, argument);
    if (value !== undefined) values[argument.name] = value;
  }
  const provider = { type: 'python', module: mod, func: name, arguments: values };
  return { type, name: name.replaceAll('_', '-'), ...tolerance, provider };
}

/** An empty answer leaves an argument with a default out. */
async function askForArgument(
  asker: Asker,
  { name, type, default: fallback }: DiscoveredArgument,
): Promise<Json | undefined> {
  const shown = fallback === undefined ? undefined : stringifyJson(fallback);
  const given = await asker.text(`Argument's value for '${name}'`, shown);
  if (given === shown) return undefined;
  return type === 'string' ? given : readValue(given);
}

/** What reads as JSON is JSON, so that `200` and `true` are met by numbers and booleans; anything else is text. */
function readValue(text: string): Json {
  try {
    return parseJsonValue(text);
  } catch {
    return text;
  }
}
