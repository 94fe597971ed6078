import { members } from '../entries.ts';
import type { Condition, Model, ModelPack, SinkModel } from '../model.ts';
import { NOTHING, sinks, wrong } from './terms.ts';

const SHELL = String.raw`(?:^|[/\\])(?:sh|bash|dash|zsh|ksh|csh|fish|cmd|cmd\.exe|powershell|powershell\.exe|pwsh)$`;
const COMMAND = 'command-injection library-command-injection';

/** A program and its arguments, from this place on. */
function command(at: number): Model {
  const shell: Condition = { at: String(at), matches: SHELL };
  const rest = `${at + 1}+*`;
  const watched: readonly SinkModel[] = [
    ...sinks(COMMAND, String(at)),
    ...sinks(COMMAND, rest, { when: [shell] }),
    ...sinks('argument-injection', rest, {
      when: [{ at: String(at), matchesNot: SHELL }],
      confidence: 'low',
    }),
  ];
  return {
    type: 'os/exec.Cmd',
    flows: [],
    sinks: watched,
    misuses: [
      wrong(
        'shell-wildcard',
        'names of files may become options',
        [shell, { at: String(at + 2), matches: String.raw`\b(?:chown|chmod|tar|rsync)\b.*\*` }],
        'low',
      ),
    ],
  };
}

/** Programs that are started. No shell reads the arguments unless it is the program. */
export const processes: ModelPack = {
  id: 'go-process',
  languages: ['go'],
  about: 'os/exec, os, syscall, plugin: https://pkg.go.dev/os/exec',
  aliases: { 'golang.org/x/sys/execabs': 'os/exec', 'github.com/cli/safeexec': 'os/exec' },
  paths: {
    'os/exec.Command()': command(0),
    'os/exec.CommandContext()': command(1),
    'os/exec.Cmd()': {
      flows: [],
      sinks: [
        ...sinks(COMMAND, '0.Path 0.Args.0'),
        ...sinks(COMMAND, '0.Args.*', { when: [{ at: '0.Path', matches: SHELL }] }),
      ],
    },
    ...members(
      'os/exec.Cmd',
      'Run() Start() Wait() Output() CombinedOutput() StdinPipe()',
      NOTHING,
    ),
    'os/exec.LookPath()': { flows: [['0', 'result']] },
    'os.StartProcess()': {
      flows: [],
      sinks: [
        ...sinks(COMMAND, '0'),
        ...sinks(COMMAND, '1.*', { when: [{ at: '0', matches: SHELL }] }),
      ],
    },
    ...members('syscall', 'Exec() ForkExec() StartProcess()', {
      flows: [],
      sinks: [
        ...sinks(COMMAND, '0'),
        ...sinks(COMMAND, '1.*', { when: [{ at: '0', matches: SHELL }] }),
      ],
    }),
    'golang.org/x/crypto/ssh.Session.Run()': { flows: [], sinks: sinks(COMMAND, '0') },
    ...members('golang.org/x/crypto/ssh.Session', 'Output() CombinedOutput() Start()', {
      flows: [],
      sinks: sinks(COMMAND, '0'),
    }),
    'golang.org/x/crypto/ssh.Dial()': { type: 'golang.org/x/crypto/ssh.Client', flows: [] },
    'golang.org/x/crypto/ssh.Client.NewSession()': {
      type: 'golang.org/x/crypto/ssh.Session',
      flows: [],
    },
    'plugin.Open()': { flows: [], sinks: sinks('code-injection', '0') },
    ...members('github.com/robertkrimen/otto.Otto', 'Run() Eval()', {
      flows: [],
      sinks: sinks('code-injection', '0'),
    }),
    'github.com/robertkrimen/otto.New()': { type: 'github.com/robertkrimen/otto.Otto', flows: [] },
    ...members('github.com/dop251/goja.Runtime', 'RunString() RunScript()', {
      flows: [],
      sinks: sinks('code-injection', '0 1'),
    }),
    'github.com/dop251/goja.New()': { type: 'github.com/dop251/goja.Runtime', flows: [] },
    ...members('github.com/yuin/gopher-lua.LState', 'DoString()', {
      flows: [],
      sinks: sinks('code-injection', '0'),
    }),
    'github.com/yuin/gopher-lua.NewState()': {
      type: 'github.com/yuin/gopher-lua.LState',
      flows: [],
    },
    ...members('github.com/traefik/yaegi/interp.Interpreter', 'Eval()', {
      flows: [],
      sinks: sinks('code-injection', '0'),
    }),
    'github.com/traefik/yaegi/interp.New()': {
      type: 'github.com/traefik/yaegi/interp.Interpreter',
      flows: [],
    },
    'github.com/expr-lang/expr.Compile()': {
      flows: [],
      sinks: sinks('expression-language-injection', '0'),
    },
    'github.com/expr-lang/expr.Eval()': {
      flows: [],
      sinks: sinks('expression-language-injection', '0'),
    },
    'github.com/Knetic/govaluate.NewEvaluableExpression()': {
      flows: [],
      sinks: sinks('expression-language-injection', '0', { confidence: 'medium' }),
    },
    'reflect.Value.MethodByName()': { flows: [], sinks: sinks('unsafe-reflection', '0') },
    'reflect.TypeOf()': { flows: [] },
    'reflect.ValueOf()': { type: 'reflect.Value', flows: [['0', 'result']] },
  },
};
