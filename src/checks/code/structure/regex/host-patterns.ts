/** Longer patterns are not looked at. */
const MAX_LENGTH = 1_000;

const LABEL = String.raw`(?:[a-z\d][a-z\d-]{0,62}|\((?:\?:)?[a-z\d-]{1,63}(?:\|[a-z\d-]{1,63}){1,20}\))`;
const TOP = 'com|org|net|edu|gov|io|dev|app|uk|de|fr|ru|cn|jp|eu|info|cloud|internal|local';
const HOST = String.raw`${LABEL}\\?\.(?:${TOP})(?![a-z\d-])`;
/** Before the dot something of a host ends; the dot is neither repeated nor one of two. */
const openDot = new RegExp(String.raw`[a-z\d)\]*+}]\.(?:\)\??)?(?<host>${HOST})`, 'iu');
const wildcard = new RegExp(
  String.raw`^\^[^|]{0,200}?\.[*+]\??\)?(?:\\?\.)?(?<host>${HOST})\)?(?:\\?\/|\(\?[:=]\\?\/)`,
  'iu',
);
const anyHost = new RegExp(HOST, 'iu');
const beginsWithUrl = new RegExp(
  String.raw`^\^?(?:\((?:\?:)?){0,3}(?:https?\??|\(https?\|https?\)|http\(s\)\?|http\[s\]\??):(?:\\?\/){2}[^|\s]{0,60}?${HOST}`,
  'iu',
);
const endsOpen = new RegExp(String.raw`${HOST}(?::\d{1,5})?\)*$`, 'iu');

/** What lets a pattern for a host match others; undefined: nothing. */
export function hostFault(source: string): string | undefined {
  if (source.length > MAX_LENGTH || /\s/u.test(source) || !anyHost.test(source)) return undefined;
  const dot = openDot.exec(source)?.groups?.['host'];
  if (dot !== undefined) return `the . before ${dot} is any character`;
  const ways = alternatives(source);
  const host = ways.map((way) => wildcard.exec(way)?.groups?.['host']).find(Boolean);
  return host === undefined ? undefined : `what stands before ${host} may be a whole address`;
}

/** Whether a text can only be meant as a pattern for hosts: it has an edge or a repetition. */
export function looksLikePattern(text: string): boolean {
  return /^\^|\$$|s\?:\/\/|\.[+*]|\\\./u.test(text.slice(0, MAX_LENGTH));
}

/** What lets a pattern for an address match others: it has no beginning, or no end. */
export function anchorFault(source: string): string | undefined {
  if (source.length > MAX_LENGTH || !anyHost.test(source)) return undefined;
  const ways = alternatives(source).filter((way) => beginsWithUrl.test(way));
  if (ways.some((way) => !way.startsWith('^'))) {
    return 'the name of the host may stand anywhere in the address';
  }
  return ways.some((way) => endsOpen.test(way)) ? 'the name of the host may go on' : undefined;
}

/** `(a)|b` is `a` and `b`: what stands between the outermost bars, without brackets around it. */
function alternatives(source: string): readonly string[] {
  const found: string[] = [];
  let [depth, from, isInside] = [0, 0, false];
  for (let index = 0; index < source.length; index++) {
    const each = source[index];
    if (each === '\\') index++;
    else if (isInside) isInside = each !== ']';
    else if (each === '[') isInside = true;
    else if (each === '(') depth++;
    else if (each === ')') depth--;
    else if (each === '|' && depth === 0) {
      found.push(source.slice(from, index));
      from = index + 1;
    }
  }
  return [...found, source.slice(from)].map(
    (way) => /^\((?:\?:)?(?<inner>[^()]*)\)$/u.exec(way)?.groups?.['inner'] ?? way,
  );
}
