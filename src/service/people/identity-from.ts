import type { Identity } from '../../store/users.ts';
import { Problem } from '../problem.ts';

const MAX_NAME_LENGTH = 180;
/** RFC 5321 §4.5.3.1: a mailbox with its domain. */
const MAX_EMAIL_LENGTH = 320;
/** OpenID Connect Core §2. */
const MAX_SUBJECT_LENGTH = 255;
const MAX_ISSUER_LENGTH = 500;
const MAX_GROUPS = 1_000;
const MAX_GROUP_LENGTH = 300;

/** Who somebody is, from the claims of an ID token that was verified. Throws Problem(400) where the two that count are missing. */
export function identityFrom(
  claims: Readonly<Record<string, unknown>>,
  groupsClaim: string,
): Identity {
  const issuer = exactly(claims['iss'], MAX_ISSUER_LENGTH);
  const subject = exactly(claims['sub'], MAX_SUBJECT_LENGTH);
  if (issuer === '' || subject === '') {
    throw new Problem(400, 'the identity provider does not say who this is');
  }
  const email = shown(claims['email'], MAX_EMAIL_LENGTH);
  const login = shown(claims['preferred_username'], MAX_NAME_LENGTH);
  // An address that nobody has verified may be that of somebody else.
  const names = [
    claims['email_verified'] === false ? '' : email,
    login,
    shown(subject, MAX_NAME_LENGTH),
  ];
  return {
    issuer,
    subject,
    name: (names.find((name) => name !== '') ?? 'somebody').slice(0, MAX_NAME_LENGTH),
    displayName: shown(claims['name'], MAX_NAME_LENGTH),
    email,
    groups: groupsIn(claims[groupsClaim]),
  };
}

/** Identifies: as it is, or not at all. */
function exactly(value: unknown, maxLength: number): string {
  return typeof value === 'string' && value.length <= maxLength && !value.includes('\0')
    ? value
    : '';
}

/** Is shown: without what is invisible, or turns the direction of text. */
export function shown(value: unknown, maxLength: number): string {
  if (typeof value !== 'string') return '';
  return value
    .slice(0, maxLength)
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .trim();
}

function groupsIn(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all
    .map((each) => exactly(each, MAX_GROUP_LENGTH))
    .filter((each) => each !== '')
    .slice(0, MAX_GROUPS);
}
