import type { SettingsProblem } from '../../../model/check.ts';
import { LockstepError } from '../../../model/error.ts';
import { nearestName } from '../../../model/nearest-name.ts';
import type { TlsSettings } from '../../../model/tls-settings.ts';
import type { Profile } from '../profile.ts';
import { builtInProfiles, profileAliases, profileNames } from './all.ts';
import { applyOverrides } from './overrides.ts';

/** A profile may extend one that extends one, …; deeper ones are nobody's intention. */
const maxExtends = 8;

/** The profile of this name: built in, an alias of one, or the policy's own. Throws a `LockstepError` for any other. */
export function resolveProfile(settings: TlsSettings, id: string): Profile {
  const { profile, problems } = resolve(settings, id, []);
  const [problem] = problems;
  if (profile !== undefined && problem === undefined) return profile;
  throw new LockstepError(
    'policy',
    problem?.what ?? `there is no profile ${id}`,
    problem?.repair === undefined ? {} : { repair: problem.repair },
  );
}

/** What is wrong with the policy's own profiles; empty when all can be resolved. */
export function problemsOfSettings(settings: TlsSettings): readonly SettingsProblem[] {
  const named = [
    settings.profile,
    ...settings.zones.flatMap(({ profile }) => (profile === undefined ? [] : [profile])),
  ];
  const own = new Set(settings.profiles.map(({ id }) => id));
  return [
    ...settings.profiles.flatMap(({ id }) => {
      const clash = profileNames.includes(id)
        ? [{ profile: id, what: `${id} is a profile of Lockstep`, repair: 'give it another name' }]
        : [];
      return [...clash, ...resolve(settings, id, []).problems];
    }),
    ...[...new Set(named)]
      .filter((id) => !own.has(id))
      .flatMap((id) => resolve(settings, id, []).problems),
  ];
}

interface Resolved {
  readonly profile?: Profile;
  readonly problems: readonly SettingsProblem[];
}

function resolve(settings: TlsSettings, id: string, via: readonly string[]): Resolved {
  const own = settings.profiles.find((each) => each.id === id);
  if (own === undefined) return builtIn(settings, id, via);
  if (via.includes(id)) {
    const circle = [...via, id].join(', which extends ');
    return { problems: [{ profile: id, what: `profile ${circle}: a circle` }] };
  }
  if (via.length >= maxExtends) {
    const what = `profile ${id} extends more than ${maxExtends} others in a row`;
    return { problems: [{ profile: id, what }] };
  }
  const base = resolve(settings, own.extends, [...via, id]);
  if (base.profile === undefined) return base;
  const { profile, problems } = applyOverrides(base.profile, own);
  return { profile, problems: [...base.problems, ...problems] };
}

function builtIn(settings: TlsSettings, id: string, via: readonly string[]): Resolved {
  const full = Object.hasOwn(profileAliases, id) ? profileAliases[id] : id;
  const profile = builtInProfiles.find((each) => each.id === full);
  if (profile !== undefined) return { profile, problems: [] };
  const known = [...profileNames, ...settings.profiles.map((each) => each.id)];
  const near = nearestName(id, known);
  const last = via.at(-1);
  const what = `there is no profile ${JSON.stringify(id)}${last === undefined ? '' : ` to extend`}`;
  const repair = near === undefined ? `name one of ${known.join(', ')}` : `did you mean ${near}?`;
  return { problems: [{ profile: last ?? id, what, repair }] };
}
