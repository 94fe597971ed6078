/** What the definition of one type of package URL asks of its parts. */
export interface PurlTypeRule {
  readonly namespace: 'required' | 'optional' | 'prohibited';
  /** Parts that are compared without case and therefore written in lower case. */
  readonly lower: readonly ('namespace' | 'name' | 'version')[];
  /** A qualifier without which the package is not told apart from others. */
  readonly qualifier?: string;
}

const [required, optional, prohibited] = ['required', 'optional', 'prohibited'] as const;
const none = [] as const;
const name = ['name'] as const;
const path = ['namespace', 'name'] as const;
const whole = ['namespace', 'name', 'version'] as const;

/**
 * The types that are registered, after package-url/purl-spec, `types/*-definition.json` (MIT), as of August 2026. Go and
 * git are there case sensitive, and "shall be lowercased" by their notes and tests.
 */
const rules: readonly (readonly [
  string,
  PurlTypeRule['namespace'],
  PurlTypeRule['lower'],
  string?,
])[] = [
  ['alpm', required, path],
  ['apk', required, path],
  ['bazel', prohibited, none],
  ['bitbucket', required, path],
  ['bitnami', prohibited, name],
  ['brew', optional, path],
  ['cargo', prohibited, none],
  ['chrome-extension', prohibited, name],
  ['cocoapods', prohibited, none],
  ['composer', required, path],
  ['conan', optional, none],
  ['conda', prohibited, none],
  ['cpan', optional, none],
  ['cran', prohibited, none],
  ['deb', required, path],
  ['docker', optional, none],
  ['gem', prohibited, none],
  ['generic', optional, none],
  ['git', required, path],
  ['github', required, path],
  ['golang', required, path],
  ['hackage', prohibited, none],
  ['hex', optional, path],
  ['huggingface', required, ['version']],
  ['julia', prohibited, none, 'uuid'],
  ['luarocks', optional, path],
  ['maven', required, none],
  ['mlflow', prohibited, none],
  ['npm', optional, none],
  ['nuget', prohibited, none],
  ['oci', prohibited, ['name', 'version']],
  ['opam', prohibited, none],
  ['otp', prohibited, name],
  ['pub', prohibited, name],
  ['pypi', prohibited, ['name', 'version']],
  ['qpkg', required, ['namespace']],
  ['rpm', required, ['namespace']],
  ['swid', optional, none, 'tag_id'],
  ['swift', required, none],
  ['vcpkg', prohibited, none],
  ['vscode-extension', required, whole],
  ['yocto', optional, ['namespace']],
];

const byType: ReadonlyMap<string, PurlTypeRule> = new Map(
  rules.map(([type, namespace, lower, qualifier]) => [
    type,
    { namespace, lower, ...(qualifier === undefined ? {} : { qualifier }) },
  ]),
);

/** A type that nobody registered asks for nothing. */
export function purlTypeRule(type: string): PurlTypeRule {
  return byType.get(type) ?? { namespace: optional, lower: none };
}
