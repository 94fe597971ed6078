import { gzipSync } from 'node:zlib';
import { post, type Posted } from '../io/post.ts';
import type { RunReport } from '../model/report.ts';
import type { RunResult } from '../pipeline/assemble.ts';
import { json } from '../report/json.ts';
import { productNameOf } from '../rollout/log/run-entry.ts';
import type { Arguments } from './args.ts';
import { usage } from './args.ts';
import { printable } from './printable.ts';
import { tokenFor } from './service-token.ts';
import type { Shell } from './shell.ts';

/** What others are compared with, where nothing says it. */
const DEFAULT_BRANCHES: readonly string[] = ['main', 'master'];

/**
 * Reports a run to the service that `--report-to` names. What cannot be reported is said, and changes nothing: the policy in
 * git has decided.
 */
export async function reportRun(
  { report, policy }: Pick<RunResult, 'report' | 'policy'>,
  service: URL | undefined,
  shell: Shell,
): Promise<void> {
  if (service === undefined) return;
  const url = new URL(service);
  const product = productNameOf(policy.product, report.target.name);
  url.search = String(parametersOf(report, product, shell));
  const sent = await send(url, report, shell);
  if (sent.state === 'answered' && sent.status < 300) {
    shell.stderr.write(`lockstep: reported to ${printable(url.host)}\n`);
    return;
  }
  const why = sent.state === 'failed' ? sent.detail : `${sent.status} ${detailOf(sent.body)}`;
  shell.stderr.write(
    `lockstep: not reported to ${printable(url.host)}: ${printable(why.trim())}
  The decision is that of the policy in git.\n`,
  );
}

async function send(url: URL, report: RunReport, shell: Shell): Promise<Posted> {
  const known = await tokenFor(url, shell);
  if (known.state === 'failed') return known;
  const { token } = known;
  return post(url, Uint8Array.from(gzipSync(json.render(report, plain))), {
    headers: {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
    },
    signal: shell.signal,
  });
}

const plain = {
  width: 80,
  color: false,
  ascii: true,
  hyperlinks: false,
  verbose: true,
  root: '',
} as const;

/** Where `--report-to` sends runs; a `usage` error where it is no URL. */
export function serviceOf(command: string, input: Arguments): URL | undefined {
  const place = input.value('report-to');
  if (place === undefined) return undefined;
  const url = URL.canParse(place) ? new URL(place) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw usage(command, `--report-to takes the URL of a service, not "${place}"`);
  }
  url.pathname = `${url.pathname.replace(/\/$/u, '')}/v1/runs`;
  return url;
}

function parametersOf({ target }: RunReport, product: string, { env }: Shell): URLSearchParams {
  const branch = branchOf(target, env);
  const named = env['LOCKSTEP_DEFAULT_BRANCH'];
  const isDefault = named === undefined ? DEFAULT_BRANCHES.includes(branch) : branch === named;
  return new URLSearchParams({
    product,
    repository: target.git?.remote ?? target.name,
    branch,
    commit: target.git?.commit ?? 'none',
    default: String(isDefault && target.base === undefined),
  });
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

function detailOf(body: string): string {
  try {
    const problem: unknown = JSON.parse(body);
    if (typeof problem === 'object' && problem !== null && 'detail' in problem) {
      return String(problem.detail).slice(0, 300);
    }
  } catch {
    // A proxy answers as it likes.
  }
  return '';
}
