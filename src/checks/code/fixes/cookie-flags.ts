import type { Edit, Fix, FixKind, JavascriptSite, PythonSite } from './fix.ts';
import { turned as turnedOption, withMember } from './javascript/options.ts';
import {
  calledName,
  keyOf,
  plainArguments,
  spanOf,
  type Call,
  type JavascriptTree,
} from './javascript/tree.ts';
import { turned as turnedArgument, withArgument } from './python/options.ts';
import { keyword } from './python/tree.ts';

/**
 * `SameSite=None` is no slip: whoever writes it wants the cookie in pages of others, and it stays for people. A flag that is
 * missing is added, one that is switched off is turned.
 */
export const cookieFlags: readonly FixKind[] = [
  kind(['cookie-not-httponly'], 'httpOnly', 'httponly'),
  kind(['cookie-not-secure', 'session-cookie-insecure'], 'secure', 'secure'),
];

function kind(rules: readonly string[], javascript: string, python: string): FixKind {
  return { rules, javascript: inJavascript(javascript), python: inPython(python) };
}

/** Calls that take name, value and options. */
const setters: ReadonlySet<string> = new Set(['cookie', 'setCookie']);

function inJavascript(flag: string): Fix<JavascriptSite> {
  return ({ tree, call }) =>
    turnedOption(call, [flag], { from: false, to: true }) ?? addedOption(tree, call, flag);
}

function addedOption(tree: JavascriptTree, call: Call, flag: string): readonly Edit[] | undefined {
  if (!setters.has(calledName(call)?.name ?? '')) return undefined;
  const [, value, options, ...rest] = plainArguments(tree, call) ?? [];
  if (value === undefined || rest.length > 0) return undefined;
  const member = `${flag}: true`;
  if (options === undefined) {
    const { end } = spanOf(value);
    return [{ start: end, end, text: `, { ${member} }` }];
  }
  if (options.type !== 'ObjectExpression') return undefined;
  // Behind a spread nobody sees whether it is there already; said twice it does no harm, but says nothing either.
  const isOpen = options.properties.some((each) => (keyOf(each) ?? flag) === flag);
  return isOpen ? undefined : withMember(tree, options, member);
}

function inPython(flag: string): Fix<PythonSite> {
  return ({ tree, call }) => {
    if (call.callee.type !== 'Attribute' || call.callee.name !== 'set_cookie') return undefined;
    return keyword(call, flag) === undefined
      ? withArgument(tree, call, `${flag}=True`)
      : turnedArgument(tree, call, { name: flag, to: true });
  };
}
