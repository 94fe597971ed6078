// What a path says of a source file: whether it is shipped. Collected from the defaults of test runners and build tools.

/** Folders of tests, examples and documentation. */
const folders: ReadonlySet<string> = new Set([
  'test',
  'tests',
  '__tests__',
  '__mocks__',
  '__fixtures__',
  'spec',
  'specs',
  'e2e',
  'cypress',
  'playwright',
  'testdata',
  'test-data',
  'testing',
  'fixtures',
  'examples',
  'example',
  'docs',
  'doc',
  'benchmark',
  'benchmarks',
  'bench',
  'storybook',
  '.storybook',
  '.github',
]);

const names: readonly RegExp[] = [
  /[._-](?:test|tests|spec|e2e|cy|bench|stories|story)\.[a-z]{1,6}$/u,
  /_test\.go$/u,
  /^test_[^/]*\.py$/u,
  /^(?:conftest|noxfile|tasks|setup|fabfile)\.py$/u,
  /\.pyi$/u,
  /(?:^|\.)(?:config|conf|rc|setup)\.[cm]?[jt]sx?$/u,
  /^\.[\w.-]{1,60}\.[cm]?js$/u,
  /^(?:gulpfile|gruntfile)\b/iu,
];

/** Whether a source only tests, shows or builds what is shipped. */
export function isAside(path: string): boolean {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  return parts.some((part) => folders.has(part)) || names.some((pattern) => pattern.test(name));
}
