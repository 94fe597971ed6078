import type { Check } from '../../model/check.ts';

export const secrets: Check = {
  id: 'secrets',
  title: 'Secrets in source',
  version: 1,
  needs: { files: ['text', 'generated', 'minified', 'archive'], network: 'none' },
  rules: [],
  examine: () => [],
};
