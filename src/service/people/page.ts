/** Where nobody signs in by a provider: with a token that was made for it. */
export function tokenPage(returnTo: string): string {
  return page(
    'Sign in',
    `<form method="post" action="/auth/sign-in">
<input type="hidden" name="returnTo" value="${escaped(returnTo)}">
<label for="token">Your sign-in token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required maxlength="100" autofocus>
<button>Sign in</button>
</form>
<p>You got it when you opened your first link. Who has lost it asks an administrator for another link.</p>`,
  );
}

/** What a link opens: nothing happens before somebody presses the button, as programs that look at links do not. */
export function linkPage(forWhom: string | undefined, provider: string | undefined): string {
  const whose =
    forWhom === undefined
      ? '<p>Nobody administers this installation yet. Whoever goes on from here does.</p>'
      : `<p>This link is for <strong>${escaped(forWhom)}</strong>, and opens once.</p>`;
  const name =
    forWhom === undefined && provider === undefined
      ? `<label for="name">Your name, as the audit log will have it</label>
<input id="name" name="name" autocomplete="username" required maxlength="100" autofocus>\n`
      : '';
  const button = provider === undefined ? 'Sign in' : `Go on to ${escaped(new URL(provider).host)}`;
  return page(
    'Welcome',
    `${whose}\n<form method="post">\n${name}<button>${button}</button>\n</form>`,
  );
}

/** After a link was opened: how to come back. */
export function keepPage(name: string, token: string): string {
  return page(
    'You are signed in',
    `<p>You are <strong>${escaped(name)}</strong>. From now on you sign in with this token. It is shown this once: keep it where
you keep passwords.</p>
<form method="get" action="/">
<label for="token">Your sign-in token</label>
<input id="token" type="text" readonly value="${escaped(token)}" autocomplete="off">
<button>Go on</button>
</form>`,
  );
}

/** Leads on to the provider. A redirect in answer to a form would be held back by `form-action`. */
export function onwardPage(url: URL): string {
  const to = escaped(url.href);
  return page(
    'One moment',
    `<p><a href="${to}">Go on to ${escaped(url.host)}</a></p>`,
    `<meta http-equiv="refresh" content="0;url=${to}">\n`,
  );
}

/** Says that it is done: to sign in again at once would sign in again by the provider, without a question. */
export function signedOutPage(): string {
  return page('You are signed out', '<p><a href="/auth/sign-in">Sign in again</a></p>');
}

/** Something went wrong; `detail` says what, and how to go on. */
export function faultPage(title: string, detail: string): string {
  return page(title, `<p>${escaped(detail)}</p>\n<p><a href="/auth/sign-in">Sign in again</a></p>`);
}

export const STYLE = `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; display: grid; min-height: 100vh; place-items: center; }
main { width: min(26rem, calc(100vw - 3rem)); }
h1 { font-size: 1.5rem; }
form { display: grid; gap: 0.5rem; }
input, button { font: inherit; padding: 0.6rem 0.75rem; border: 1px solid #767676; border-radius: 0.3rem; }
button { cursor: pointer; border-color: #1c5cab; background: #1c5cab; color: #fff; }
:focus-visible { outline: 3px solid #e8590c; outline-offset: 2px; }
`;

/** Text as HTML shows it, also within an attribute. */
function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (character) => `&#${character.codePointAt(0)};`);
}

/** A small page without script, for what comes before the console: signing in. `body` is HTML. */
function page(title: string, body: string, head = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)} · Lockstep</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/auth/style.css">
${head}</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${body}
</main>
</body>
</html>
`;
}
