import type { SecretRule } from '../rule.ts';
import { aws } from './aws.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { npm } from './npm.ts';
import { slack } from './slack.ts';
import { stripe } from './stripe.ts';

/** Every rule with a pattern. A new provider is one file and one line here. */
export const secretRules: readonly SecretRule[] = [
  ...aws,
  ...github,
  ...gitlab,
  ...npm,
  ...slack,
  ...stripe,
];
