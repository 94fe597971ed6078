import type { TlsRule } from '../rule.ts';
import { protocolRules } from './protocols.ts';

/** Every rule, by family. A new family is one file and one line. */
export const tlsRules: readonly TlsRule[] = [...protocolRules];
