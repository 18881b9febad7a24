import {
  type ActivityPlace,
  type ControlServices,
  type Issue,
  isJsonObject,
  type Json,
  type JsonObject,
  pyStr,
} from '@chaoskit/core';

/** What is wrong with the probes of a safeguards control; the texts are the reference's (core.md §25.3). */
export async function checkSafeguards(
  control: JsonObject,
  place: ActivityPlace,
  services: ControlServices,
  signal: AbortSignal,
): Promise<readonly Issue[]> {
  const provider = isJsonObject(control.provider) ? control.provider : {};
  const args = isJsonObject(provider.arguments) ? provider.arguments : {};
  const path = [...place.path, 'provider', 'arguments', 'probes'];
  const { probes } = args;
  if (!Array.isArray(probes) || probes.length === 0) {
    const at = args.probes === undefined ? [...place.path, 'provider'] : path;
    return [
      {
        severity: 'error',
        code: 'CHAOS_V_SAFEGUARDS_EMPTY',
        message: 'safeguard control must have at least one probe',
        place: place.document.locate(at),
      },
    ];
  }
  const issues: Issue[] = [];
  for (const [index, probe] of probes.entries()) {
    const located = place.document.locate([...path, index]);
    for (const issue of await checkProbe(probe, services, signal)) issues.push({ ...issue, place: located });
  }
  return issues;
}

async function checkProbe(
  probe: Json,
  services: ControlServices,
  signal: AbortSignal,
): Promise<readonly Omit<Issue, 'place'>[]> {
  const issues: Omit<Issue, 'place'>[] = [...(await services.checkActivity(probe, signal))];
  // What a reference names is checked where it stands.
  if (!isJsonObject(probe) || probe.ref !== undefined) return issues;
  const name = pyStr(probe.name ?? null);
  if (probe.type !== 'probe' && !issues.some(({ severity }) => severity === 'error')) {
    const type = pyStr(probe.type ?? null);
    const message = `safeguard control '${name}' should be of type 'probe' not '${type}'`;
    issues.push({ severity: 'error', code: 'CHAOS_V_SAFEGUARD_TYPE', message });
  }
  if (probe.tolerance === undefined) {
    const message = `safeguard control is invalid as the probe '${name}' is missing a tolerance property`;
    return [...issues, { severity: 'error', code: 'CHAOS_V_SAFEGUARD_TOLERANCE_MISSING', message }];
  }
  return [...issues, ...(await services.checkTolerance(probe.tolerance, signal))];
}
