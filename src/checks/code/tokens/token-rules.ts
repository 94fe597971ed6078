/** A pattern that says enough by itself, wherever it stands. */
export interface TokenRule {
  /** Slug of the rule. */
  readonly rule: string;
  /** Extensions of files, with their dot. */
  readonly extensions: readonly string[];
  /** Flags `gu`; linear in the length of a line, and never longer than one. */
  readonly pattern: RegExp;
  readonly shows: string;
}

const scripts = ['.js', '.mjs', '.cjs', '.jsx', '.ts', '.mts', '.cts', '.tsx', '.vue', '.svelte'];
const python = ['.py', '.pyw'];

/** Few and robust: they stand in for the engine where a file could not be understood. */
export const tokenRules: readonly TokenRule[] = [
  {
    rule: 'eval-use',
    extensions: [...scripts, ...python],
    // Of a literal it evaluates what everybody can read.
    pattern: /(?<![\w$.])eval\([ \t]*(?![ \t)'"`])/gu,
    shows: 'eval() runs what is not a literal',
  },
  {
    rule: 'shell-true',
    extensions: python,
    pattern: /\bshell[ \t]{0,4}=[ \t]{0,4}True\b/gu,
    shows: 'a shell reads the command (shell=True)',
  },
  {
    rule: 'tls-verification-off',
    extensions: python,
    pattern: /\bverify[ \t]{0,4}=[ \t]{0,4}False\b/gu,
    shows: 'certificates are not verified (verify=False)',
  },
  {
    rule: 'tls-verification-off',
    extensions: scripts,
    pattern: /\brejectUnauthorized['"]?[ \t]{0,4}:[ \t]{0,4}false\b/gu,
    shows: 'certificates are not verified (rejectUnauthorized: false)',
  },
  {
    rule: 'tls-verification-off',
    extensions: ['.go'],
    pattern: /\bInsecureSkipVerify[ \t]{0,8}:[ \t]{0,8}true\b/gu,
    shows: 'certificates are not verified (InsecureSkipVerify: true)',
  },
  {
    rule: 'unsafe-yaml-load',
    extensions: python,
    pattern: /\byaml\.load\((?![^\n]{0,400}(?:Safe|Base)Loader)/gu,
    shows: 'yaml.load() builds any object where no safe loader is named',
  },
  {
    rule: 'weak-hash',
    extensions: python,
    pattern: /\bhashlib\.(?:md5|sha1)\(/gu,
    shows: 'MD5 and SHA-1 are broken',
  },
  {
    rule: 'weak-hash',
    extensions: scripts,
    pattern: /\bcreateHash\([ \t]{0,4}['"`](?:md5|sha1)['"`]/giu,
    shows: 'MD5 and SHA-1 are broken',
  },
  {
    rule: 'weak-hash',
    extensions: ['.java'],
    pattern: /\bMessageDigest\.getInstance\([ \t]{0,4}"(?:MD5|SHA-?1)"/giu,
    shows: 'MD5 and SHA-1 are broken',
  },
  {
    rule: 'weak-hash',
    extensions: ['.go'],
    pattern: /\b(?:md5|sha1)\.(?:New|Sum)\(/gu,
    shows: 'MD5 and SHA-1 are broken',
  },
];
