import type { Check } from '../../model/check.ts';
import { componentRules } from './rules/all.ts';

export const components: Check = {
  id: 'components',
  title: 'Components: vulnerable, malicious, or with a licence that is not allowed',
  version: 1,
  needs: { files: [], network: 'none' },
  rules: componentRules,
  /** Its unit is no file: what lockfiles state is judged together. */
  *examine() {},
  async components() {
    const { engine } = await import('./evaluate.ts');
    return engine;
  },
};
