import type { CheckContext, Emission } from '../../../model/check.ts';
import type { SourceFile } from '../../../model/file.ts';
import type { Confidence, Detection } from '../../../model/finding.ts';
import type { TlsSettings } from '../../../model/tls-settings.ts';
import type { Profile } from '../profile.ts';
import { resolveProfile } from '../profiles/resolve.ts';
import type { TlsRule } from '../rule.ts';
import { groupByName } from '../tables/groups.ts';
import { allSuites } from '../tables/suites.ts';
import { readApache } from './apache/read.ts';
import { maxTextChars } from './block.ts';
import type { Reading, Remark } from './block.ts';
import { readDhParameters } from './dh-parameters.ts';
import { readEnvironment } from './environment.ts';
import type { Tables } from './facts.ts';
import { readHaproxy } from './haproxy/read.ts';
import { judgeBlock } from './judge.ts';
import type { Court } from './judge.ts';
import { readKeyed } from './keyed.ts';
import { readNginx } from './nginx/read.ts';
import { readNode } from './node/read.ts';
import type { ReaderName } from './select.ts';
import { excerptOf, regionOf, statementOf, toSourceText } from './source-text.ts';
import type { SourceText } from './source-text.ts';

const readers: Readonly<Record<ReaderName, (text: string) => Reading>> = {
  nginx: readNginx,
  apache: readApache,
  haproxy: readHaproxy,
  node: readNode,
  environment: readEnvironment,
  keyed: readKeyed,
  'dh-parameters': readDhParameters,
};

const tables: Tables = { suites: allSuites(), groups: (name) => groupByName(name)?.code };

/**
 * Findings in a file that readers were chosen for (`readersFor`). One directive that several servers inherit is one
 * finding of each rule that it breaks.
 */
export function examineSettings(
  file: SourceFile,
  names: readonly ReaderName[],
  context: Pick<CheckContext, 'tls'>,
  rules: readonly TlsRule[],
): readonly Emission[] {
  const whole = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength);
  const text = whole.toString('utf8', 0, Math.min(whole.length, maxTextChars));
  const source = toSourceText(text);
  const court: Court = {
    rules,
    tables,
    profile: profileOf(context.tls),
    confidence: confidenceIn(file.path),
  };
  const found = new Map<string, Detection>();
  let isCut = whole.length > maxTextChars;
  for (const name of names) {
    const reading = readers[name](text);
    isCut ||= reading.isCut;
    for (const detection of detectionsOf(reading, source, court)) {
      const { startLine, startColumn } = detection.region;
      const key = `${detection.ruleId} ${startLine}:${startColumn}`;
      if (!found.has(key)) found.set(key, detection);
    }
  }
  const emissions: Emission[] = [...found.values()].map((finding) => ({
    kind: 'finding',
    finding,
  }));
  if (isCut) {
    emissions.push({
      kind: 'incomplete',
      reason: 'limit',
      detail: `only the beginning was read for TLS settings (${maxTextChars} characters, and a bounded number of blocks)`,
    });
  }
  return emissions;
}

function* detectionsOf(reading: Reading, source: SourceText, court: Court): Generator<Detection> {
  for (const block of reading.blocks) yield* judgeBlock(block, source, court);
  for (const remark of reading.remarks) yield* detectionOf(remark, source, court);
}

function detectionOf(
  remark: Remark,
  source: SourceText,
  { rules, profile, confidence }: Court,
): readonly Detection[] {
  const rule = rules.find((each) => each.id === remark.ruleId);
  if (rule === undefined) return [];
  return [
    {
      ruleId: rule.id,
      message: remark.message,
      region: regionOf(source, remark.span),
      excerpt: excerptOf(source, remark.span),
      anchor: { scope: remark.scope, statement: statementOf(source, remark.span) },
      severity: rule.severity,
      confidence: confidence === 'low' ? 'low' : remark.confidence,
      evidence: {
        kind: 'tls',
        facts: remark.facts,
        snippets: [remark.snippet],
        profile: profile.id,
      },
    },
  ];
}

/** Resolved once for each policy: files come by the thousand. */
const profiles = new WeakMap<TlsSettings, Profile>();

function profileOf(settings: TlsSettings): Profile {
  const known = profiles.get(settings);
  if (known !== undefined) return known;
  const profile = resolveProfile(settings, settings.profile);
  profiles.set(settings, profile);
  return profile;
}

const aside = new Set([
  'test',
  'tests',
  '__tests__',
  'spec',
  'specs',
  'e2e',
  'fixtures',
  '__fixtures__',
  'testdata',
  'mock',
  'mocks',
  'example',
  'examples',
  'sample',
  'samples',
  'docs',
  'bench',
  'benchmark',
  'benchmarks',
]);

/** Tests and examples speak to servers of their own. */
function confidenceIn(path: string): Confidence {
  const parts = path.toLowerCase().split('/');
  const name = parts.at(-1) ?? '';
  const isAside =
    parts.slice(0, -1).some((part) => aside.has(part)) ||
    /[.-](?:test|spec|example|sample)\./.test(name.slice(-200));
  return isAside ? 'low' : 'high';
}
