/** The pages of the console, in the order of the menu; `g` and the key open one. */
export const pages = [
  { to: '/products', name: 'Products', key: 'p' },
  { to: '/findings', name: 'Findings', key: 'f' },
  { to: '/triage', name: 'Triage', key: 't' },
  { to: '/components', name: 'Components', key: 'c' },
  { to: '/endpoints', name: 'Endpoints', key: 'e' },
  { to: '/runs', name: 'Runs', key: 'r' },
  { to: '/audit', name: 'Audit log', key: 'a' },
  { to: '/settings', name: 'Settings', key: 's' },
] as const;
export type Page = (typeof pages)[number];
