import { Type } from 'typebox';
import type { Rule } from '../../model/rule.ts';
import { loadChecks, productRegistry } from '../../pipeline/load-checks.ts';
import { answer } from '../answer.ts';
import type { Routes } from '../context.ts';
import { Problem } from '../problem.ts';

const advice = answer({
  rule: Type.String(),
  title: Type.String(),
  severity: Type.String(),
  cwe: Type.Array(Type.Integer()),
  owasp: Type.Array(Type.String()),
  what: Type.String({ description: 'what makes it report' }),
  why: Type.String({ description: 'what an attacker gains' }),
  fix: Type.String(),
  references: Type.Array(Type.String()),
});

/** What `lockstep explain` says of a rule. */
export const adviceRoutes: Routes = (app) => {
  let rules: Promise<ReadonlyMap<string, Rule>> | undefined;
  app.get(
    '/v1/advice',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'What a rule of Lockstep looks at, why it matters and how its findings are mended',
        tags: ['Findings'],
        querystring: Type.Object({ rule: Type.String({ minLength: 1, maxLength: 300 }) }),
        response: { 200: advice, 404: Type.Ref('Problem') },
      },
    },
    async ({ query }) => {
      // Few ask, and reading all rules takes a moment: not before somebody does.
      rules ??= readRules();
      const rule = (await rules).get(query.rule);
      if (rule === undefined) throw new Problem(404, `rule ${query.rule} of Lockstep`);
      return { ...rule, rule: rule.id };
    },
  );
};

async function readRules(): Promise<ReadonlyMap<string, Rule>> {
  const checks = await loadChecks(productRegistry);
  return new Map(checks.flatMap((check) => check.rules).map((rule) => [rule.id, rule]));
}
