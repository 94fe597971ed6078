import type { Confidence } from '../../../../model/finding.ts';
import type { Remark, Span } from '../block.ts';
import type { Assignment, Property } from './objects.ts';
import type { Role } from './role.ts';
import { booleanOf, doesNothing } from './values.ts';
import type { Constants } from './values.ts';

// Options that make a client take any certificate.
export function* optionRemarks(
  properties: ReadonlyMap<string, Property>,
  role: Role,
  scope: readonly string[],
  constants: Constants,
): Generator<Remark> {
  const strict = properties.get('rejectUnauthorized');
  if (strict !== undefined && booleanOf(strict.value, constants) === false) {
    if (role !== 'server') {
      yield remark('rejectUnauthorized: false', 'takes any certificate of the server', {
        ...strict,
        scope,
      });
    } else if (properties.has('requestCert')) {
      // Servers do so to look at `authorized` by themselves, which a file does not show.
      yield remark(
        'rejectUnauthorized: false',
        'takes client certificates that nobody signed',
        { ...strict, scope },
        'low',
      );
    }
  }
  const strictSsl = properties.get('strictSSL');
  if (strictSsl !== undefined && booleanOf(strictSsl.value, constants) === false) {
    yield remark('strictSSL: false', 'takes any certificate of the server', {
      ...strictSsl,
      scope,
    });
  }
  const identity = properties.get('checkServerIdentity');
  if (identity !== undefined && doesNothing(identity.value)) {
    yield remark('checkServerIdentity', 'takes the certificate of any other host', {
      ...identity,
      scope,
    });
  }
}

// `process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'`, `agent.options.rejectUnauthorized = false`.
export function* assignmentRemarks(
  { target, value, span }: Assignment,
  constants: Constants,
): Generator<Remark> {
  const scope = [target.slice(0, target.lastIndexOf('.'))];
  if (target.endsWith('.NODE_TLS_REJECT_UNAUTHORIZED')) {
    const [only] = value;
    if (value.length !== 1 || only?.text !== '0') return;
    yield remark('NODE_TLS_REJECT_UNAUTHORIZED=0', 'makes the whole program take any certificate', {
      span,
      scope,
    });
  } else if (target.endsWith('.rejectUnauthorized') && booleanOf(value, constants) === false) {
    yield remark('rejectUnauthorized = false', 'takes any certificate of the server', {
      span,
      scope,
    });
  } else if (target.endsWith('.checkServerIdentity') && doesNothing(value)) {
    yield remark('checkServerIdentity', 'takes the certificate of any other host', { span, scope });
  }
}

function remark(
  fact: string,
  effect: string,
  { span, scope }: { readonly span: Span; readonly scope: readonly string[] },
  confidence: Confidence = 'high',
): Remark {
  return {
    ruleId: 'tls/verification-off',
    message: `${fact} ${effect}`,
    span,
    scope,
    facts: [fact],
    confidence,
    snippet: { server: 'node', text: remedies[fact] ?? "ca: readFileSync('internal-ca.pem')," },
  };
}

const remedies: Readonly<Record<string, string>> = {
  checkServerIdentity: "servername: 'name.in.the.certificate',",
  'NODE_TLS_REJECT_UNAUTHORIZED=0': 'NODE_EXTRA_CA_CERTS=internal-ca.pem node app.js',
};
