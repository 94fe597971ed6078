import type { SettingsProblem } from '../../../model/check.ts';
import { nearestName } from '../../../model/nearest-name.ts';
import type { CustomProfile } from '../../../model/tls-settings.ts';
import { protocolVersions } from '../observation.ts';
import type { Graded, Profile } from '../profile.ts';
import {
  booleanShape,
  countShape,
  fieldsShape,
  listShape,
  Misshapen,
  type Shape,
  textShape,
  wordShape,
} from '../record/shape.ts';
import { deadlineSubjects } from '../rules/deadlines.ts';
import { groups } from '../tables/groups.ts';
import { allSuites } from '../tables/suites.ts';

const maxNames = 1000;
const names = listShape(textShape(128), maxNames);
const versions = listShape(wordShape(protocolVersions), protocolVersions.length);
const bits = countShape(1_000_000);
const graded = fieldsShape({}, { good: names, sufficient: names, phaseOut: names });

/** What the policy's reader hands over of a profile: every field may be missing. */
const overridesShape = fieldsShape(
  {},
  {
    title: textShape(200),
    versions: fieldsShape(
      {},
      { required: versions, good: versions, sufficient: versions, phaseOut: versions },
    ),
    suites: graded,
    groups: graded,
    serverOrder: wordShape(['server', 'client']),
    certificate: fieldsShape(
      {},
      {
        keyTypes: names,
        minRsaBits: bits,
        phaseOutRsaBits: bits,
        curves: names,
        signatures: names,
        maxLifetimeDays: bits,
        expiryWarningDays: bits,
      },
    ),
    minDhBits: bits,
    hstsMinAgeSeconds: countShape(),
    requireStaple: booleanShape,
    requirePostQuantum: booleanShape,
    allowEarlyData: booleanShape,
    requireClientCertificate: booleanShape,
    deadlines: listShape(
      fieldsShape({
        what: textShape(128),
        until: textShape(10, /^\d{4}-\d{2}-\d{2}$/u, 'a date (2031-12-31)'),
        source: textShape(512),
      }),
      100,
    ),
  },
);
type Overrides = typeof overridesShape extends Shape<infer T> ? T : never;

/** The profile with what the policy's own one says instead, and what is wrong with that. */
export function applyOverrides(
  base: Profile,
  own: CustomProfile,
): { readonly profile: Profile; readonly problems: readonly SettingsProblem[] } {
  let overrides: Overrides;
  try {
    overrides = overridesShape.read(own.overrides, '');
  } catch (error) {
    if (!(error instanceof Misshapen)) throw error;
    const what = `profile ${own.id}: ${error.message}`;
    return { profile: base, problems: [{ profile: own.id, what }] };
  }
  return { profile: merged(base, own.id, overrides), problems: problemsOf(own.id, overrides) };
}

function merged(base: Profile, id: string, own: Overrides): Profile {
  const { suites: ownSuites, groups: ownGroups, versions: ownVersions, certificate, ...rest } = own;
  const gradedSuites = overlaid(base.suites, ownSuites);
  const gradedGroups = overlaid(base.groups, ownGroups);
  const { notes: _notes, ...inherited } = base;
  return {
    ...inherited,
    ...rest,
    id,
    title: own.title ?? id,
    versions: { ...base.versions, ...ownVersions },
    certificate: { ...base.certificate, ...certificate },
    ...(gradedSuites === undefined ? {} : { suites: gradedSuites }),
    ...(gradedGroups === undefined ? {} : { groups: gradedGroups }),
  };
}

/** A list that is given replaces the one of that name; what it takes over from another leaves that one. */
function overlaid(base: Graded | undefined, own: Partial<Graded> | undefined): Graded | undefined {
  if (own === undefined) return base;
  const given = new Set(Object.values(own).flat());
  const kept = (list: readonly string[] | undefined): readonly string[] =>
    (list ?? []).filter((name) => !given.has(name));
  return {
    good: own.good ?? kept(base?.good),
    sufficient: own.sufficient ?? kept(base?.sufficient),
    phaseOut: own.phaseOut ?? kept(base?.phaseOut),
  };
}

function problemsOf(profile: string, own: Overrides): readonly SettingsProblem[] {
  const suiteNames = allSuites().map(({ name }) => name);
  const groupNames = groups.map(({ name }) => name);
  const ends = [...protocolVersions, ...deadlineSubjects];
  return [
    ...strangers(profile, 'cipher suite', listed(own.suites), suiteNames),
    ...strangers(profile, 'group', listed(own.groups), groupNames),
    ...strangers(
      profile,
      'deadline',
      (own.deadlines ?? []).map(({ what }) => what),
      ends,
    ),
  ];
}

function listed(own: Partial<Graded> | undefined): readonly string[] {
  return Object.values(own ?? {}).flat();
}

/** So many unknown names of one profile are told. */
const maxStrangers = 10;

function strangers(
  profile: string,
  kind: string,
  given: readonly string[],
  known: readonly string[],
): readonly SettingsProblem[] {
  const all = new Set(known);
  return given
    .filter((name) => !all.has(name))
    .slice(0, maxStrangers)
    .map((name) => {
      const near = nearestName(name, known);
      const what = `profile ${profile}: there is no ${kind} ${JSON.stringify(name)}`;
      return near === undefined
        ? { profile, what }
        : { profile, what, repair: `did you mean ${near}?` };
    });
}
