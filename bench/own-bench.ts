import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { measure } from './measure.ts';
import { repository } from './paths.ts';
import { measureRows, type Row, type Section } from './section.ts';
import { shellOut } from './shell-out.ts';
import { gitleaks, gitleaksVersion, lockstep, scratchPath } from './tools.ts';

const MAX_CHECK_MS = 1000;
const MAX_STAGED_MS = 300;

/** What a developer waits for every day: this repository, in a fresh clone with one small change staged. */
export async function benchOwn(): Promise<Section> {
  const clone = scratchPath('own');
  shellOut('git', ['clone', '--quiet', '--no-hardlinks', repository, clone]);
  appendFileSync(path.join(clone, 'package.json'), '\n');
  shellOut('git', ['-C', clone, 'add', 'package.json']);
  const cached = ['--cache-dir', scratchPath('own-cache')];
  const report = scratchPath('own.json');
  const check: Row = {
    what: '`lockstep check .`, warm',
    command: () => lockstep(report, ['check', clone, ...cached]),
  };
  const staged: Row = {
    what: '`lockstep secrets --staged`',
    command: () => lockstep(report, ['secrets', '--staged', clone, ...cached], clone),
  };
  // The first run fills the cache and is not counted.
  await measure(check.command());
  const [checked, stagedRow, ...peers] = await measureRows([check, staged, ...peerRows(clone)]);
  if (checked === undefined || stagedRow === undefined) throw new Error('nothing was measured');
  return {
    title: 'This repository',
    about: ['a fresh clone of this repository with one changed line staged'],
    rows: [checked, stagedRow, ...peers],
    goals: [
      { text: `\`check .\` warm under ${MAX_CHECK_MS} ms`, met: checked.wallMs < MAX_CHECK_MS },
      {
        text: `\`secrets --staged\` under ${MAX_STAGED_MS} ms`,
        met: stagedRow.wallMs < MAX_STAGED_MS,
      },
    ],
  };
}

function peerRows(clone: string): readonly Row[] {
  const dir = gitleaks(['dir', clone]);
  const staged = gitleaks(['git', '--staged', clone]);
  if (dir === undefined || staged === undefined) return [];
  const version = gitleaksVersion();
  return [
    { what: `\`gitleaks dir .\` (${version})`, command: () => dir },
    { what: `\`gitleaks git --staged\` (${version})`, command: () => staged },
  ];
}
