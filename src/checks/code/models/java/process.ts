import { flows, members, sink } from '../entries.ts';
import type { Model, ModelPack, SinkModel } from '../model.ts';

const SHELL = String.raw`(?:^|[/\\])(?:sh|bash|dash|zsh|ksh|csh|cmd|cmd\.exe|powershell|powershell\.exe|pwsh)$`;
const FIRST: SinkModel = { rule: 'command-injection', at: ['0', '0.0'] };
/** A list whose program is a shell: what follows is a script. */
const SCRIPT: SinkModel = {
  rule: 'command-injection',
  at: ['0.*'],
  when: [{ at: '0.0', matches: SHELL }],
};
const UNKNOWN: SinkModel = {
  rule: 'command-injection',
  at: ['0.*'],
  when: [{ at: '0.0', dynamic: true }],
};
const ARGUMENT: SinkModel = {
  rule: 'argument-injection',
  at: ['0.*'],
  when: [{ at: '0.0', matchesNot: SHELL }],
  confidence: 'low',
};
const LIST: Model = {
  flows: [
    ['0', 'this'],
    ['0.*', 'this.*'],
  ],
  sinks: [FIRST, SCRIPT, UNKNOWN, ARGUMENT],
};
const VARARGS: SinkModel = {
  rule: 'command-injection',
  at: ['1+'],
  when: [{ at: '0', matches: SHELL }],
};

/** Programs that are started. A list of arguments with a constant program is no shell. */
export const processes: ModelPack = {
  id: 'java-process',
  languages: ['java'],
  about:
    'Runtime, ProcessBuilder, commons-exec, ssh clients: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/ProcessBuilder.html',
  paths: {
    'java.lang.Runtime.exec()': {
      type: 'java.lang.Process',
      flows: [],
      sinks: [
        FIRST,
        SCRIPT,
        UNKNOWN,
        ARGUMENT,
        { rule: 'command-injection', at: ['1', '1.*'], confidence: 'medium' },
      ],
    },
    ...members('java.lang.Runtime', 'load() loadLibrary()', sink('code-injection', '0')),
    ...members('java.lang.System', 'load() loadLibrary()', sink('code-injection', '0')),
    'java.lang.ProcessBuilder()': { ...LIST, flows: [], sinks: [...(LIST.sinks ?? []), VARARGS] },
    'java.lang.ProcessBuilder.command()': {
      ...LIST,
      flows: [],
      sinks: [...(LIST.sinks ?? []), VARARGS],
    },
    ...members('java.lang.ProcessBuilder', 'directory() redirectErrorStream() inheritIO()', {
      type: 'this',
      flows: [],
    }),
    'java.lang.ProcessBuilder.environment()': flows('', { type: 'java.util.Map' }),
    'java.lang.ProcessBuilder.start()': { type: 'java.lang.Process', flows: [] },
    ...members('java.lang.Process', 'getInputStream() getErrorStream()', {
      type: 'java.io.InputStream',
      source: { kind: 'local', what: 'output of a process' },
    }),
    'org.apache.commons.exec.CommandLine.parse()': {
      ...sink('command-injection', '0'),
      type: 'org.apache.commons.exec.CommandLine',
    },
    'org.apache.commons.exec.CommandLine()': sink('command-injection', '0'),
    ...members(
      'org.apache.commons.exec.CommandLine',
      'addArguments()',
      sink('argument-injection', '0'),
    ),
    'com.jcraft.jsch.ChannelExec.setCommand()': sink('command-injection', '0'),
    'com.jcraft.jsch.Session.openChannel()': { type: 'com.jcraft.jsch.ChannelExec', flows: [] },
    'com.jcraft.jsch.JSch.getSession()': { type: 'com.jcraft.jsch.Session', flows: [] },
    ...members('com.jcraft.jsch.Session', 'setConfig()', {
      misuses: [
        {
          rule: 'ssh-host-key-unchecked',
          shows: 'any host key is accepted',
          when: [
            { at: '0', is: 'StrictHostKeyChecking' },
            { at: '1', is: 'no' },
          ],
        },
      ],
    }),
    'com.jcraft.jsch.JSch.setConfig()': {
      misuses: [
        {
          rule: 'ssh-host-key-unchecked',
          shows: 'any host key is accepted',
          when: [
            { at: '0', is: 'StrictHostKeyChecking' },
            { at: '1', is: 'no' },
          ],
        },
      ],
    },
    'net.schmizz.sshj.transport.verification.PromiscuousVerifier()': {
      misuses: [{ rule: 'ssh-host-key-unchecked', shows: 'any host key is accepted', when: [] }],
    },
    'net.schmizz.sshj.connection.channel.direct.Session.exec()': sink('command-injection', '0'),
  },
};
