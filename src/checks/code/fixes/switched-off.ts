import type { Fix, FixKind, JavascriptSite, PythonSite } from './fix.ts';
import { turned as turnedOption } from './javascript/options.ts';
import { turned as turnedArgument } from './python/options.ts';

/** A protection that an option switches off, or a danger that one switches on. */
interface Switch {
  readonly rule: string;
  readonly javascript?: readonly string[];
  readonly python?: readonly string[];
  /** What the option should say. */
  readonly to: boolean;
}

const switches: readonly Switch[] = [
  {
    rule: 'tls-verification-off',
    javascript: ['rejectUnauthorized', 'strictSSL'],
    python: ['verify', 'verify_ssl'],
    to: true,
  },
  { rule: 'auto-escape-off', javascript: ['autoescape'], python: ['autoescape'], to: true },
  {
    rule: 'debug-enabled',
    javascript: ['includeStacktraceInErrorResponses', 'debug'],
    python: ['debug'],
    to: false,
  },
];

/** Turns the literal of an option of the call. */
export const switchedOff: readonly FixKind[] = switches.map(
  ({ rule, javascript = [], python = [], to }) => ({
    rules: [rule],
    javascript: inJavascript(javascript, to),
    python: inPython(python, to),
  }),
);

function inJavascript(names: readonly string[], to: boolean): Fix<JavascriptSite> {
  return ({ call }) => turnedOption(call, names, { from: !to, to });
}

function inPython(names: readonly string[], to: boolean): Fix<PythonSite> {
  return ({ tree, call }) => {
    const found = names.flatMap((name) => turnedArgument(tree, call, { name, to }) ?? []);
    return found.length === 1 ? found : undefined;
  };
}
