import { flows, members, owners } from '../entries.ts';
import type { Condition, Model, ModelPack, SinkModel } from '../model.ts';

const SHELL = String.raw`(?:^|[/\\])(?:sh|bash|dash|zsh|ksh|csh|fish|cmd|cmd\.exe|powershell|powershell\.exe|pwsh)$`;
const IN_SHELL: Condition = { at: 'key:shell', is: true };
const ARGS = ['0', 'key:args'];
const RUN: readonly SinkModel[] = [
  { rule: 'command-injection', at: [...ARGS, '0.*'], when: [IN_SHELL] },
  { rule: 'library-command-injection', at: [...ARGS, '0.*'], when: [IN_SHELL] },
  /** A text without a shell is the name of a program, on Windows a command line. */
  {
    rule: 'command-injection',
    at: ['0', '0.0'],
    when: [{ at: 'key:shell', isNot: true }],
    confidence: 'medium',
  },
  { rule: 'command-injection', at: ['0.*'], when: [{ at: '0.0', matches: SHELL }] },
  {
    rule: 'argument-injection',
    at: ['0.*'],
    when: [
      { at: '0.0', matchesNot: SHELL },
      { at: 'key:shell', isNot: true },
    ],
    confidence: 'low',
  },
];
const PROCESS: Model = {
  type: 'subprocess.CompletedProcess',
  flows: [],
  sinks: RUN,
  misuses: [
    {
      rule: 'shell-true',
      shows: 'a shell reads a text that is put together',
      when: [IN_SHELL, { at: '0', built: true }],
      confidence: 'medium',
    },
    {
      rule: 'shell-wildcard',
      shows: 'names of files may become options',
      when: [IN_SHELL, { at: '0', matches: String.raw`\b(?:chown|chmod|tar|rsync)\b.*\*` }],
      confidence: 'low',
    },
  ],
};
const COMMAND: Model = {
  flows: [],
  sinks: [
    { rule: 'command-injection', at: ['0'] },
    { rule: 'library-command-injection', at: ['0'] },
  ],
};

/** Programs that are started. A list of arguments without a shell is none's script. */
export const processes: ModelPack = {
  id: 'python-process',
  languages: ['python'],
  about:
    'subprocess, os, asyncio, pty, commands, paramiko, fabric, pexpect: https://docs.python.org/3/library/subprocess.html',
  paths: {
    ...members('subprocess', 'run() Popen() call() check_call() check_output()', PROCESS),
    ...members('subprocess', 'getoutput() getstatusoutput()', COMMAND),
    ...members('subprocess.CompletedProcess', 'stdout stderr', {}),
    ...members('os', 'system() popen()', COMMAND),
    ...members('os', 'popen2() popen3() popen4()', COMMAND),
    ...members(
      '',
      'commands.getoutput() commands.getstatusoutput() pty.spawn() asyncio.create_subprocess_shell() popen2.popen2()',
      COMMAND,
    ),
    ...members('os', 'execl() execle() execlp() execlpe() execv() execve() execvp() execvpe()', {
      flows: [],
      sinks: [
        { rule: 'command-injection', at: ['0'] },
        { rule: 'command-injection', at: ['1+', '1.*'], when: [{ at: '0', matches: SHELL }] },
      ],
    }),
    ...members('os', 'spawnl() spawnle() spawnlp() spawnv() spawnve() spawnvp() posix_spawn()', {
      flows: [],
      sinks: [
        { rule: 'command-injection', at: ['1'] },
        { rule: 'command-injection', at: ['2+', '2.*'], when: [{ at: '1', matches: SHELL }] },
      ],
    }),
    'os.startfile()': COMMAND,
    'asyncio.create_subprocess_exec()': {
      flows: [],
      sinks: [
        { rule: 'command-injection', at: ['0'] },
        { rule: 'command-injection', at: ['1+'], when: [{ at: '0', matches: SHELL }] },
      ],
    },
    'shlex.quote()': { flows: [['0', 'result']], type: 'string', cleans: ['command'] },
    'pipes.quote()': { flows: [['0', 'result']], type: 'string', cleans: ['command'] },
    'shlex.split()': flows('0>result.*'),
    'shlex.join()': { flows: [['0.*', 'result']], type: 'string', cleans: ['command'] },
    ...members('', 'pexpect.spawn() pexpect.run() pexpect.popen_spawn.PopenSpawn()', COMMAND),
    ...owners(['fabric.Connection', 'invoke.Context', 'invoke'], 'run() sudo() local()', COMMAND),
    ...members('fabric.api', 'run() sudo() local()', COMMAND),
    'fabric.Connection()': { type: 'fabric.Connection', flows: [] },
    'paramiko.SSHClient()': { type: 'paramiko.SSHClient', flows: [] },
    'paramiko.client.SSHClient()': { type: 'paramiko.SSHClient', flows: [] },
    'paramiko.SSHClient.exec_command()': COMMAND,
    'paramiko.SSHClient.set_missing_host_key_policy()': {
      flows: [],
      misuses: [
        {
          rule: 'ssh-host-key-unchecked',
          shows: 'any host key is accepted',
          when: [
            {
              at: '0',
              type: [
                'paramiko.AutoAddPolicy',
                'paramiko.WarningPolicy',
                'paramiko.client.AutoAddPolicy',
                'paramiko.client.WarningPolicy',
              ],
            },
          ],
        },
      ],
    },
    ...members('paramiko', 'AutoAddPolicy() client.AutoAddPolicy()', {
      flows: [],
      type: 'paramiko.AutoAddPolicy',
    }),
    ...members('paramiko', 'WarningPolicy() client.WarningPolicy()', {
      flows: [],
      type: 'paramiko.WarningPolicy',
    }),
    'asyncssh.connect()': {
      misuses: [
        {
          rule: 'ssh-host-key-unchecked',
          shows: 'any host key is accepted',
          when: [{ at: 'key:known_hosts', is: null }],
        },
      ],
    },
    ...members('', 'os.getenv()', {
      flows: [['1', 'result']],
      source: { kind: 'local', what: 'environment variable' },
    }),
    'os.environ': { source: { kind: 'local', what: 'environment variable' } },
    'sys.argv': { source: { kind: 'local', what: 'argument of the program' } },
    ...members('sys.stdin', 'read() readline() readlines()', {
      source: { kind: 'local', what: 'standard input' },
    }),
    ...members('', 'argparse.ArgumentParser() optparse.OptionParser()', {
      type: 'argparse.ArgumentParser',
      flows: [],
    }),
    ...members('argparse.ArgumentParser', 'parse_args() parse_known_args()', {
      flows: [],
      source: { kind: 'local', what: 'argument of the program' },
    }),
    ...members(
      '',
      'os.getpid() os.getcwd() os.urandom() os.cpu_count() platform.system() platform.node()',
      flows(''),
    ),
  },
  marks: {
    'click.argument': {},
    'click.option': {},
  },
};
