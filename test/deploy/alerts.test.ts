import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { lacksPrograms } from '../tls/programs.ts';
import { documentsOf, type Part } from './manifests.ts';

const skip = lacksPrograms('promtool');

function promtool(...args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8' });
  assert.equal(status, 0, `${stdout}\n${stderr}`);
}

describe('alerts.yaml', () => {
  test('Prometheus takes the rules', { skip }, () =>
    promtool('check', 'rules', 'deploy/alerts.yaml'),
  );

  test('each fires when it is to, and not before', { skip }, () =>
    promtool('test', 'rules', 'test/deploy/alerts.promtool.yaml'),
  );

  test('asks for metrics that the service has', async () => {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    const own = readFileSync('src/service/metrics.ts', 'utf8').matchAll(
      /'(?<name>lockstep_\w{1,80})'/gu,
    );
    const known = new Set([
      'up',
      ...(await registry.getMetricsAsJSON()).map(({ name }) => name),
      ...[...own].map(({ groups }) => groups?.['name'] ?? ''),
    ]);
    const [{ content } = { content: undefined }]: readonly { content: Part }[] =
      documentsOf('deploy/alerts.yaml');
    const rules: readonly Part[] = content.groups.flatMap((group: Part) => group.rules);
    const asked = rules.flatMap(({ expr }) => [
      ...String(expr).matchAll(/\b(?:lockstep|nodejs|up)\w{0,80}(?=[{)])/gu),
    ]);
    assert.ok(asked.length >= rules.length);
    for (const [name] of asked) {
      assert.ok(known.has(name.replace(/_(?:bucket|count|sum)$/u, '')), name);
    }
  });
});
