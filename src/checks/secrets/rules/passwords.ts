import type { Judgement } from '../rule.ts';

/** Passwords that stand for "put one here", and that everybody tries first. */
const defaults: ReadonlySet<string> = new Set(
  `password passwd passwort pass pwd passw0rd secret user username admin administrator root test tests testing guest
  postgres postgresql mysql mariadb mongo mongodb redis rabbitmq docker vagrant default changeme changeit letmein
  qwerty abc123 hello world foo bar baz foobar demo example sample token key apikey api_key mypassword mypass my_password
  userpass user_password username_password dbpass dbpassword db_password database app dev local none null undefined
  true false empty string value pw p psw pswd xxx yyy zzz secretpassword supersecret topsecret s3cr3t p4ssw0rd 12345
  123456 1234567 12345678 123456789 1234 123 0000 pass123 x-oauth-basic x-access-token x-token-auth oauth2 password1 password123 test123 admin123 sa`
    .split(/\s+/)
    .filter((word) => word.length > 0),
);

export interface Around {
  readonly user?: string | undefined;
  readonly host?: string | undefined;
}

/** Judges a password in a place made for one: a URL, a connection string, a command line. */
export function judgePassword(password: string, around: Around = {}): Judgement {
  const rejected = against(password, around);
  if (rejected !== undefined) return { rejected };
  const isWeak = /^[a-z]{1,12}$/.test(password) || isLocal(around.host);
  return {
    accepted: ['place of a password'],
    ...(isWeak ? { confidence: 'low' } : {}),
  };
}

function against(password: string, { user, host }: Around): string | undefined {
  const word = password.toLowerCase();
  if (password.length < 3) return 'too short';
  if (defaults.has(word)) return 'default password';
  if (word === user?.toLowerCase()) return 'the user name again';
  if (template.test(password)) return 'template expression';
  if (nameOfPassword.test(word)) return 'name of a password';
  if (host !== undefined && isExampleHost(host)) return 'example host';
  return undefined;
}

/** The beginning or end of an expression that another language fills in. */
const template = /^[[({]|[\])}]$|^(?:%\w|\$|[:+\\@#&])/;
const nameOfPassword = /^[a-z_.-]{0,40}(?:pass(?:word|wd)?|pwd|secret|token)$/;

/** RFC 2606 and RFC 6761: nobody's names. */
function isExampleHost(host: string): boolean {
  return /(?:^|\.)(?:example(?:\.(?:com|org|net))?|test|invalid)$/i.test(
    host.replace(/:[0-9]{1,5}$/, ''),
  );
}

function isLocal(host: string | undefined): boolean {
  return host !== undefined && /^(?:localhost|127\.|0\.0\.0\.0|\[::1\])/.test(host);
}
