const testFolder =
  /(?:^|[/._-])(?:tests?|specs?|__tests__|__mocks__|mocks?|fixtures?|testdata|test-data|testing|e2e|examples?|samples?|demos?|docs?|documentation|tutorials?|cypress)(?=[/._-]|$)/i;

/** Whether the path says test, example or documentation: what stands there is less often live. Never hides a finding. */
export function isTestPath(path: string): boolean {
  return testFolder.test(path);
}
