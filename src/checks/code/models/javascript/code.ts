import { flows, members } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';
import { sinks } from './terms.ts';

const RULES = 'code-injection library-code-injection';

function runs(at: string): Model {
  return { flows: [], sinks: sinks(RULES, at) };
}

/** Text that is run: `eval`, `Function`, the `vm` module, modules by name. */
export const code: ModelPack = {
  id: 'code',
  languages: ['javascript'],
  about:
    'eval and Function of ECMAScript; https://nodejs.org/api/vm.html, modules.html, inspector.html',
  paths: {
    'eval()': {
      flows: [],
      sinks: sinks(RULES, '0'),
      misuses: [
        {
          rule: 'eval-use',
          when: [{ at: '0', dynamic: true }],
          shows: 'text is evaluated',
          confidence: 'medium',
        },
      ],
    },
    'Function()': {
      type: 'CompiledFunction',
      flows: [],
      sinks: sinks(RULES, '*'),
      misuses: [
        {
          rule: 'function-constructor',
          when: [
            { at: '0', given: true },
            { at: '0', isNot: 'return this' },
          ],
          shows: 'a function is made of text',
          confidence: 'medium',
        },
      ],
    },
    'execScript()': runs('0'),
    ...members(
      'vm',
      'runInContext() runInNewContext() runInThisContext() compileFunction() Script() SourceTextModule()',
      runs('0'),
    ),
    'module._compile()': runs('0'),
    '*._compile()': runs('0'),
    ...members('vm2', 'VM() NodeVM()', { type: 'vm2.VM' }),
    'vm2.VM.run()': runs('0'),
    'vm2.VMScript()': runs('0'),
    'require-from-string()': runs('0'),
    'safe-eval()': runs('0'),
    'safer-eval()': runs('0'),
    'static-eval()': runs('0'),
    'notevil()': runs('0'),
    ...members('', 'require() import()', { flows: [], sinks: sinks('dynamic-import', '0') }),
    'require.resolve()': flows(''),
    ...members(
      'WebAssembly',
      'compile() compileStreaming() instantiate() instantiateStreaming()',
      runs('0'),
    ),
    'isolated-vm.Isolate.compileScript()': flows(''),
  },
};
