import { ActionIcon, Kbd } from '@mantine/core';
import { useDisclosure, useDocumentTitle } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { RequestFailed } from '../api/request.ts';
import { useMay, useMe } from '../api/session.ts';
import { Failed } from '../parts/states.tsx';
import { Commands } from './commands.tsx';
import { useKeyListener, useShortcuts } from './keys.ts';
import { pages, type Page } from './pages.ts';
import { SessionEnded } from './session-ended.tsx';
import { ShortcutHelp } from './shortcut-help.tsx';
import { UndoBar } from './undo-bar.tsx';
import { Account } from './account.tsx';

/** What stands around every page. */
export function Frame() {
  const { data, error, refetch } = useMe();
  if (data !== undefined) return <SignedIn />;
  // Who is not known is on the way to the sign-in.
  if (error === null || (error instanceof RequestFailed && error.status === 401)) return null;
  return (
    <main>
      <Failed error={error} retry={() => void refetch()} isPage />
    </main>
  );
}

function SignedIn() {
  const navigate = useNavigate();
  const [isHelpOpen, help] = useDisclosure(false);
  const [isMenuOpen, menu] = useDisclosure(false);
  const shown = usePages();
  useKeyListener();
  useShortcuts('Everywhere', [
    { keys: '?', does: 'these keys', act: help.open },
    { keys: '/', does: 'look for something in the page', act: focusSearch },
    { keys: ':', does: 'command palette (also Ctrl-K, ⌘K)', act: spotlight.open },
    ...shown.map(({ to, name, key }) => ({
      keys: `g ${key}`,
      does: name,
      act: () => void navigate({ to }),
    })),
  ]);
  useDocumentTitle(`${usePageName()} · Lockstep`);
  return (
    <div className="frame">
      <a href="#main" className="skip">
        Skip to the page
      </a>
      <header className="side" data-open={isMenuOpen}>
        <div className="brand">
          <Link to="/products">
            <svg viewBox="0 0 32 32" aria-hidden="true">
              <path d="M6 24h7v-7h6v-7h7" />
            </svg>
            Lockstep
          </Link>
          <button
            type="button"
            className="menu-button"
            aria-expanded={isMenuOpen}
            aria-controls="menu"
            onClick={menu.toggle}
          >
            Menu
          </button>
        </div>
        <div className="side-rest" id="menu">
          <button type="button" className="palette" onClick={spotlight.open}>
            <span>Go to…</span>
            <Kbd>Ctrl K</Kbd>
          </button>
          <nav aria-label="Pages of the console">
            {shown.map(({ to, name, ...page }) => (
              <Link
                key={to}
                to={to}
                className="nav"
                data-first={'isFirst' in page}
                onClick={menu.close}
              >
                {name}
              </Link>
            ))}
          </nav>
          <div className="side-foot">
            <Account />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label="keys"
              title="keys (?)"
              onClick={help.open}
            >
              ?
            </ActionIcon>
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
      <UndoBar />
      <SessionEnded />
      <Commands pages={shown} />
      <ShortcutHelp isOpen={isHelpOpen} onClose={help.close} />
    </div>
  );
}

/** Those that somebody can see anything on. */
function usePages(): readonly Page[] {
  const mayAdminister = useMay('administer');
  return pages.filter(({ to }) => mayAdminister || to !== '/audit');
}

function usePageName(): string {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { to = '', name = 'Not found' } = pages.find((page) => path.startsWith(page.to)) ?? {};
  const rest = decodeURIComponent(path.slice(to.length + 1));
  return rest === '' ? name : `${rest} · ${name}`;
}

function focusSearch(): void {
  document.querySelector<HTMLElement>('[data-search]')?.focus();
}
