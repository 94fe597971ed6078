import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { codeRules } from '../src/checks/code/rules/index.ts';
import { peerRules } from './code-peer-rules.ts';
import type { Command } from './measure.ts';
import { shellOut } from './shell-out.ts';
import { scratchPath } from './tools.ts';

/** Where other tools are installed: `bin` of a virtual environment or of Go, `node_modules`. */
const folder = process.env['LOCKSTEP_PEERS'] ?? '';

/** Another tool, and how it examines a folder. */
export interface CodePeer {
  readonly name: string;
  readonly language: 'javascript' | 'python' | 'go';
  readonly command: (root: string) => Command;
}

/** Those that are installed; the others are named. */
export function codePeers(): {
  readonly there: readonly CodePeer[];
  readonly absent: readonly string[];
} {
  const found = [
    { tool: 'semgrep', peer: semgrep() },
    { tool: 'opengrep', peer: opengrep() },
    { tool: 'njsscan', peer: njsscan() },
    { tool: 'eslint-plugin-security', peer: eslint() },
    { tool: 'bandit', peer: bandit() },
    { tool: 'gosec', peer: gosec() },
  ];
  return {
    there: found.flatMap(({ peer }) => peer ?? []),
    absent: found.filter(({ peer }) => peer === undefined).map(({ tool }) => tool),
  };
}

function programOf(name: string): string | undefined {
  if (folder === '') return undefined;
  return [path.join(folder, 'bin', name), path.join(folder, name)].find((file) => existsSync(file));
}

function versionOf(program: string, args: readonly string[]): string {
  return /\d+\.\d+(?:\.\d+)?/.exec(shellOut(program, args))?.[0] ?? '';
}

function semgrep(): CodePeer | undefined {
  const program = programOf('semgrep');
  if (program === undefined) return undefined;
  const version = versionOf(program, ['--version', '--disable-version-check']);
  return patternTool(`semgrep ${version}`, program, ['--metrics=off', '--disable-version-check']);
}

function opengrep(): CodePeer | undefined {
  const program = programOf('opengrep');
  if (program === undefined) return undefined;
  return patternTool(`opengrep ${versionOf(program, ['--version'])}`, program, []);
}

/** Its registry is out of reach in a bench: as many rules as ours, written by this bench. */
function patternTool(name: string, program: string, flags: readonly string[]): CodePeer {
  const rules = scratchPath('peer-rules.yaml');
  writeFileSync(rules, peerRules(codeRules.length));
  const output = ['--json', '--output', scratchPath('peer.json'), '--quiet'];
  return {
    name: `${name}, ${codeRules.length} rules`,
    language: 'javascript',
    command: (root) => ({
      program,
      args: ['scan', '--config', rules, '--no-git-ignore', ...flags, ...output, root],
      env: { SEMGREP_SEND_METRICS: 'off' },
      good: [0],
      stopAfterMs,
    }),
  };
}

/** One run of a peer takes no longer. Chosen: three of them end within the patience of who measures. */
const stopAfterMs = 300_000;

function njsscan(): CodePeer | undefined {
  const program = programOf('njsscan');
  if (program === undefined) return undefined;
  const output = ['--json', '--output', scratchPath('njsscan.json')];
  return {
    // Measured with version 1.0.2: of a tree in TypeScript it reports no file read.
    name: 'njsscan, which reads no TypeScript: its start alone',
    language: 'javascript',
    command: (root) => ({
      program,
      args: [...output, root],
      // It starts the semgrep that it finds on the path.
      env: { PATH: [path.dirname(program), process.env['PATH'] ?? ''].join(path.delimiter) },
      good: [0, 1],
      stopAfterMs,
    }),
  };
}

function eslint(): CodePeer | undefined {
  const modules = [path.join(folder, 'node_modules'), path.join(folder, 'es', 'node_modules')].find(
    (each) => existsSync(path.join(each, 'eslint-plugin-security')),
  );
  if (folder === '' || modules === undefined) return undefined;
  const config = path.join(modules, '..', 'lockstep-bench.config.mjs');
  writeFileSync(
    config,
    [
      "import security from 'eslint-plugin-security';",
      "import * as parser from '@typescript-eslint/parser';",
      'const base = security.configs.recommended;',
      "export default [{ ...base, files: ['**/*.{js,jsx,ts,tsx}'], languageOptions: { parser } }];",
      '',
    ].join('\n'),
  );
  const program = path.join(modules, '.bin', 'eslint');
  const flags = ['--config', config, '--no-inline-config', '--no-warn-ignored'];
  const output = ['--format', 'json', '--output-file', scratchPath('eslint.json')];
  return {
    name: `eslint ${versionOf(program, ['--version'])} with eslint-plugin-security`,
    language: 'javascript',
    command: (root) => ({
      program,
      // From the folder itself: ESLint takes no file outside of where it is started.
      args: [...flags, ...output, '.'],
      cwd: root,
      good: [0, 1],
      stopAfterMs,
    }),
  };
}

function bandit(): CodePeer | undefined {
  const program = programOf('bandit');
  if (program === undefined) return undefined;
  const output = ['--quiet', '--format', 'json', '--output', scratchPath('bandit.json')];
  return {
    name: `bandit ${versionOf(program, ['--version'])}`,
    language: 'python',
    command: (root) => ({ program, args: ['-r', ...output, root], good: [0, 1], stopAfterMs }),
  };
}

function gosec(): CodePeer | undefined {
  const program = programOf('gosec');
  if (program === undefined) return undefined;
  const output = ['-quiet', '-no-fail', '-fmt', 'json', '-out', scratchPath('gosec.json')];
  return {
    name: 'gosec',
    language: 'go',
    command: (root) => ({
      program,
      args: [...output, `${root}/...`],
      cwd: root,
      good: readdirSync(root).includes('go.mod') ? [0] : [0, 1],
      stopAfterMs,
    }),
  };
}
