/** Why there is a decision, as people say it. */
const CAUSES: Readonly<Record<string, string>> = {
  reported: 'as the run reported it',
  imported: 'decided here',
  expiry: 'decided again: a waiver or an override has ended',
  demotion: 'decided again: a rule has fallen',
  override: 'decided again: somebody let it through',
};

export function causeText(cause: string): string {
  return CAUSES[cause] ?? cause;
}
