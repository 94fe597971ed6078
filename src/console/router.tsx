import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { Frame } from './shell/frame.tsx';
import { Home } from './shell/home.tsx';
import { NotFound } from './shell/not-found.tsx';
import { pageFailed } from './shell/page-failed.tsx';
import { verdictKinds } from './api/verdicts.ts';
import {
  componentSearch,
  deliveryStates,
  findingSearch,
  only,
  pageSearch,
  productSearch,
  proposalStates,
  shownRules,
  textOf,
  effectDays,
} from './search.ts';

const root = createRootRoute({
  component: Frame,
  notFoundComponent: NotFound,
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: Home,
});
const products = createRoute({
  getParentRoute: () => root,
  path: '/products',
  validateSearch: productSearch,
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
  validateSearch: (search) => only(search, 'verdict', verdictKinds),
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
  validateSearch: componentSearch,
  component: lazyRouteComponent(() => import('./pages/components.tsx'), 'ComponentsPage'),
});
const advisory = createRoute({
  getParentRoute: () => root,
  path: '/components/advisories/$advisory',
  validateSearch: pageSearch,
  component: lazyRouteComponent(() => import('./pages/components/advisory.tsx'), 'AdvisoryPage'),
});
const endpoints = createRoute({
  getParentRoute: () => root,
  path: '/endpoints',
  validateSearch: (search) => ({
    ...pageSearch(search),
    ...textOf(search, 'product'),
    ...only(search, 'view', ['calendar']),
  }),
  component: lazyRouteComponent(() => import('./pages/endpoints.tsx'), 'EndpointsPage'),
});
const endpoint = createRoute({
  getParentRoute: () => root,
  path: '/endpoints/$endpoint',
  validateSearch: pageSearch,
  component: lazyRouteComponent(() => import('./pages/endpoints/endpoint.tsx'), 'EndpointPage'),
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
    ...pageSearch(search),
    ...textOf(search, 'product'),
    ...textOf(search, 'text'),
    ...only(search, 'days', effectDays),
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
const settingsPart = createRoute({
  getParentRoute: () => root,
  path: '/settings/$part',
  validateSearch: (search) => ({
    ...pageSearch(search),
    ...textOf(search, 'channel'),
    ...only(search, 'state', deliveryStates),
  }),
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
    advisory,
    endpoints,
    endpoint,
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
    settingsPart,
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
