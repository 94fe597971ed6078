import type { SettingsProblem } from '../../../model/check.ts';
import type { CustomProfile } from '../../../model/tls-settings.ts';
import type { Profile } from '../profile.ts';

/** The profile with what the policy's own one says instead, and what is wrong with that. */
export function applyOverrides(
  base: Profile,
  own: CustomProfile,
): { readonly profile: Profile; readonly problems: readonly SettingsProblem[] } {
  return {
    profile: { ...base, id: own.id, title: own.id },
    problems: [],
  };
}
