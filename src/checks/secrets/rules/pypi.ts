import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const pypi: readonly SecretRule[] = provider(
  {
    name: 'PyPI',
    revoke: 'https://pypi.org/manage/account/token/',
    source: 'https://warehouse.pypa.io/development/token-scanning.html',
    gains: 'publish packages in the name of their owner, and so run code on all who install them',
  },
  token(
    'pypi-token',
    'PyPI upload token',
    /pypi-(?:AgEIcHlwaS5vcmc|AgENdGVzdC5weXBpLm9yZw)[\w-]{50,1000}/,
    { keywords: ['pypi-age'], severity: 'critical', hit: [`pypi-AgEIcHlwaS5vcmc${fill(130)}`] },
  ),
);
