interface MenuPage {
  readonly name: string;
  readonly key: string;
  /** Of those that belong together. */
  readonly isFirst?: boolean;
}

/** The pages of the console, in the order of the menu; `g` and the key open one. */
export const pages = [
  { to: '/products', name: 'Products', key: 'p' },
  { to: '/findings', name: 'Findings', key: 'f', isFirst: true },
  { to: '/triage', name: 'Triage', key: 't' },
  { to: '/rules', name: 'Rules', key: 'l', isFirst: true },
  { to: '/proposals', name: 'Proposals', key: 'o' },
  { to: '/effect', name: 'Effect', key: 'i' },
  { to: '/components', name: 'Components', key: 'c', isFirst: true },
  { to: '/endpoints', name: 'Endpoints', key: 'e' },
  { to: '/runs', name: 'Runs', key: 'r', isFirst: true },
  { to: '/decisions', name: 'Decisions', key: 'd' },
  { to: '/waivers', name: 'Waivers', key: 'w' },
  { to: '/audit', name: 'Audit log', key: 'a', isFirst: true },
  { to: '/settings', name: 'Settings', key: 's' },
] as const satisfies readonly (MenuPage & { readonly to: string })[];
export type Page = (typeof pages)[number];
