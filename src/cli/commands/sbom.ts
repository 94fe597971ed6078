import path from 'node:path';
import { readSbom } from '../../collect/manifests/sbom/formats.ts';
import { readBounded } from '../../io/files.ts';
import { LockstepError } from '../../model/error.ts';
import type { Finding } from '../../model/finding.ts';
import { purlOf } from '../../model/purl.ts';
import { version } from '../../model/version.ts';
import { inventoryOf, type ComponentInventory } from '../../pipeline/components/inventory.ts';
import { targetName } from '../../pipeline/target-name.ts';
import { billOf, type Bill } from '../../report/sbom/bill.ts';
import { cycloneDx, type SbomSubject } from '../../report/sbom/cyclonedx.ts';
import { differenceOf, type SbomDifference } from '../../report/sbom/difference.ts';
import { spdx } from '../../report/sbom/spdx.ts';
import { spdx3 } from '../../report/sbom/spdx3.ts';
import { toJson } from '../../report/safe-text.ts';
import { usage, type Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { outputFile, put } from '../output-file.ts';
import { printable } from '../printable.ts';
import { makeRun, requestOf } from '../run-command.ts';
import type { ExitCode, Shell } from '../shell.ts';
import { tellMissed } from '../tell-missed.ts';

const sbomFormats: ReadonlyMap<string, (bill: Bill, subject: SbomSubject) => object> = new Map([
  ['cyclonedx-1.6', (bill, subject) => cycloneDx(bill, subject, '1.6')],
  ['cyclonedx-1.7', (bill, subject) => cycloneDx(bill, subject, '1.7')],
  ['spdx-2.3', spdx],
  ['spdx-3', spdx3],
]);
const names = [...sbomFormats.keys()].join(', ');

/** An SBOM of 100,000 components has some 80 MB. */
const MAX_SBOM_BYTES = 256 * 2 ** 20;
/** What could not be compared, told one by one; more would say the same again. */
const MAX_PROBLEMS = 20;

/** `lockstep sbom [path]`, `lockstep sbom diff <before> <after>`. */
export const sbom: Command = {
  name: 'sbom',
  summary: 'a software bill of materials: every component that lockfiles state, and how two differ',
  operands: '[path] | diff <before> <after>',
  maxOperands: 3,
  description: `Writes what the target consists of: every package that its lockfiles state, with version, digests, licence, places and
the graph of dependencies. Nothing is sent anywhere, no package manager is run. The same target gives the same bytes but for the time.
Exit code 2 says that something could not be read: the SBOM then calls itself incomplete. 3: nothing here states components.
"diff" tells what came, what went and what has another version between two SBOMs, CycloneDX or SPDX in JSON.`,
  examples: [
    { line: 'lockstep sbom -o bom.cdx.json', does: 'CycloneDX 1.6' },
    { line: 'lockstep sbom --vulnerabilities', does: 'with what is known against them' },
    { line: 'lockstep sbom -f spdx-3', does: 'SPDX, on standard output' },
    { line: 'lockstep sbom diff old.cdx.json bom.cdx.json', does: 'what changed between two' },
  ],
  flags: {
    format: {
      value: 'NAME',
      short: 'f',
      help: `${names} (default: cyclonedx-1.6); of diff: text, json`,
    },
    output: { value: 'FILE', short: 'o', help: 'write to this file' },
    vulnerabilities: {
      help: 'CycloneDX: also what the advisories on this machine say of the components',
    },
    policy: {
      value: 'FILE',
      help: 'leave out what this policy excludes, instead of lockstep.yaml of the target',
    },
  },
  run(input, shell) {
    const [word] = input.positionals;
    return word === 'diff' ? tellDifference(input, shell) : writeSbom(input, shell);
  },
};

async function writeSbom(input: Arguments, shell: Shell): Promise<ExitCode> {
  const { render, tellsFlaws } = wishOf(input);
  const file = outputFile(input, shell);
  const choice = { command: 'sbom', mode: { kind: 'tree' }, listsAll: true } as const;
  const request = requestOf(choice, input, shell);
  const inventory = await inventoryOf(request, shell.signal);
  for (const note of inventory.notes) shell.stderr.write(`lockstep: ${printable(note)}\n`);
  tellMissed(inventory.missed, 'not in the SBOM', shell);
  if (inventory.lists.length === 0) return nothingStated(inventory, shell);
  const flaws = tellsFlaws ? await flawsOf(input, shell) : undefined;
  const bill = billOf(inventory.lists, purlOf, flaws?.findings);
  put(toJson(render(bill, subjectOf(inventory, request.now))), file, shell);
  return inventory.missed.length === 0 && flaws?.isWhole !== false ? 0 : 2;
}

function wishOf(input: Arguments): {
  readonly render: (bill: Bill, subject: SbomSubject) => object;
  readonly tellsFlaws: boolean;
} {
  if (input.positionals.length > 1) throw usage('sbom', 'more than one path', 'name one');
  const name = input.value('format') ?? 'cyclonedx-1.6';
  const render = sbomFormats.get(name);
  if (render === undefined) throw usage('sbom', `unknown format "${name}"`, `formats: ${names}`);
  const tellsFlaws = input.has('vulnerabilities');
  if (tellsFlaws && !name.startsWith('cyclonedx-')) {
    throw usage('sbom', `${name} has no vulnerabilities`, 'write CycloneDX, or leave the flag out');
  }
  return { render, tellsFlaws };
}

function nothingStated({ target, missed }: ComponentInventory, shell: Shell): ExitCode {
  if (missed.length > 0) return 2;
  const where = printable(path.join(target.root, target.within));
  shell.stderr.write(
    `lockstep: nothing in ${where} states components: no lockfile that is known\n`,
  );
  return 3;
}

/** What the components check says of the same target; what it could not tell is said, and none of it is clean. */
async function flawsOf(
  input: Arguments,
  shell: Shell,
): Promise<{ readonly findings: readonly Finding[]; readonly isWhole: boolean }> {
  const choice = {
    command: 'sbom',
    mode: { kind: 'tree' },
    checkIds: ['components'],
    listsAll: true,
  } as const;
  const { decision, incomplete } = (await makeRun(choice, input, shell)).report;
  tellMissed(incomplete, 'not told', shell);
  const findings = decision.findings.map(({ finding }) => finding);
  return {
    findings: findings.filter(({ state }) => state !== 'fixed'),
    isWhole: incomplete.length === 0,
  };
}

function subjectOf({ target, missed }: ComponentInventory, now: string): SbomSubject {
  const commit = target.git?.commit;
  return {
    name: targetName(target),
    ...(commit === undefined ? {} : { version: commit }),
    tool: { name: 'lockstep', version },
    now,
    isWhole: missed.length === 0,
  };
}

async function tellDifference(input: Arguments, shell: Shell): Promise<ExitCode> {
  const [, before, after] = input.positionals;
  if (before === undefined || after === undefined) {
    throw usage('sbom', 'diff needs two SBOMs', 'lockstep sbom diff <before> <after>');
  }
  const format = input.value('format') ?? 'text';
  if (format !== 'text' && format !== 'json') {
    throw usage('sbom', `unknown format "${format}"`, 'formats of diff: text, json');
  }
  const file = outputFile(input, shell);
  const [old, now] = [purlsIn(before, shell), purlsIn(after, shell)];
  const difference = differenceOf(old, now);
  const text = format === 'json' ? toJson(difference) : asText(difference);
  put(text, file, shell);
  return 0;
}

function purlsIn(name: string, shell: Shell): readonly string[] {
  const fail = (what: string): LockstepError =>
    new LockstepError('sbom', `${name}: ${what}`, {
      repair: 'name an SBOM of CycloneDX in JSON, or of SPDX 2 or 3',
    });
  const read = readBounded(path.resolve(shell.cwd, name), MAX_SBOM_BYTES);
  if (read.state === 'too-large') throw fail('larger than 256 MiB');
  if (read.state === 'unreadable') throw fail(`cannot be read: ${read.detail}`);
  const parsed = readSbom({ path: name, text: Buffer.from(read.bytes).toString('utf8') });
  if (parsed.kind === 'failed') throw fail(parsed.detail);
  for (const { detail, line } of parsed.problems.slice(0, MAX_PROBLEMS)) {
    const where = line === undefined ? '' : `:${line}`;
    shell.stderr.write(`lockstep: not compared: ${printable(`${name}${where}: ${detail}`)}\n`);
  }
  return parsed.list.components.map(purlOf);
}

function asText({ added, removed, changed }: SbomDifference): string {
  const lines = [
    ...added.map((purl) => `+ ${purl}`),
    ...removed.map((purl) => `- ${purl}`),
    ...changed.map(
      (each) => `~ ${each.package}  ${versions(each.before)} -> ${versions(each.after)}`,
    ),
  ];
  return lines.length === 0 ? 'no difference\n' : `${lines.map(printable).join('\n')}\n`;
}

function versions(list: readonly string[]): string {
  return list.map((each) => (each === '' ? 'no version' : each)).join(', ');
}
