import { componentScopes } from '../model/component.ts';
import type { ComponentSettings } from '../model/component-settings.ts';
import type { VexFile } from '../model/policy.ts';
import { defaultPolicy } from './default-policy.ts';
import { pathFault } from '../model/path-fault.ts';
import { quote } from '../model/quote.ts';
import type { Reader } from '../model/yaml/reader.ts';
import {
  defaulting,
  describe,
  listOf,
  map,
  mapOf,
  object,
  oneOf,
  quantity,
  text,
} from '../model/yaml/reader.ts';

const standard = defaultPolicy.components;
const days = quantity({ d: 1 }, { min: 0, max: 3_650 });
/** An SPDX id, alone, with `+`, or with an exception. */
const licence = text(160, {
  schema: { pattern: '^[A-Za-z0-9.+-]+( WITH [A-Za-z0-9.-]+)?$' },
  check: (value) =>
    /^[A-Za-z0-9.+-]{1,80}(?: WITH [A-Za-z0-9.-]{1,70})?$/.test(value)
      ? undefined
      : { what: `${quote(value)} is no SPDX id`, repair: 'write one as MIT or GPL-2.0-only' },
});
const licenceList = listOf(licence, 1_000);

const licences = object({
  allow: defaulting(
    describe('SPDX ids; when left out, all that are not denied.', licenceList),
    standard.licences.allow,
  ),
  deny: defaulting(licenceList, standard.licences.deny),
  review: defaulting(describe('A person is to look at them.', licenceList), []),
  unknown: defaulting(
    describe(
      'No licence, or words that are no SPDX expression.',
      oneOf(['ignore', 'review', 'deny']),
    ),
    standard.licences.unknown,
  ),
  scopes: defaulting(
    describe('Components of other scopes may have any licence.', listOf(oneOf(componentScopes), 4)),
    standard.licences.scopes,
  ),
});

const host = text(253, {
  schema: { pattern: '^[a-z0-9.-]+$' },
  check: (value) =>
    /^[a-z0-9](?:[a-z0-9.-]{0,251})$/.test(value)
      ? undefined
      : { what: `${quote(value)} is no host name`, repair: 'write it without https: and path' },
});

const privateNames: Reader<ComponentSettings['privateNames']> = map(
  mapOf(
    (key) =>
      key.length >= 2 && key.length <= 200
        ? undefined
        : { what: 'a prefix has 2 to 200 characters' },
    listOf(host, 50),
    { minLength: 2, maxLength: 200 },
  ),
  (entries) => entries.map(({ key, value }) => ({ prefix: key, hosts: value })),
);

const digest = text(71, {
  schema: { pattern: '^sha256:[0-9a-f]{64}$' },
  check: (value) =>
    /^sha256:[0-9a-f]{64}$/.test(value)
      ? undefined
      : { what: `${quote(value)} is no digest`, repair: 'write sha256: and what sha256sum prints' },
});

const vexFiles: Reader<readonly VexFile[]> = map(
  mapOf(pathFault, digest, { minLength: 1, maxLength: 1_000 }),
  (entries) => entries.map(({ key, value }) => ({ path: key, digest: value })),
);

const fields = object({
  'max-age': defaulting(
    describe('Advisories that were pulled longer ago are a finding.', days),
    standard.maxAgeDays,
  ),
  cooldown: defaulting(
    describe('How old a version must be before it is used, where its date is known.', days),
    standard.cooldownDays,
  ),
  licences: defaulting(
    describe('Which licences components may have.', licences),
    standard.licences,
  ),
  private: defaulting(
    describe(
      'Names that are your own, by prefix ("@acme/"), and the hosts that they may come from.',
      privateNames,
    ),
    [],
  ),
  vex: defaulting(
    describe(
      'VEX documents in the repository whose statements count like waivers, each with its digest.',
      vexFiles,
    ),
    [],
  ),
});

/** The `components` section: what the check gets, and what the decision gets. */
export interface ComponentSection {
  readonly settings: ComponentSettings;
  readonly vex: readonly VexFile[];
}

export const componentReader: Reader<ComponentSection> = map(fields, (file) => ({
  settings: {
    maxAgeDays: file['max-age'],
    cooldownDays: file.cooldown,
    licences: file.licences,
    privateNames: file.private,
  },
  vex: file.vex,
}));
