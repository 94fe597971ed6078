import type { TlsRule } from '../rule.ts';
import { certificateStatusRules } from './certificate-status.ts';
import { certificateStrengthRules } from './certificate-strength.ts';
import { certificateRules } from './certificate.ts';
import { configurationRules } from './configuration.ts';
import { deadlineRules } from './deadlines.ts';
import { driftRules } from './drift.ts';
import { httpRules } from './http.ts';
import { drownRules } from './drown.ts';
import { hygieneRules } from './hygiene.ts';
import { implementationRules } from './implementation.ts';
import { keyExchangeRules } from './key-exchange.ts';
import { protocolRules } from './protocols.ts';
import { sessionRules } from './session.ts';
import { suiteRules } from './suites.ts';

/** Every rule, by family. A new family is one file and one line. */
export const tlsRules: readonly TlsRule[] = [
  ...protocolRules,
  ...suiteRules,
  ...keyExchangeRules,
  ...sessionRules,
  ...implementationRules,
  ...certificateRules,
  ...certificateStrengthRules,
  ...certificateStatusRules,
  ...drownRules,
  ...httpRules,
  ...hygieneRules,
  ...driftRules,
  ...deadlineRules,
  ...configurationRules,
];
