import type { Survey } from '../model/survey.ts';

/** What `lockstep init` found in the repository. Names of folders are hostile: they must not become YAML or patterns. */
export interface InitFacts extends Survey {
  readonly product: string;
  readonly checks: readonly { readonly id: string; readonly title: string }[];
}

/** What the reader takes as a name. */
const MAX_NAME_CHARACTERS = 200;

/** A commented `lockstep.yaml` that observes everything. */
export function initPolicy(facts: InitFacts): string {
  return `# yaml-language-server: $schema=./node_modules/lockstep/schema/lockstep.schema.json
# The agreement between development and security: what is examined, what risk is tolerated, what may stop a build.
# "lockstep check" reads it; docs/policy.md explains every key.
#
# Found here: ${facts.files} ${facts.files === 1 ? 'file' : 'files'}${facts.languages.map((it) => `, ${it}`).join('')}.
${facts.manifests.length === 0 ? '' : `# Built and shipped by: ${facts.manifests.map(scalar).join(', ')}.\n`}version: 1
${productLine(facts.product)}
tier: 3               # 1 (most critical) to 4
exposure: unknown     # internet, partner, internal or unknown

# Who agrees to changes of this file: people or teams of both sides.
parties:
  development: []
  security: []

# A rule starts in observe (recorded, never in the way), may rise to warn (shown), and must earn block (exit code 1).
rules:
  "*": observe
${facts.checks.map(ruleHint).join('\n')}

# Only what a change brings can block; "all" also counts what was there before.
block-on: new

# What could not be examined stops a build once a rule of that check blocks (auto), always (closed) or never (open).
on-incomplete: auto

# Patterns as in .gitignore, which is honoured anyway. So is .lockstepignore.
paths:
  exclude:${exclusions(facts.foreignFolders)}
${testHint(facts.testFolders)}
# What the tls check connects to; docs/tls.md. "lockstep tls shop.example" looks at one without it.
endpoints: []
# endpoints:
#   - { host: shop.example }
#   - { host: mail.example, starttls: smtp }

# Accepted risks: what, why, one approver of each party, and until when (at most a year).
waivers: []
# waivers:
#   - rule: secrets/private-key
#     scope: { path: "test/fixtures/**" }
#     reason: keys made for the tests, used nowhere else
#     approved: { development: a.lopez, security: k.ito }
#     expires: 2027-06-30
`;
}

function productLine(product: string): string {
  const name = product.slice(0, MAX_NAME_CHARACTERS);
  return name.trim() === '' ? '# product: shop' : `product: ${scalar(name)}`;
}

function ruleHint({ id, title }: InitFacts['checks'][number]): string {
  return `  # ${`${id}/*: warn`.padEnd(23)} # ${title}`;
}

function exclusions(folders: readonly string[]): string {
  if (folders.length === 0) return ' []';
  return folders.map((folder) => `\n    - ${scalar(patternOf(folder))}`).join('');
}

/** The pattern of exactly this folder, as in .gitignore. */
function patternOf(folder: string): string {
  return `/${folder.replaceAll(/[\\*?[\]]/gu, String.raw`\$&`)}/`;
}

function testHint(folders: readonly string[]): string {
  if (folders.length === 0) return '';
  return `    # Found here: ${folders.map(scalar).join(', ')}. Tests are worth examining: real keys are often left in them.\n`;
}

/** In quotes wherever YAML could read something else. JSON's escapes are YAML's. */
function scalar(text: string): string {
  return /^[A-Za-z][\w.-]{0,60}$/u.test(text) &&
    !/^(?:true|false|null|yes|no|on|off|y|n)$/iu.test(text)
    ? text
    : JSON.stringify(text);
}
