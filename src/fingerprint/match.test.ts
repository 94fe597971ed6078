import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../model/finding.ts';
import { matchBaseline } from './match.ts';
import { findingsOf } from './toy-check.fake.ts';

type Tree = Readonly<Record<string, string>>;

/** `state path:line fingerprint index` of each finding of the head, then those that are fixed. */
function compared(base: Tree, head: Tree, sameKey = true): readonly string[] {
  const keys = sameKey ? { keyId: 'k' } : {};
  const before = findingsOf(base);
  const { findings, fixed } = matchBaseline(
    findingsOf(head),
    { findings: before, keyId: 'k' },
    keys,
  );
  const show = ({ state, location, fingerprint }: Finding): string => {
    const known = before.findIndex((it) => it.fingerprint === fingerprint);
    const name = known === -1 ? 'own' : `of ${known}`;
    return `${state} ${location.path}:${location.region.startLine} ${name}`;
  };
  return [...findings, ...fixed].map(show);
}

const one = { 'a.ts': 'in main\nconst a = danger(b);\n' };
const secret = { 'a.env': 'key = "HIDDENone"\n' };

test('a statement changed behind its first equals sign is the same finding', () => {
  const head = { 'a.ts': 'in main\nconst a = danger(b.trim());\n' };
  assert.deepEqual(compared(one, head), ['existing a.ts:2 of 0']);
});

test('a statement changed before its first equals sign is another finding', () => {
  const head = { 'a.ts': 'in main\nconst b = danger(b);\n' };
  assert.deepEqual(compared(one, head), ['new a.ts:2 own', 'fixed a.ts:2 of 0']);
});

test('a scope that was renamed is followed by the line hash, as far as that goes', () => {
  const renamed = { 'a.ts': 'in other\nconst a = danger(b);\n' };
  assert.deepEqual(compared(one, renamed), ['existing a.ts:2 of 0']);
  const changed = { 'a.ts': 'in other\nconst a = danger(b);\n// more\n' };
  assert.deepEqual(compared(one, changed), ['new a.ts:2 own', 'fixed a.ts:2 of 0']);
});

test('another secret in the place of an old one is new, when keys tell', () => {
  const head = { 'a.env': 'key = "HIDDENtwo"\n' };
  assert.deepEqual(compared(secret, head), ['new a.env:1 own', 'fixed a.env:1 of 0']);
  assert.deepEqual(compared(secret, head, false), ['existing a.env:1 of 0']);
});

test('a new finding that reads like a fixed one gets the next free index', () => {
  const [before] = findingsOf(secret);
  const { findings } = matchBaseline(
    findingsOf({ 'a.env': 'key = "HIDDENtwo"\n' }),
    { findings: findingsOf(secret), keyId: 'k' },
    { keyId: 'k' },
  );
  assert.equal(findings[0]?.fingerprint, before?.fingerprint.replace(':0', ':1'));
});

test('a secret is followed to another file, name and line by its keyed hash alone', () => {
  const head = { 'b.yml': '\nin prod\nname: "HIDDENone"\n' };
  assert.deepEqual(compared(secret, head), ['moved b.yml:3 of 0']);
  assert.deepEqual(compared(secret, head, false), ['new b.yml:3 own', 'fixed a.env:1 of 0']);
});

test('of equal lines, the ones with the same text behind them are the old ones', () => {
  const base = { 'a.ts': 'danger(1);\nfirst();\ndanger(1);\nsecond();\n' };
  const head = { 'a.ts': 'danger(1);\nnext();\ndanger(1);\nfirst();\ndanger(1);\nsecond();\n' };
  assert.deepEqual(compared(base, head), [
    'new a.ts:1 own',
    'existing a.ts:3 of 0',
    'existing a.ts:5 of 1',
  ]);
});

test('a copied file is new, the original is what it was', () => {
  const head = { ...one, '0-copy.ts': one['a.ts'] };
  assert.deepEqual(compared(one, head), ['new 0-copy.ts:2 own', 'existing a.ts:2 of 0']);
});

test('what nobody looked for loses a keyed hash of another key, because it is stored under that of the run', () => {
  const findings = findingsOf(secret);
  const unknownWith = (keyId: string): readonly Finding[] =>
    matchBaseline([], { findings, keyId: 'k' }, { keyId, examined: () => false }).unknown;
  assert.equal(unknownWith('k')[0]?.discriminator, findings[0]?.discriminator);
  assert.equal(unknownWith('other')[0]?.discriminator, undefined);
  assert.equal(unknownWith('other')[0]?.fingerprint, findings[0]?.fingerprint);
});
