/** How a value is written in a file of this kind. */
export type FileKind =
  /** Values stand in quotes. */
  | 'code'
  /** `key: value`, to the end of the line. */
  | 'yaml'
  /** `key=value`, to the next white space. */
  | 'settings'
  /** Sentences; a value is one word at the end of its line. */
  | 'prose'
  | 'markup';

const kinds: ReadonlyMap<string, FileKind> = new Map<string, FileKind>([
  ...entries('yml yaml eyaml', 'yaml'),
  ...entries('md mdx markdown txt rst adoc asciidoc textile log csv tsv tex org po', 'prose'),
  ...entries('xml html htm xhtml config csproj plist xaml axaml pom props jsp wsdl svg', 'markup'),
  ...entries(
    'env properties ini cfg conf cnf sh bash zsh fish ksh bat cmd service example dist sample template tmpl tpl j2 erb local development production test http rest secrets credentials netrc pgpass npmrc',
    'settings',
  ),
]);

function entries(extensions: string, kind: FileKind): readonly (readonly [string, FileKind])[] {
  return extensions.split(' ').map((extension) => [extension, kind] as const);
}

export function fileKindOf(path: string): FileKind {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const stripped = name.replace(
    /\.(?:j2|erb|example|dist|sample|template|tmpl|tpl|bak|orig|in)$/,
    '',
  );
  const dot = stripped.lastIndexOf('.');
  if (/(?:^|\.)(?:docker|container)file/.test(name)) return 'settings';
  if (/^readme|^changelog|^license/.test(name)) return 'prose';
  if (dot < 0 || name.startsWith('.env')) return 'settings';
  // `.bash_profile`, `.s3cfg`: a dot and nothing before it is no extension.
  return kinds.get(stripped.slice(dot + 1)) ?? (dot === 0 ? 'settings' : 'code');
}

/** Files of translations: their values are sentences and words shown to people. */
export function isTranslation(path: string): boolean {
  return /(?:^|[/._-])(?:i18n|l10n|locales|translations?|nls)[/._-]|(?:^|\/)(?:locale|langs?|languages?|intl)\/|messages?[_.-][a-z]{2}\b|\.(?:po|pot|strings|xlf|xliff|resx|arb)$|\.lproj\//i.test(
    path,
  );
}

/** Files that other programs write: their digests and random names are not secrets. */
export function isLockFile(path: string): boolean {
  return /(?:^|[/.-])(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|composer\.lock|cargo\.lock|gemfile\.lock|poetry\.lock|pipfile\.lock|go\.sum|podfile\.lock|packages\.lock\.json|project\.pbxproj)$|\.(?:map|min\.js|min\.css|svg|tsbuildinfo|lock)$/i.test(
    path,
  );
}

/** Kubernetes objects of Bitnami's controller: every value is encrypted. */
export function isSealed(text: string): boolean {
  return text.slice(0, 4096).includes('kind: SealedSecret');
}
