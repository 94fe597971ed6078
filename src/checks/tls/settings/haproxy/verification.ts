import type { Remark, Span } from '../block.ts';
import type { Statement } from '../words.ts';

const serverLines = new Set(['server', 'default-server', 'server-template']);

/** `verify none` on a line about a server behind. */
export function serverRemark(section: string, { words }: Statement): readonly Remark[] {
  const [directive, name] = words;
  const at = words.findIndex((word) => word.text === 'verify');
  const verify = words[at];
  const value = words[at + 1];
  if (verify === undefined || value?.text !== 'none') return [];
  if (directive === undefined || !serverLines.has(directive.text)) return [];
  const subject = directive.text === 'default-server' ? 'servers behind' : `server ${name?.text}`;
  return [
    remark(
      `verify none: HAProxy takes any certificate of ${subject}`,
      { start: verify.span.start, end: value.span.end },
      [section],
    ),
  ];
}

/** `ssl-server-verify none` in `global`. */
export function globalRemark({ words, span }: Statement): readonly Remark[] {
  if (words[0]?.text !== 'ssl-server-verify' || words[1]?.text !== 'none') return [];
  const message = 'ssl-server-verify none: HAProxy takes any certificate of servers behind';
  return [remark(message, span, ['global'])];
}

function remark(message: string, span: Span, scope: readonly string[]): Remark {
  return {
    ruleId: 'tls/verification-off',
    message,
    span,
    scope,
    facts: [message.slice(0, message.indexOf(':'))],
    confidence: 'high',
    snippet: {
      server: 'haproxy',
      text: 'verify required ca-file /etc/ssl/certs/ca-certificates.crt',
    },
  };
}
