/** Folders and names by which the test runners of our languages find tests. */
const folder =
  /(?:^|\/)(?:tests?|__tests__|specs?|__mocks__|mocks?|__fixtures__|fixtures?|testdata|e2e|test-d|cypress|androidTest|testFixtures)\//u;
const name =
  /(?:^|\/)(?:[^/]{1,200}[._-](?:tests?|specs?|e2e|cy|stories)\.[cm]?[jt]sx?|test_[^/]{1,200}\.py|[^/]{1,200}_test\.(?:py|go)|conftest\.py|[^/]{0,200}(?:Test|Tests|TestCase|IT)\.java)$/u;

/** Whether a path is that of a test: what stands there is no part of what is shipped. */
export function isTestPath(path: string): boolean {
  return folder.test(path) || name.test(path);
}

/**
 * Folders of a project, or of a package among several, that show how it is used or measure it. Below those of sources the
 * same words are names like others: `src/main/java/com/example/`.
 */
const exampleFolder =
  /^(?:(?:packages|apps|libs|modules|plugins|crates)\/[^/]{1,100}\/)?(?:_?examples?|samples?|docs?|docs_src|bench|benchmarks?)\//u;

/** Whether a path is that of an example, or of code of documents and benchmarks. */
export function isExamplePath(path: string): boolean {
  return exampleFolder.test(path);
}
