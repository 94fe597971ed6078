import { gzipSync } from 'node:zlib';
import { ask, type Asked } from '../io/ask.ts';
import type { RunReport } from '../model/report.ts';
import type { RunResult } from '../pipeline/assemble.ts';
import { json } from '../report/json.ts';
import { detailOf, fieldOf, placeIn } from '../pipeline/service-log.ts';
import { productNameOf } from '../rollout/log/run-entry.ts';
import type { Arguments } from './args.ts';
import { printable } from './printable.ts';
import { serviceAccess, serviceUrl } from './service-access.ts';
import { tokenFor } from './service-token.ts';
import type { Shell } from './shell.ts';

/** What others are compared with, where nothing says it. */
const DEFAULT_BRANCHES: readonly string[] = ['main', 'master'];

/**
 * Reports a run, with the record of its decision, to a service. What cannot be reported is said, and changes nothing: the policy in
 * git has decided.
 */
export async function reportRun(
  { report, policy, record }: Pick<RunResult, 'report' | 'policy' | 'record'>,
  service: URL,
  shell: Shell,
): Promise<void> {
  const product = productNameOf(policy.product, report.target.name);
  const runs = placeIn(service, '/v1/runs', parametersOf(report, product, shell));
  const sent = await send(runs, json.render(report, plain), shell);
  const id = sent.state === 'answered' ? fieldOf(sent.body, 'id') : undefined;
  if (sent.state !== 'answered' || sent.status >= 300 || typeof id !== 'string') {
    shell.stderr.write(
      `lockstep: not reported to ${printable(service.host)}: ${printable(whyNot(sent))}
  The decision is that of the policy in git.\n`,
    );
    return;
  }
  shell.stderr.write(`lockstep: reported to ${printable(service.host)}\n`);
  const place = placeIn(service, `/v1/runs/${encodeURIComponent(id)}/decision`);
  const kept = await send(place, JSON.stringify(record), shell);
  if (kept.state === 'answered' && kept.status < 300) return;
  shell.stderr.write(
    `lockstep: ${printable(service.host)} did not keep the decision record: ${printable(whyNot(kept))}\n`,
  );
}

async function send(url: URL, text: string, shell: Shell): Promise<Asked> {
  const known = await tokenFor(url, shell);
  if (known.state === 'failed') return known;
  const { token } = known;
  return ask(url, {
    headers: {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
    },
    body: Uint8Array.from(gzipSync(text)),
    signal: shell.signal,
  });
}

function whyNot(asked: Asked): string {
  return asked.state === 'failed' ? asked.detail : `${asked.status} ${detailOf(asked.body)}`.trim();
}

const plain = {
  width: 80,
  color: false,
  ascii: true,
  hyperlinks: false,
  verbose: true,
  root: '',
} as const;

/** The services that get the report: that of `--report-to`, and the one that keeps the log. */
export function servicesOf(command: string, input: Arguments, shell: Shell): readonly URL[] {
  const named = input.value('report-to');
  const reported = named === undefined ? undefined : serviceUrl(command, '--report-to', named);
  const logged = serviceAccess(command, input, shell)?.url;
  const all = [reported, logged].filter((url) => url !== undefined);
  return all.filter((url, index) => all.findIndex(({ href }) => href === url.href) === index);
}

function parametersOf(
  { target }: RunReport,
  product: string,
  { env }: Shell,
): Record<string, string> {
  const branch = branchOf(target, env);
  const named = env['LOCKSTEP_DEFAULT_BRANCH'];
  const isDefault = named === undefined ? DEFAULT_BRANCHES.includes(branch) : branch === named;
  return {
    product,
    repository: target.git?.remote ?? target.name,
    branch,
    commit: target.git?.commit ?? 'none',
    default: String(isDefault && target.base === undefined),
  };
}

/** A pipeline checks out a commit, not a branch: what the usual ones call it. */
function branchOf({ git }: RunReport['target'], env: Shell['env']): string {
  const named = [
    'GITHUB_HEAD_REF',
    'GITHUB_REF_NAME',
    'CI_MERGE_REQUEST_SOURCE_BRANCH_NAME',
    'CI_COMMIT_REF_NAME',
    'BUILD_SOURCEBRANCHNAME',
    'BRANCH_NAME',
  ].map((name) => env[name] ?? '');
  return git?.branch ?? named.find((name) => name !== '') ?? 'none';
}
