/**
 * What the code check finds in applications that are vulnerable on purpose: `LOCKSTEP_VULNERABLE=DIR node --import tsx
 * bench/code-vulnerable.ts` reads the checkouts in that folder (those that are there) and writes `code-vulnerable.md`.
 * Juice Shop labels its lines itself (`vuln-line`); what the others document is in `code-vulnerable-labels.json`, which also
 * says what no analysis of code can see and why. What else was reported was judged by reading the code, on a sample:
 * `code-vulnerable-verdicts.json`.
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
  /** Absent where the application labels its lines itself. */
  readonly file?: string;
  readonly lines?: readonly number[];
  /** Other places where the same vulnerability shows. */
  readonly also?: readonly Lines[];
  /** Why no analysis of code can see it. */
  readonly unseen?: string;
}

interface Lines {
  readonly file: string;
  readonly lines: readonly number[];
}

/** What somebody who read the code says of a report that no document explains. */
interface Judgement {
  readonly app: string;
  readonly path: string;
  readonly rule: string;
  readonly lines: readonly number[];
  readonly verdict: 'right' | 'wrong' | 'unclear';
  readonly why: string;
}

/** A label, and where its lines are now; no lines: the whole file. */
interface Placed {
  readonly what: string;
  readonly file: string;
  readonly lines: readonly number[];
  readonly also?: readonly Lines[];
  readonly unseen?: string | undefined;
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

// oxlint-disable-next-line no-unsafe-type-assertion -- written by hand beside this bench
const judgements = JSON.parse(
  readFileSync(path.join(here, 'code-vulnerable-verdicts.json'), 'utf8'),
) as readonly Judgement[];
const totals = { documented: 0, found: 0, unseen: 0, right: 0, wrong: 0, unclear: 0 };

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
  'of code can see is listed as well, with the reason. Everything else that is reported was judged by reading the code, on a',
  'sample; precision is the share of what is right in what is right or wrong.',
  '',
  `In all ${totals.found} of ${totals.documented} documented ones are found, of ${totals.unseen} of the others no code tells; of`,
  `${totals.right + totals.wrong + totals.unclear} judged reports ${totals.right} are right, ${totals.wrong} wrong and ${totals.unclear} unclear.`,
  '',
];
writeFileSync(path.join(here, 'code-vulnerable.md'), [...head, ...parts].join('\n'));
shellOut(path.join(repository, 'node_modules', '.bin', 'oxfmt'), [
  path.join(here, 'code-vulnerable.md'),
]);

function placedOf(app: string, root: string): readonly Placed[] {
  return labels
    .filter((label) => label.app === app)
    .map(({ what, file = '', lines = [], also = [], unseen }): Placed => {
      const count = readFileSync(path.join(root, file), 'utf8').split('\n').length;
      if (lines.some((line) => line > count)) throw new Error(`${app}: ${file} is another one`);
      return { what, file, lines, also, unseen };
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
  return [...placed.values()].map((each) => {
    const known = labels.find(({ app, what }) => app === 'juice-shop' && what === each.what);
    return { ...each, also: known?.also ?? [], unseen: known?.unseen };
  });
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
  const unseen = found.filter(({ by, label }) => by.length === 0 && label.unseen !== undefined);
  totals.documented += placed.length;
  totals.found += count;
  totals.unseen += unseen.length;
  return [
    `## ${name}`,
    '',
    `[${name}](${url}) at \`${commit.slice(0, 10)}\`: ${count} of ${placed.length} documented found, of ${unseen.length} of the others no code tells; ${others.length} other reports, ${incomplete} files not examined in full.`,
    '',
    '| documented | where | found by |',
    '| --- | --- | --- |',
    ...found.map(
      ({ label, by }) => `| ${label.what} | ${whereOf(label)} | ${rulesOf(by, label)} |`,
    ),
    '',
    ...othersText(name, others),
    '',
  ].join('\n');
}

/** What is reported besides, with what was said of it. */
function othersText(app: string, others: readonly CodeFinding[]): readonly string[] {
  const judged = others.map((finding) => ({ finding, judgement: judgementOf(app, finding) }));
  const countOf = (wanted: Judgement['verdict']): number =>
    judged.filter(({ judgement }) => judgement?.verdict === wanted).length;
  const [right, wrong, unclear] = [countOf('right'), countOf('wrong'), countOf('unclear')];
  totals.right += right;
  totals.wrong += wrong;
  totals.unclear += unclear;
  const share = right + wrong === 0 ? '' : `: precision ${percent(right, right + wrong)} %`;
  return [
    `Everything else that is reported, ${right + wrong + unclear} of ${others.length} judged: ${right} right, ${wrong} wrong, ${unclear} unclear${share}.`,
    '',
    '| rule | where | verdict | why |',
    '| --- | --- | --- | --- |',
    ...judged
      .toSorted(
        ({ finding: a }, { finding: b }) =>
          a.rule.localeCompare(b.rule) || a.path.localeCompare(b.path) || a.line - b.line,
      )
      .map(
        ({ finding: { rule, path: file, line }, judgement }) =>
          `| ${rule} | ${file}:${line} | ${judgement?.verdict ?? ''} | ${judgement?.why ?? ''} |`,
      ),
  ];
}

function percent(part: number, whole: number): number {
  return Math.round((100 * part) / whole);
}

function judgementOf(app: string, { rule, path: file, line }: CodeFinding): Judgement | undefined {
  return judgements.find(
    (each) =>
      each.app === app && each.path === file && each.rule === rule && each.lines.includes(line),
  );
}

function isOn(finding: CodeFinding, label: Placed): boolean {
  return [label, ...(label.also ?? [])].some((place) => isIn(finding, place));
}

function isIn({ path: file, line, stepLines }: CodeFinding, place: Lines): boolean {
  if (file !== place.file) return false;
  return (
    place.lines.length === 0 || [line, ...stepLines].some((each) => place.lines.includes(each))
  );
}

function whereOf({ file, lines, also = [] }: Placed): string {
  return [{ file, lines }, ...also].map((each) => placeOf(each)).join('; ');
}

function placeOf({ file, lines }: Lines): string {
  const name = file.split('/').slice(-2).join('/');
  return lines.length === 0 ? name : `${name}:${lines.join(', ')}`;
}

function rulesOf(findings: readonly CodeFinding[], { unseen }: Placed): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))].toSorted();
  if (rules.length > 0) return rules.join(', ');
  return unseen === undefined ? '**not found**' : `no code tells: ${unseen}`;
}
