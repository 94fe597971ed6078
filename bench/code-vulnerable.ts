/**
 * What the code check finds in applications that are vulnerable on purpose: `LOCKSTEP_VULNERABLE=DIR node --import tsx
 * bench/code-vulnerable.ts` reads the checkouts in that folder (those that are there) and writes `code-vulnerable.md`.
 * Juice Shop labels its lines itself (`vuln-line`); what the others document is in `code-vulnerable-labels.json`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { examineCode, type CodeFinding, type CodeRun } from './code-run.ts';
import { corpora, repository } from './paths.ts';
import { shellOut } from './shell-out.ts';

/** A documented vulnerability: lines at the commit that the report names, or a whole file. */
interface Label {
  readonly app: string;
  readonly what: string;
  readonly file: string;
  readonly lines?: readonly number[];
}

/** A label, and where its lines are now; no lines: the whole file. */
interface Placed {
  readonly what: string;
  readonly file: string;
  readonly lines: readonly number[];
}

interface App {
  readonly name: string;
  readonly url: string;
}

const apps: readonly App[] = [
  { name: 'juice-shop', url: 'https://github.com/juice-shop/juice-shop' },
  { name: 'NodeGoat', url: 'https://github.com/OWASP/NodeGoat' },
  { name: 'dvna', url: 'https://github.com/appsecco/dvna' },
  { name: 'pygoat', url: 'https://github.com/adeyosemanputra/pygoat' },
  { name: 'VAmPI', url: 'https://github.com/erev0s/VAmPI' },
  { name: 'VulnerableApp', url: 'https://github.com/SasanLabs/VulnerableApp' },
];

const folder = path.resolve(process.env['LOCKSTEP_VULNERABLE'] ?? path.join(corpora, 'vulnerable'));
const here = path.join(repository, 'bench');
// oxlint-disable-next-line no-unsafe-type-assertion -- written by hand beside this bench
const labels = JSON.parse(
  readFileSync(path.join(here, 'code-vulnerable-labels.json'), 'utf8'),
) as readonly Label[];

const parts = apps
  .filter(({ name }) => existsSync(path.join(folder, name)))
  .map((app) => {
    const root = path.join(folder, app.name);
    const run = examineCode(root);
    const placed = app.name === 'juice-shop' ? labelsOfJuiceShop(root) : placedOf(app.name, root);
    process.stdout.write(`${app.name}: ${run.findings.length} reports\n`);
    return appText(app, shellOut('git', ['-C', root, 'rev-parse', 'HEAD']).trim(), placed, run);
  });
const head = [
  '# The code check on applications that are vulnerable on purpose',
  '',
  'Written by `node --import tsx bench/code-vulnerable.ts`. A documented vulnerability is found when a report, or a step of',
  'its way, lies on one of its lines; where only a file is documented, in that file. What the documents name and no analysis',
  'of code can see (missing limits, forged tokens, contracts of a block chain) is listed as well, as not found.',
  '',
];
writeFileSync(path.join(here, 'code-vulnerable.md'), [...head, ...parts].join('\n'));
shellOut(path.join(repository, 'node_modules', '.bin', 'oxfmt'), [
  path.join(here, 'code-vulnerable.md'),
]);

function placedOf(app: string, root: string): readonly Placed[] {
  return labels
    .filter((label) => label.app === app)
    .map(({ what, file, lines = [] }): Placed => {
      const count = readFileSync(path.join(root, file), 'utf8').split('\n').length;
      if (lines.some((line) => line > count)) throw new Error(`${app}: ${file} is another one`);
      return { what, file, lines };
    });
}

/** Its own comments: `// vuln-code-snippet vuln-line challenge …`; a challenge in two files is two labels. */
function labelsOfJuiceShop(root: string): readonly Placed[] {
  const placed = new Map<string, { what: string; file: string; lines: number[] }>();
  const tops = [
    'frontend/src',
    'models',
    'routes',
    'lib',
    'server.ts',
    'data/static/web3-snippets',
  ];
  for (const file of tops.flatMap((top) => filesBelow(root, top))) {
    const content = readFileSync(path.join(root, file), 'utf8').split('\n');
    for (const [index, line] of content.entries()) {
      const challenges = /vuln-code-snippet vuln-line ([\w ]+)$/u.exec(line.trim())?.[1];
      for (const what of challenges?.split(' ') ?? []) {
        const known = placed.get(`${what} ${file}`) ?? { what, file, lines: [] };
        known.lines.push(index + 1);
        placed.set(`${what} ${file}`, known);
      }
    }
  }
  return [...placed.values()];
}

function filesBelow(root: string, top: string): readonly string[] {
  if (path.extname(top) !== '') return [top];
  return readdirSync(path.join(root, top), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|js|html|sol)$/u.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

function appText(
  { name, url }: App,
  commit: string,
  placed: readonly Placed[],
  { findings, incomplete }: CodeRun,
): string {
  const found = placed.map((label) => ({
    label,
    by: findings.filter((finding) => isOn(finding, label)),
  }));
  const explained = new Set(found.flatMap(({ by }) => by));
  const others = findings.filter((finding) => !explained.has(finding));
  const count = found.filter(({ by }) => by.length > 0).length;
  return [
    `## ${name}`,
    '',
    `[${name}](${url}) at \`${commit.slice(0, 10)}\`: ${count} of ${placed.length} documented found, ${others.length} other reports, ${incomplete} files not examined in full.`,
    '',
    '| documented | where | found by |',
    '| --- | --- | --- |',
    ...found.map(({ label, by }) => `| ${label.what} | ${whereOf(label)} | ${rulesOf(by)} |`),
    '',
    'Everything else that is reported:',
    '',
    '| rule | where |',
    '| --- | --- |',
    ...others
      .toSorted((a, b) => a.rule.localeCompare(b.rule) || a.path.localeCompare(b.path))
      .map(({ rule, path: file, line }) => `| ${rule} | ${file}:${line} |`),
    '',
  ].join('\n');
}

function isOn({ path: file, line, stepLines }: CodeFinding, label: Placed): boolean {
  if (file !== label.file) return false;
  return (
    label.lines.length === 0 || [line, ...stepLines].some((each) => label.lines.includes(each))
  );
}

function whereOf({ file, lines }: Placed): string {
  const name = file.split('/').slice(-2).join('/');
  return lines.length === 0 ? name : `${name}:${lines.join(', ')}`;
}

function rulesOf(findings: readonly CodeFinding[]): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))].toSorted();
  return rules.length === 0 ? '**not found**' : rules.join(', ');
}
