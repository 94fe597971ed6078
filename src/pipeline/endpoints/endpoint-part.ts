import path from 'node:path';
import type { OpenTarget } from '../../collect/target.ts';
import type { Check } from '../../model/check.ts';
import type { GitBase } from '../../model/git.ts';
import type { Network } from '../../model/network.ts';
import type { Policy } from '../../model/policy.ts';
import { defaultTlsSettings, type TlsSettings } from '../../model/tls-settings.ts';
import { POLICY_FILE } from '../policy-file-name.ts';
import type { EndpointRequest, RunRequest } from '../request.ts';
import { examineEndpoints, noEndpoints, type ExaminedEndpoints } from './examine-endpoints.ts';
import { checkTlsSettings, tlsSettingsOf } from './tls-settings.ts';

/** What of a run its endpoints need. */
export interface EndpointPart {
  readonly target: OpenTarget;
  readonly request: RunRequest;
  readonly policy: Policy;
  readonly checks: readonly Check[];
}

/** What the tls check gets of the policy in force, its files read where that policy was; the default where no check asks. */
export async function settingsInForce(
  { target: { root }, request, policy: { tls }, checks }: EndpointPart,
  base: GitBase | undefined,
): Promise<TlsSettings> {
  if (!checks.some(({ endpoints }) => endpoints !== undefined)) return defaultTlsSettings;
  const { policyFile } = request;
  const atBase = policyFile === undefined && base !== undefined;
  const settings = await tlsSettingsOf(tls, atBase ? { root, commit: base.commit } : { root });
  await checkTlsSettings(checks, settings, { tls, name: policyFile ?? POLICY_FILE });
  return settings;
}

/** Examines the endpoints that the run is to examine, or says that it does not. */
export async function examineEndpointPart(
  part: EndpointPart,
  settings: TlsSettings,
  environment: {
    readonly signal: AbortSignal;
    readonly onProgress: (done: number, total: number) => void;
    readonly network: ((signal: AbortSignal) => Network) | undefined;
  },
): Promise<ExaminedEndpoints> {
  const { target, request, policy, checks } = part;
  const wanted = endpointRequestOf(part);
  if (typeof wanted === 'string') return { ...noEndpoints, notes: [wanted], whole: false };
  if (wanted === undefined) return noEndpoints;
  const { signal, onProgress, network } = environment;
  return examineEndpoints(wanted, request, {
    root: target.root,
    policyPath: policyPathOf(part),
    policy,
    settings,
    checks,
    signal,
    network: async (ends) => network?.(ends) ?? realNetwork(ends),
    onProgress,
  });
}

/** Loaded only where endpoints are examined. */
async function realNetwork(signal: AbortSignal): Promise<Network> {
  const { openNetwork } = await import('../../io/network.ts');
  return openNetwork(signal);
}

/** What is to be done; a text: why nothing is, where the reader would expect it. */
function endpointRequestOf(part: EndpointPart): EndpointRequest | string | undefined {
  const { target, request, policy, checks } = part;
  const { mode, endpoints } = request;
  if (!checks.some((check) => check.endpoints !== undefined)) return undefined;
  if (mode.kind === 'endpoints') return endpoints === 'none' ? undefined : endpoints;
  const hasInventory = policy.endpoints.length > 0 || policy.endpointsFile !== undefined;
  if (!hasInventory) return undefined;
  if (endpoints === 'none') return 'The endpoints of the inventory were not examined: no network.';
  if (mode.kind === 'tree' && target.within === '') {
    return endpoints ?? { from: { kind: 'inventory' } };
  }
  return 'The endpoints of the inventory were not examined: only a run over the whole target does.';
}

/** From the root of the target, for findings that point to the line of the policy that declares the endpoint. */
function policyPathOf({ target, request: { policyFile } }: EndpointPart): string | undefined {
  if (policyFile === undefined) return POLICY_FILE;
  const relative = path.relative(target.root, policyFile).split(path.sep).join('/');
  return relative.startsWith('..') || path.isAbsolute(relative) ? undefined : relative;
}
