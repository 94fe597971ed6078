import type { Command } from './command.ts';

/** Every command, in the order of the help. Each is loaded only when it is called, or asked about. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./commands/check.ts')).check,
  ci: async () => (await import('./commands/ci.ts')).ci,
  code: async () => (await import('./commands/code.ts')).code,
  secrets: async () => (await import('./commands/secrets.ts')).secrets,
  components: async () => (await import('./commands/components.ts')).components,
  tls: async () => (await import('./commands/tls.ts')).tls,
  sbom: async () => (await import('./commands/sbom.ts')).sbom,
  advisories: async () => (await import('./commands/advisories.ts')).advisories,
  init: async () => (await import('./commands/init.ts')).init,
  explain: async () => (await import('./commands/explain.ts')).explain,
  baseline: async () => (await import('./commands/baseline.ts')).baseline,
  verdict: async () => (await import('./commands/verdict.ts')).verdict,
  triage: async () => (await import('./commands/triage.ts')).triage,
  rollout: async () => (await import('./commands/rollout.ts')).rollout,
  backtest: async () => (await import('./commands/backtest.ts')).backtest,
  effect: async () => (await import('./commands/effect.ts')).effect,
  agree: async () => (await import('./commands/agree.ts')).agree,
  verify: async () => (await import('./commands/verify.ts')).verify,
  vex: async () => (await import('./commands/vex.ts')).vex,
  lsp: async () => (await import('./commands/lsp.ts')).lsp,
  mcp: async () => (await import('./commands/mcp.ts')).mcp,
  serve: async () => (await import('./commands/serve.ts')).serve,
  worker: async () => (await import('./commands/worker.ts')).worker,
  migrate: async () => (await import('./commands/migrate.ts')).migrate,
  backup: async () => (await import('./commands/backup.ts')).backup,
  restore: async () => (await import('./commands/restore.ts')).restore,
  'make-admin': async () => (await import('./commands/make-admin.ts')).makeAdmin,
  audit: async () => (await import('./commands/audit.ts')).audit,
  rules: async () => (await import('./commands/rules.ts')).rules,
};

/** All of them, for the list. */
export function allCommands(): Promise<readonly Command[]> {
  return Promise.all(Object.values(commands).map((load) => load()));
}
