import { type Json, type JsonObject, parseJsonValue, stringifyJson } from '@chaoskit/core';
import type { Asker } from './asker.js';
import type { DiscoveredActivity, DiscoveredArgument } from './discovered-activity.js';

/** Makes an experiment by asking, in the order of the reference's questions (core.md §20). It can be run at once, whatever was answered. */
export async function askForExperiment(
  asker: Asker,
  activities: readonly DiscoveredActivity[] | undefined,
): Promise<JsonObject> {
  asker.say(
    'This makes an experiment: a method, and around it a steady-state hypothesis and rollbacks, if wanted.',
  );
  if (activities === undefined) asker.say("No discovery was found, let's create an empty experiment");
  const experiment: JsonObject = {
    title: await asker.text("Experiment's title"),
    description: 'N/A',
    tags: [],
  };
  asker.say('\nThe hypothesis says what is normal; it is checked before and after the method.');
  if (await asker.confirm('Do you want to define a steady state hypothesis now?')) {
    const title = await asker.text("Hypothesis's title");
    const probes = await askForActivities(asker, (activities ?? []).filter(isProbe), true);
    experiment['steady-state-hypothesis'] = { title, probes };
  }
  experiment.method = [];
  if (activities === undefined) return experiment;
  asker.say('\nThe method is what is done, and what is looked at meanwhile.');
  if (await asker.confirm('Do you want to define an experimental method?')) {
    experiment.method = await askForActivities(asker, activities, false);
  }
  asker.say('\nRollbacks bring the system back afterwards.');
  if (await asker.confirm('Do you want to add some rollbacks now?')) {
    const actions = activities.filter((one) => !isProbe(one));
    experiment.rollbacks = await askForActivities(asker, actions, false);
  }
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
    const activity = await pick(asker, known);
    if (activity === undefined) break;
    if (activity.doc !== '') asker.say(`\n${activity.doc}`);
    if (!(await asker.confirm(`Do you want to use this ${activity.type}?`))) continue;
    chosen.push(await askForActivity(asker, activity, withTolerance));
  } while (await asker.confirm('Do you want to select another activity?'));
  return chosen;
}

/** Undefined where none is wanted. */
async function pick(
  asker: Asker,
  known: readonly DiscoveredActivity[],
): Promise<DiscoveredActivity | undefined> {
  asker.say('Add an activity');
  for (const [index, { name }] of known.entries()) asker.say(`${index + 1}) ${name}`);
  for (;;) {
    const given = await asker.text('Activity (0 to escape)');
    const index = /^[0-9]+$/.test(given) ? Number(given) : Number.NaN;
    if (index === 0) return undefined;
    const activity = known[index - 1];
    if (activity !== undefined) return activity;
    asker.say('Please pick up a valid activity');
  }
}

async function askForActivity(
  asker: Asker,
  { type, name, mod, arguments: args }: DiscoveredActivity,
  withTolerance: boolean,
): Promise<JsonObject> {
  const tolerance = withTolerance
    ? { tolerance: readValue(await asker.text('What is the tolerance for this probe?')) }
    : {};
  const values: JsonObject = {};
  for (const argument of args) {
    if (argument.name === 'secrets' || argument.name === 'configuration') continue;
    values[argument.name] = await askForArgument(asker, argument);
  }
  return {
    type,
    name,
    ...tolerance,
    provider: { type: 'python', module: mod, func: name, arguments: values },
  };
}

/** An empty answer takes the default, where there is one. */
async function askForArgument(
  asker: Asker,
  { name, type, default: fallback }: DiscoveredArgument,
): Promise<Json> {
  const shown = fallback === undefined ? undefined : shownDefault(fallback);
  for (;;) {
    const given = await asker.text(`Argument's value for '${name}'`, shown);
    if (fallback !== undefined && given === shown) return fallback;
    if (type === 'string') return given;
    const value = readValue(given);
    const wanted = type === undefined ? undefined : KINDS[type];
    if (wanted === undefined || wanted(value)) return value;
    asker.say(`Error: '${given}' is not a valid ${type}.`);
  }
}

/** What an answer must read as, by the portable name of a type; others are not checked. */
const KINDS: { readonly [type: string]: (value: Json) => boolean } = {
  integer: (value) => isNumber(value) && !/[.eE]/.test(stringifyJson(value)),
  number: isNumber,
  boolean: (value) => typeof value === 'boolean',
};

function isNumber(value: Json): boolean {
  return typeof value === 'number' || /^-?[0-9]/.test(typeof value === 'string' ? '' : stringifyJson(value));
}

function shownDefault(value: Json): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : stringifyJson(value);
}

/** What reads as JSON is JSON, so that `200` and `true` are met by numbers and booleans; anything else is text. */
function readValue(text: string): Json {
  try {
    return parseJsonValue(text);
  } catch {
    return text;
  }
}
