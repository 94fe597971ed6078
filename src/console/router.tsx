import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
} from '@tanstack/react-router';
import { Frame } from './shell/frame.tsx';
import { NotFound } from './shell/not-found.tsx';
import { pageFailed } from './shell/page-failed.tsx';
import { findingSearch, only, pageSearch, proposalStates, shownRules, textOf } from './search.ts';

const root = createRootRoute({
  component: Frame,
  notFoundComponent: NotFound,
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: () => <Navigate to="/products" replace />,
});
const products = createRoute({
  getParentRoute: () => root,
  path: '/products',
  validateSearch: (search) => ({
    ...pageSearch(search),
    ...textOf(search, 'text'),
    ...only(search, 'order', ['name']),
  }),
  component: lazyRouteComponent(() => import('./pages/products.tsx'), 'ProductsPage'),
});
const product = createRoute({
  getParentRoute: () => root,
  path: '/products/$product',
  component: lazyRouteComponent(() => import('./pages/product.tsx'), 'ProductPage'),
});
const findings = createRoute({
  getParentRoute: () => root,
  path: '/findings',
  validateSearch: findingSearch,
  component: lazyRouteComponent(() => import('./pages/findings.tsx'), 'FindingsPage'),
});
const finding = createRoute({
  getParentRoute: () => root,
  path: '/findings/$finding',
  component: lazyRouteComponent(() => import('./pages/finding.tsx'), 'FindingPage'),
});
const triage = createRoute({
  getParentRoute: () => root,
  path: '/triage',
  validateSearch: (search) => textOf(search, 'product'),
  component: lazyRouteComponent(() => import('./pages/triage.tsx'), 'TriagePage'),
});
const components = createRoute({
  getParentRoute: () => root,
  path: '/components',
  validateSearch: (search) => ({ ...textOf(search, 'name'), ...textOf(search, 'version') }),
  component: lazyRouteComponent(() => import('./pages/components.tsx'), 'ComponentsPage'),
});
const endpoints = createRoute({
  getParentRoute: () => root,
  path: '/endpoints',
  validateSearch: (search) => ({
    ...textOf(search, 'product'),
    ...only(search, 'view', ['calendar']),
  }),
  component: lazyRouteComponent(() => import('./pages/endpoints.tsx'), 'EndpointsPage'),
});
const runs = createRoute({
  getParentRoute: () => root,
  path: '/runs',
  validateSearch: (search) => ({ ...pageSearch(search), ...textOf(search, 'product') }),
  component: lazyRouteComponent(() => import('./pages/runs.tsx'), 'RunsPage'),
});
const run = createRoute({
  getParentRoute: () => root,
  path: '/runs/$run',
  component: lazyRouteComponent(() => import('./pages/run.tsx'), 'RunPage'),
});
const decisions = createRoute({
  getParentRoute: () => root,
  path: '/decisions',
  validateSearch: (search) => ({ ...pageSearch(search), ...textOf(search, 'product') }),
  component: lazyRouteComponent(() => import('./pages/decisions.tsx'), 'DecisionsPage'),
});
const waivers = createRoute({
  getParentRoute: () => root,
  path: '/waivers',
  validateSearch: (search) => ({
    ...pageSearch(search),
    ...textOf(search, 'product'),
    ...only(search, 'gone', ['true']),
  }),
  component: lazyRouteComponent(() => import('./pages/waivers.tsx'), 'WaiversPage'),
});
const rules = createRoute({
  getParentRoute: () => root,
  path: '/rules',
  validateSearch: (search) => ({
    ...pageSearch(search),
    ...textOf(search, 'product'),
    ...only(search, 'show', shownRules),
  }),
  component: lazyRouteComponent(() => import('./pages/rules.tsx'), 'RulesPage'),
});
const rule = createRoute({
  getParentRoute: () => root,
  path: '/rules/$rule',
  validateSearch: (search) => textOf(search, 'product'),
  component: lazyRouteComponent(() => import('./pages/rule.tsx'), 'RulePage'),
});
const proposals = createRoute({
  getParentRoute: () => root,
  path: '/proposals',
  validateSearch: (search) => ({
    ...pageSearch(search),
    ...textOf(search, 'product'),
    ...only(search, 'state', proposalStates),
  }),
  component: lazyRouteComponent(() => import('./pages/proposals.tsx'), 'ProposalsPage'),
});
const proposal = createRoute({
  getParentRoute: () => root,
  path: '/proposals/$proposal',
  component: lazyRouteComponent(() => import('./pages/proposal.tsx'), 'ProposalPage'),
});
const effect = createRoute({
  getParentRoute: () => root,
  path: '/effect',
  validateSearch: (search) => ({
    ...textOf(search, 'product'),
    ...only(search, 'days', ['7', '30', '90', '365']),
  }),
  component: lazyRouteComponent(() => import('./pages/effect.tsx'), 'EffectPage'),
});
const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: pageSearch,
  component: lazyRouteComponent(() => import('./pages/audit.tsx'), 'AuditPage'),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings.tsx'), 'SettingsPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    products,
    product,
    findings,
    finding,
    triage,
    components,
    endpoints,
    runs,
    run,
    decisions,
    waivers,
    rules,
    rule,
    proposals,
    proposal,
    effect,
    audit,
    settings,
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: pageFailed,
  scrollRestoration: true,
  // Plain `?state=open&severity=3`: addresses are read by people, and written by other programs.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
    const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
    return text === '' ? '' : `?${text}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
