import type { Check } from '../../model/check.ts';
import { examineText } from './engine/examine.ts';
import { allRules } from './rules/all.ts';

export const secrets: Check = {
  id: 'secrets',
  title: 'Secrets in source',
  version: 1,
  needs: { files: ['text', 'generated', 'minified', 'archive'], network: 'none' },
  rules: allRules,
  *examine({ path, bytes }, context) {
    yield* examineText({ path, bytes }, context);
  },
};
