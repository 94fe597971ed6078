import type { Check } from '../../model/check.ts';
import { codeRules } from './rules/index.ts';

export const code: Check = {
  id: 'code',
  title: 'Code: untrusted data that reaches where it does harm, and calls that are wrong',
  version: 2,
  needs: { files: ['text'], network: 'none' },
  rules: codeRules,
  /** Its unit is no file: data flows from one to another. */
  *examine() {},
  async program() {
    const { engine } = await import('./program.ts');
    return engine;
  },
};
