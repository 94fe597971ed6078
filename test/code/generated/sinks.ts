/** Where a value does harm, and the rule that tells of it. */
export const SINKS = {
  command: 'command-injection',
  sql: 'sql-injection',
  path: 'path-traversal',
  html: 'xss-reflected',
  request: 'ssrf',
  redirect: 'open-redirect',
} as const;

export type SinkName = keyof typeof SINKS;
