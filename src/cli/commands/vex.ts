import { canonicalPurl } from '../../model/purl/parse.ts';
import { writePurl } from '../../model/purl/write.ts';
import type { RunResult } from '../../pipeline/assemble.ts';
import { claimsOf, type VexClaim } from '../../report/vex/claims.ts';
import { csafVex } from '../../report/vex/csaf.ts';
import { cycloneDxVex } from '../../report/vex/cyclonedx.ts';
import { openVex } from '../../report/vex/openvex.ts';
import type { VexSubject } from '../../report/vex/subject.ts';
import { presentVerdicts } from '../../rollout/present-verdicts.ts';
import { usage, type Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { logOfRun, openLog, warnOfProblems } from '../log.ts';
import { logFlags } from '../service-access.ts';
import { outputFile, put } from '../output-file.ts';
import { printable } from '../printable.ts';
import { engineFlags, makeRun } from '../run-command.ts';
import type { Shell } from '../shell.ts';
import { tellMissed } from '../tell-missed.ts';

type Writer = (claims: readonly VexClaim[], subject: VexSubject) => object;

const writers: ReadonlyMap<string, Writer> = new Map([
  ['openvex', openVex],
  ['cyclonedx', cycloneDxVex],
  ['csaf', csafVex],
]);
const names = [...writers.keys()].join(', ');

/** `lockstep vex [path]`. */
export const vex: Command = {
  name: 'vex',
  summary:
    'what your teams decided of vulnerabilities in dependencies, for those who use your product',
  operands: '[path]',
  maxOperands: 1,
  description: `Runs the components check and writes what follows from it, from waivers, verdicts and the VEX documents of the policy: a
waiver accepts a risk, so the product is affected; "false-positive-not-applicable" and "-wrong" say that it is not; what
nobody decided is under investigation. The exit code is 0, whatever the policy would block; 2 where something could not be
examined, so that the document does not tell all; 3 where no finding is about an advisory: then nothing is written.`,
  examples: [
    { line: 'lockstep vex -o shop.openvex.json', does: 'OpenVEX' },
    {
      line: 'lockstep vex -f csaf --author "Acme PSIRT" --namespace https://acme.example',
      does: 'CSAF 2.0, on standard output',
    },
  ],
  flags: {
    format: { value: 'NAME', short: 'f', help: `${names} (default: openvex)` },
    output: { value: 'FILE', short: 'o', help: 'write to this file' },
    author: { value: 'NAME', help: 'who says so (default: the product)' },
    namespace: { value: 'URI', help: 'of the author, for CSAF (default: made of the product)' },
    product: {
      value: 'PURL',
      help: 'package URL of the product (default: pkg:generic/NAME@COMMIT)',
    },
    ...logFlags,
    ...engineFlags,
    quiet: { short: 'q', help: 'no progress on standard error' },
  },
  async run(input, shell) {
    const name = input.value('format') ?? 'openvex';
    const write = writers.get(name);
    if (write === undefined) throw usage('vex', `unknown format "${name}"`, `formats: ${names}`);
    const stated = statedIn(input);
    const file = outputFile(input, shell);
    const choice = {
      command: 'vex',
      mode: { kind: 'tree' },
      checkIds: ['components'],
      listsAll: true,
    } as const;
    const result = await makeRun(choice, input, shell);
    const { incomplete, notes, decision } = result.report;
    for (const note of notes) shell.stderr.write(`lockstep: ${printable(note)}\n`);
    tellMissed(incomplete, 'not in the document', shell);
    const decided = {
      waivers: result.policy.waivers,
      verdicts: await verdictsOf(result, input, shell),
    };
    const claims = claimsOf(decision.findings, decided);
    if (claims.length > 0) {
      const document = write(claims, subjectOf(result, stated));
      put(`${JSON.stringify(document, undefined, 2)}\n`, file, shell);
    } else {
      shell.stderr.write('lockstep: no finding is about an advisory: there is nothing to state\n');
    }
    if (incomplete.length > 0) return 2;
    return claims.length > 0 ? 0 : 3;
  },
};

/** What the user says of author and product; undefined where that is left to the run. */
interface Stated {
  readonly author: string | undefined;
  readonly namespace: string | undefined;
  readonly purl: string | undefined;
}

const MAX_TEXT = 500;

function statedIn(input: Arguments): Stated {
  const text = (flag: string): string | undefined => {
    const value = input.value(flag)?.trim();
    if (value === undefined || (value !== '' && value.length <= MAX_TEXT)) return value;
    throw usage('vex', `--${flag} takes 1 to ${MAX_TEXT} characters`);
  };
  const namespace = text('namespace');
  if (namespace !== undefined && !URL.canParse(namespace)) {
    throw usage('vex', `"${namespace}" is no URI`, 'write it as https://acme.example');
  }
  const product = text('product');
  const purl = product === undefined ? undefined : canonicalPurl(product);
  if (product !== undefined && purl === undefined) {
    throw usage(
      'vex',
      `"${product}" is no package URL`,
      'write it as pkg:oci/shop or pkg:npm/shop@1.0.0',
    );
  }
  return { author: text('author'), namespace, purl };
}

function subjectOf({ report, policy }: RunResult, stated: Stated): VexSubject {
  const { tool, now, target } = report;
  const name = policy.product.name || target.name;
  return {
    product: { name, purl: stated.purl ?? productPurl(name, target.git) },
    author: stated.author ?? name,
    namespace: stated.namespace ?? `urn:lockstep:${encodeURIComponent(name)}`,
    tool,
    now,
  };
}

/** Of the commit: what holds for it need not hold for another. What was changed since is told apart. */
function productPurl(name: string, git: RunResult['report']['target']['git']): string {
  const { commit = '', dirty = false } = git ?? {};
  return writePurl({
    type: 'generic',
    namespace: '',
    name,
    version: dirty ? `${commit}+dirty` : commit,
    qualifiers: new Map(),
    subpath: '',
  });
}

async function verdictsOf(
  result: RunResult,
  input: Arguments,
  shell: Shell,
): Promise<ReturnType<typeof presentVerdicts>> {
  const log = await openLog(logOfRun('vex', result), input, shell);
  warnOfProblems(log, shell);
  return presentVerdicts(log.facts.entries.filter((entry) => entry.kind === 'verdict'));
}
