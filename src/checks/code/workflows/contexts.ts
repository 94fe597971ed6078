/** What whoever opens an issue, a pull request or a discussion chooses, of what GitHub hands to a workflow. */
const EVENT = [
  String.raw`(?:issue|pull_request|discussion)\.(?:title|body)`,
  String.raw`(?:comment|review|review_comment)\.body`,
  String.raw`(?:pull_request|workflow_run\.pull_requests\S{0,20})\.head\.(?:ref|label|repo\.(?:default_branch|description|homepage))`,
  String.raw`workflow_run\.(?:head_branch|head_commit\.message|head_commit\.author\.(?:name|email)|display_title)`,
  String.raw`(?:head_commit|commits\S{0,10})\.(?:message|author\.(?:name|email))`,
  String.raw`pages\S{0,10}\.page_name`,
].join('|');
const UNTRUSTED = String.raw`github\.(?:head_ref|event\.(?:${EVENT}))\b`;
const untrusted = new RegExp(UNTRUSTED, 'iu');
/** What a value is only compared in. */
const compared = new RegExp(
  String.raw`\b(?:contains|startsWith|endsWith|hashFiles)\([^()]*\)|(?:${UNTRUSTED}|env\.\w+)\s*[!=]=|[!=]=\s*(?:${UNTRUSTED}|env\.\w+)`,
  'giu',
);

/** Longer ones are not read. */
const MAX_EXPRESSION = 1_000;

/** @yields `${{ … }}` of a text, as written */
export function* expressionsIn(text: string): Generator<string> {
  for (let at = text.indexOf('${{'); at !== -1; at = text.indexOf('${{', at + 3)) {
    const end = text.indexOf('}}', at);
    if (end === -1) return;
    if (end - at <= MAX_EXPRESSION) yield text.slice(at, end + 2);
  }
}

/** The untrusted value that an expression yields; `tainted` are names of variables that hold one. */
export function untrustedIn(
  expression: string,
  tainted: ReadonlySet<string> = new Set(),
): string | undefined {
  const left = expression.replaceAll(compared, ' ');
  const found = untrusted.exec(left)?.[0];
  if (found !== undefined) return found;
  const variable = /\benv\.(?<name>\w{1,100})/u.exec(left)?.groups?.['name'];
  return variable !== undefined && tainted.has(variable) ? `env.${variable}` : undefined;
}
