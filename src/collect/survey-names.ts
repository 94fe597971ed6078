// What file names tell a first look at a project. Collected from the tools' own documentation, 2026-11.

const extensions: readonly (readonly [string, string])[] = [
  ['JavaScript', 'js mjs cjs jsx'],
  ['TypeScript', 'ts mts cts tsx'],
  ['Python', 'py'],
  ['Java', 'java'],
  ['Kotlin', 'kt kts'],
  ['Go', 'go'],
  ['Rust', 'rs'],
  ['Ruby', 'rb'],
  ['PHP', 'php'],
  ['C#', 'cs'],
  ['C and C++', 'c h cc cpp hpp'],
  ['Swift', 'swift'],
  ['Scala', 'scala'],
  ['Shell', 'sh bash'],
  ['Terraform', 'tf'],
  ['YAML', 'yml yaml'],
];

/** Language by file extension. */
export const sourceLanguages: ReadonlyMap<string, string> = new Map(
  extensions.flatMap(([language, names]) =>
    names.split(' ').map((name) => [name, language] as const),
  ),
);

/** Manifests, lockfiles, images and pipelines. */
export const manifestNames: RegExp =
  /(?:^|\/)(?:package(?:-lock)?\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lock|requirements\.txt|pyproject\.toml|poetry\.lock|uv\.lock|Pipfile\.lock|go\.mod|Cargo\.(?:toml|lock)|Gemfile\.lock|composer\.(?:json|lock)|pom\.xml|build\.gradle(?:\.kts)?|[^/]{1,80}\.csproj|Dockerfile|Containerfile|docker-compose\.ya?ml|Jenkinsfile|\.gitlab-ci\.yml|\.github\/workflows\/[^/]{1,80}\.ya?ml)$/u;

export const testFolderNames: ReadonlySet<string> = new Set([
  'test',
  'tests',
  '__tests__',
  'spec',
  'testdata',
  'fixtures',
  'examples',
]);
