import { members } from '../entries.ts';
import type { Condition, Model, ModelPack, SinkModel } from '../model.ts';
import { sinks } from './terms.ts';

const RULES = 'command-injection library-command-injection';
const SHELLS = [
  'sh',
  'bash',
  'zsh',
  '/bin/sh',
  '/bin/bash',
  '/usr/bin/env',
  'cmd',
  'cmd.exe',
  'powershell',
  'powershell.exe',
  'pwsh',
];
/** Programs with options that run commands, load code or write files. */
const OPTION_PROGRAMS = [
  'git',
  'hg',
  'svn',
  'curl',
  'wget',
  'tar',
  'find',
  'rsync',
  'ssh',
  'scp',
  'zip',
  'ffmpeg',
  'npm',
  'node',
  'docker',
  'kubectl',
];
const IS_SHELL: readonly Condition[] = [{ at: '0', is: SHELLS }];
const NO_SEPARATOR: readonly Condition[] = [
  { at: '0', is: OPTION_PROGRAMS },
  { at: '1*', isNot: '--' },
];

/** It is put together, and begins with a program that is known. */
const OWN_LINE: readonly Condition[] = [
  { at: '0', built: true },
  { at: '0', begins: String.raw`\S` },
];
/** Who runs what it is given whole is meant to, a library or a tool: only a line that it puts together is a surprise. */
const WHOLE_LINE: readonly SinkModel[] = [
  ...sinks('command-injection', '0'),
  ...sinks('library-command-injection', '0', { when: [{ at: '0', built: true }] }),
  ...sinks('local-command-injection', '0', { when: OWN_LINE, confidence: 'medium' }),
];
const LINE: Model = {
  flows: [],
  sinks: WHOLE_LINE,
  misuses: [
    {
      rule: 'shell-wildcard',
      when: [{ at: '0', matches: String.raw`^\s*(?:tar|rsync|chown|chmod)\s.*\s\*` }],
      shows: 'names of files can be options',
    },
  ],
};

/** Shell, program and arguments of calls that take a list; `shell: true` joins them to a line. */
const LIST: readonly SinkModel[] = [
  ...sinks('command-injection', '0'),
  ...sinks(RULES, '1 1*', { when: [{ at: '2.shell', is: [true, ...SHELLS] }] }),
  ...sinks('command-injection', '1*', { when: IS_SHELL }),
  ...sinks('library-command-injection', '1.1', {
    when: [...IS_SHELL, { at: '1.1', built: true }, { at: '1.1', begins: String.raw`\S` }],
  }),
  ...sinks('argument-injection', '1*', { when: NO_SEPARATOR }),
];
const PROGRAM: Model = {
  flows: [],
  sinks: LIST,
  misuses: [
    {
      rule: 'shell-true',
      when: [
        { at: '2.shell', is: true },
        { at: '1*', dynamic: true },
      ],
      shows: 'arguments are joined to a line for a shell',
      confidence: 'medium',
    },
  ],
};

/** Programs that the process starts. */
export const childProcess: ModelPack = {
  id: 'child-process',
  languages: ['javascript'],
  about: 'https://nodejs.org/api/child_process.html, execa, cross-spawn, shelljs and others',
  aliases: { 'mz/child_process': 'child_process' },
  paths: {
    ...members('child_process', 'exec() execSync()', LINE),
    ...members('child_process', 'spawn() spawnSync() execFile() execFileSync()', PROGRAM),
    'child_process.fork()': { flows: [], sinks: sinks(RULES, '0') },
    ...members('cross-spawn', 'spawn() sync()', PROGRAM),
    'cross-spawn()': PROGRAM,
    ...members(
      'execa',
      'execaCommand() execaCommandSync() command() commandSync() shell() shellSync()',
      LINE,
    ),
    ...members('execa', 'execa() execaSync() sync() stdout() stderr() node()', PROGRAM),
    'execa()': PROGRAM,
    'execa.$()': { flows: [] },
    ...members('shelljs', 'exec()', LINE),
    'shelljs/global.exec()': LINE,
    ...members('', 'cross-spawn-promise() cross-spawn-async() foreground-child()', PROGRAM),
    ...members('', 'exec() exec-async()', LINE),
    'remote-exec()': { flows: [], sinks: sinks(RULES, '1') },
    'child-process-promise.exec()': LINE,
    ...members('child-process-promise', 'spawn() execFile()', PROGRAM),
    'sudo-prompt.exec()': LINE,
    'node-cmd.run()': LINE,
    'node-cmd.get()': LINE,
    'exec-sh()': LINE,
    'npm-run.exec()': LINE,
    ...members('', 'ssh2.Client() ssh2()', { type: 'ssh2.Client', flows: [] }),
    'ssh2.Client.exec()': { flows: [], sinks: sinks(RULES, '0') },
    ...members('', 'ssh2-promise()', { type: 'ssh2.Client', flows: [] }),
    'node-ssh.NodeSSH()': { type: 'node-ssh.NodeSSH', flows: [] },
    'node-ssh.NodeSSH.execCommand()': { flows: [], sinks: sinks(RULES, '0') },
    'ssh2-streams.SSH2Stream()': { type: 'ssh2-streams.SSH2Stream', flows: [] },
    'ssh2-streams.SSH2Stream.exec()': { flows: [], sinks: sinks(RULES, '1') },
    'opener()': { flows: [], sinks: sinks(RULES, '1.command') },
    'process.kill()': { flows: [] },
  },
};
