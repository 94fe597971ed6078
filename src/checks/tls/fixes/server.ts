/** Server programs that a fix is written out for. */
export const serverSoftware = ['nginx', 'apache', 'haproxy', 'caddy', 'node', 'envoy'] as const;
export type ServerSoftware = (typeof serverSoftware)[number];
