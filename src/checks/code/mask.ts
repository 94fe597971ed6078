/** Literals as all our languages write them, on one line. */
const literal = /(['"`])(?<body>(?:\\.|(?!\1)[^\\\n]){4,400})\1/gu;
/** `postgres://shop:password@host`: what stands before the `@`. */
const credentials = /(?<=:\/\/[^\s/:@]{0,100}:)[^\s/@]{1,200}(?=@)/gu;
const tokenLike = /^[\w+/=.~:-]{16,}$/u;

/**
 * A source line without what may be a secret: literals that look random, passwords in addresses, and, where the finding is
 * about a secret, every literal. Stars take their place, as many, so that columns hold.
 */
export function maskLiterals(text: string, masksAll: boolean): string {
  return text
    .replaceAll(credentials, stars)
    .replaceAll(literal, (whole, quote: string, body: string) =>
      masksAll || looksRandom(body) ? quote + stars(body) + quote : whole,
    );
}

function stars(text: string): string {
  return '*'.repeat(text.length);
}

/** Letters and digits mixed, no words between them: `sk_live_4eC39HqLyjWD` and the like. */
function looksRandom(body: string): boolean {
  if (!tokenLike.test(body) || !/\d/u.test(body) || !/[A-Za-z]/u.test(body)) return false;
  const changes = body.match(/[a-z](?=[A-Z\d])|\d(?=[A-Za-z])|[A-Z](?=\d)/gu)?.length ?? 0;
  return changes * 5 >= body.length;
}
