/** What a repository may be fetched from, or why not. */
export type CheckedUrl = { readonly url: string } | { readonly refused: string };

const MAX_LENGTH = 500;

/**
 * The address of a repository in its one spelling (WHATWG URL), or why it is refused. Only http and https: git's other transports
 * run programs (`ext::`, ssh) or read this machine (`file:`, a path). No user and password: a secret has its file. Nothing that
 * git could take for an option, nothing that cannot be seen.
 */
export function checkGitUrl(text: string): CheckedUrl {
  if (text.length > MAX_LENGTH) return { refused: `it has more than ${MAX_LENGTH} characters` };
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  if (/[\u0000-\u0020\u007f\\]/u.test(text)) {
    return { refused: 'it has a space, a backslash or a control character' };
  }
  if (!/^https?:\/\//iu.test(text) || !URL.canParse(text)) {
    return { refused: 'write https://host/path: no other way to git is allowed' };
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    return { refused: 'it names a user or a password: name a file of --git-credentials instead' };
  }
  if (url.search !== '' || url.hash !== '') return { refused: 'it has a ? or a #' };
  // A line feed in a path has let credentials of one host go to another (CVE-2020-5260).
  if (/%(?:[01][0-9a-f]|7f)/iu.test(url.pathname)) {
    return { refused: 'it hides a control character' };
  }
  const path = url.pathname.replace(/\/+$/u, '');
  if (path === '' || path.includes('//')) return { refused: 'it names no repository of the host' };
  url.pathname = path;
  return { url: url.href };
}

/** Whether it is the name of a branch as git wants it (git-check-ref-format), and no option. */
export function isBranchName(name: string): boolean {
  if (name === '' || name.length > 250 || NEVER_IN_BRANCH.test(name)) return false;
  if (/^[-/]|[/.]$/u.test(name) || name === '@') return false;
  return name.split('/').every((part) => !part.startsWith('.') && !part.endsWith('.lock'));
}

// oxlint-disable-next-line no-control-regex -- control characters are what is refused
const NEVER_IN_BRANCH = /[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\//u;
