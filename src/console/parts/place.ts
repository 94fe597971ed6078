/** Where a finding is: an endpoint has no lines. */
export function placeText({ rule, path, line }: Place): string {
  return rule.startsWith('tls/') ? path : `${path}:${line}`;
}

interface Place {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
}
