/** Claims that say whose pipeline it is. */
const IDENTIFYING: ReadonlySet<string> = new Set([
  'sub',
  // GitHub
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'job_workflow_ref',
  // GitLab
  'project_path',
  'project_id',
  'namespace_path',
  'namespace_id',
]);
const MAX_CONDITIONS = 20;
const MAX_STARS = 5;

/** What is wrong with conditions; undefined: nothing. */
export function faultOf(conditions: Readonly<Record<string, string>>): string | undefined {
  const all = Object.entries(conditions);
  if (all.length > MAX_CONDITIONS) return `more than ${MAX_CONDITIONS}`;
  const starry = all.find(([, pattern]) => pattern.split('*').length - 1 > MAX_STARS);
  if (starry !== undefined) return `${starry[0]}: more than ${MAX_STARS} stars`;
  // Everybody has pipelines on these platforms: without that, all of the world would report here.
  const isOne = all.some(([claim, pattern]) => IDENTIFYING.has(claim) && isSomebody(pattern));
  if (isOne) return undefined;
  return `say whose pipelines: one of ${[...IDENTIFYING].join(', ')}; a star may stand after the first slash`;
}

/** `example/*` is one owner, `example*` also those who take such a name. */
function isSomebody(pattern: string): boolean {
  const [before = '', ...after] = pattern.split('*');
  return after.length === 0 ? pattern !== '' : before.includes('/');
}

/** Whether each claim is what it must be. A claim that is no text, number or truth value is nothing. */
export function isMet(
  conditions: Readonly<Record<string, string>>,
  claims: Readonly<Record<string, unknown>>,
): boolean {
  return Object.entries(conditions).every(([claim, pattern]) => {
    const value = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
    const isPlain = ['string', 'number', 'boolean'].includes(typeof value);
    return isPlain && matches(pattern, String(value));
  });
}

/** `*` stands for any text, also with `/` in it; everything else for itself. As long as the two texts together. */
function matches(pattern: string, text: string): boolean {
  const [first = '', ...parts] = pattern.split('*');
  const last = parts.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first)) return false;
  let place = first.length;
  for (const part of parts) {
    const found = text.indexOf(part, place);
    if (found === -1) return false;
    place = found + part.length;
  }
  return text.length - last.length >= place && text.endsWith(last);
}
