import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leftOver } from './multi-character.ts';
import type { Replacement } from './replacements.ts';

function removed(source: string, flags = 'g'): string | undefined {
  const call = {
    op: 'call',
    dst: 0,
    start: 0,
    end: 0,
    callee: 0,
    base: 0,
    name: 'replace',
  } as const;
  const replacement: Replacement = {
    call: { ...call, args: [], named: [], spreadFrom: undefined, isNew: false },
    from: source,
    regex: { source, flags, isWhole: false },
    to: '',
    isAll: true,
  };
  return leftOver(replacement);
}

test('what several characters are removed from may hold them again', () => {
  for (const source of [
    String.raw`\.\.\/`,
    String.raw`(\/)?\.\.\/`,
    String.raw`\x2E\x2E\x2F`,
    String.raw`<script\b[^<]*<\/script>`,
    String.raw`<(script|style)[^>]*>.*<\/\1>`,
    '<.*cript.*>',
    ' ?<!-- ?',
    String.raw`<!--[\s\S]*?-->`,
    String.raw`\son\w+="[^"]*"`,
    String.raw`\sng-[a-z-]+`,
  ]) {
    assert.notEqual(removed(source), undefined, source);
  }
});

test('one character, what is bound, and what names more than what is dangerous is no filter', () => {
  for (const source of [
    String.raw`\.\.`,
    '[<>]',
    String.raw`^(\.\.\/)+`,
    String.raw`\.\.\/lib\/`,
    '<b>',
    '<script async.+?>',
    '<!--BUILD.*?-->',
    String.raw`\bon[a]`,
  ]) {
    assert.equal(removed(source), undefined, source);
  }
});

test('many alternatives take no longer than a few', () => {
  const started = process.cpuUsage().user;
  removed(`${'(?:a|b|c|d)?'.repeat(24)}x`);
  removed(`${'(?:<|s|c|r)'.repeat(24)}x`);
  assert.ok(process.cpuUsage().user - started < 500_000);
});
