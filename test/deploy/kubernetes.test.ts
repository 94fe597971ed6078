import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { tempTree } from '../../src/io/tests/temp-tree.ts';
import { version } from '../../src/model/version.ts';
import { STOP_TIMEOUT_MS } from '../../src/service/jobs/job-queue.ts';
import { lacking } from '../e2e/lockstep.ts';
import {
  documentsOf,
  kubernetesManifests,
  kustomizations,
  literals,
  podOf,
  type Manifest,
  type Part,
} from './manifests.ts';

const manifests = kubernetesManifests();
const idOf = ({ content }: Manifest): string => `${content.kind} ${content.metadata.name}`;
const ofKind = (kind: string): readonly Part[] =>
  manifests.filter(({ content }) => content.kind === kind).map(({ content }) => content);

const packages: Readonly<Record<string, string>> = {
  'keda.sh/v1alpha1': '@kubernetes-models/keda/keda.sh/v1alpha1',
  'monitoring.coreos.com/v1': '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1',
};
const moduleOf = (apiVersion: string): string =>
  packages[apiVersion] ?? `kubernetes-models/${apiVersion}`;

/** What the compiler says of manifests that are held against the types of Kubernetes; empty: all is as it should be. */
function compiled(folder: string, contents: readonly Part[]): string {
  const lines = contents.map(({ apiVersion, kind, ...rest }, index) => {
    const literal = JSON.stringify({ apiVersion, kind, ...rest });
    return `import type { I${kind} as T${index} } from '${moduleOf(apiVersion)}';\nexport const m${index}: T${index} = ${literal};`;
  });
  writeFileSync(path.join(folder, 'manifests.ts'), `${lines.join('\n')}\n`);
  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
  const flags = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext'];
  const tsc = path.resolve('node_modules/.bin/tsc');
  return spawnSync(tsc, [...flags, 'manifests.ts'], { cwd: folder, encoding: 'utf8' }).stdout;
}

describe('manifests for Kubernetes', () => {
  test('have fields that Kubernetes knows, of the types that it knows', (context) => {
    assert.equal(
      compiled(
        tempTree(context),
        manifests.map(({ content }) => content),
      ),
      '',
    );
  });

  test('a field that Kubernetes does not know is found', (context) => {
    const [wrong] = structuredClone(ofKind('Deployment'));
    wrong.spec.template.spec.containers[0].securityContext.readOnlyRootFileSystem = true;
    assert.match(compiled(tempTree(context), [wrong]), /readOnlyRootFileSystem"?' does not exist/u);
  });

  for (const manifest of manifests) {
    test(`${idOf(manifest)} is valid by the schema of its version`, async () => {
      const { apiVersion, kind } = manifest.content;
      const models: Part = await import(`${moduleOf(apiVersion)}/${kind}`);
      new models[kind](manifest.content).validate();
    });
  }

  test('kustomizations name files that are there, and every file is named', () => {
    const named = kustomizations().flatMap(({ file, content }) =>
      [...(content.resources ?? []), ...(content.components ?? [])].map((name: string) =>
        path.join(path.dirname(file), name),
      ),
    );
    for (const file of named) assert.ok(existsSync(file), file);
    const files = new Set(manifests.map(({ file }) => file));
    for (const file of files) assert.ok(named.includes(file), file);
    const components = readdirSync('deploy/kubernetes/components');
    assert.deepEqual(
      kustomizations()
        .filter(({ content }) => content.kind === 'Component')
        .map(({ file }) => path.basename(path.dirname(file))),
      components.toSorted(),
    );
  });

  test('the example is what kustomize makes of it', { skip: lacking('kubectl') }, (context) => {
    const { status, stdout, stderr } = spawnSync(
      'kubectl',
      ['kustomize', 'deploy/kubernetes/example'],
      { encoding: 'utf8' },
    );
    assert.equal(status, 0, stderr);
    const rendered: readonly Part[] = parseAllDocuments(stdout).map((document) => document.toJS());
    assert.equal(compiled(tempTree(context), rendered), '');
    const deployments = rendered.filter(({ kind }) => kind === 'Deployment');
    assert.deepEqual(
      deployments.map(({ metadata, spec }) => `${metadata.name} ${spec.replicas ?? 'scaled'}`),
      ['lockstep-serve 2', 'lockstep-worker scaled'],
    );
    for (const { spec } of deployments) {
      for (const { image } of containersOf(spec.template)) {
        assert.equal(image, `registry.example/lockstep:${version}`);
      }
    }
  });

  test('the image is of this version', () => {
    for (const { file, content } of kustomizations()) {
      for (const { newTag } of content.images ?? []) assert.equal(newTag, version, file);
    }
    for (const { pod, where } of pods()) {
      for (const { image } of containersOf(pod)) assert.equal(image, `lockstep:${version}`, where);
    }
  });

  for (const { where, pod } of pods()) {
    test(`${where} may do what it needs, and no more`, () => {
      const { securityContext, ...spec } = pod.spec;
      assert.equal(securityContext.runAsNonRoot, true);
      assert.ok(securityContext.runAsUser >= 10_000);
      assert.equal(securityContext.seccompProfile.type, 'RuntimeDefault');
      assert.equal(spec.automountServiceAccountToken, false);
      assert.deepEqual([spec.hostNetwork, spec.hostPID, spec.hostIPC], Array(3).fill(undefined));
      for (const { securityContext: own, resources, volumeMounts } of containersOf(pod)) {
        assert.deepEqual(own, {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        for (const part of ['requests', 'limits']) {
          assert.ok(resources[part].cpu && resources[part].memory, part);
        }
        const places = spec.volumes.map(({ name }: Part) => name);
        for (const { name } of volumeMounts) assert.ok(places.includes(name), name);
      }
      assert.ok(spec.volumes.every((volume: Part) => volume.hostPath === undefined));
    });
  }

  test('probes ask for routes that are there, at the port that the program is told', () => {
    const { paths }: Part = JSON.parse(readFileSync('schema/openapi.json', 'utf8'));
    for (const { spec } of ofKind('Deployment')) {
      for (const container of spec.template.spec.containers) {
        const { args, ports, startupProbe, readinessProbe, livenessProbe } = container;
        for (const { httpGet } of [startupProbe, readinessProbe, livenessProbe]) {
          assert.ok(paths[httpGet.path] !== undefined, httpGet.path);
          assert.equal(httpGet.port, ports[0].name);
        }
        assert.equal(String(ports[0].containerPort), args[args.indexOf('--port') + 1]);
        assert.equal(args[args.indexOf('--host') + 1], '0.0.0.0');
      }
    }
  });

  test('a process has the time that it needs to give work back', () => {
    for (const { spec } of ofKind('Deployment')) {
      const { terminationGracePeriodSeconds, containers } = spec.template.spec;
      const sleep = Number(containers[0].lifecycle?.preStop.exec.command[1] ?? 0);
      assert.ok(terminationGracePeriodSeconds * 1_000 > STOP_TIMEOUT_MS + sleep * 1_000);
    }
  });

  test('what selects pods selects some, and what names another names one that is there', () => {
    const labels = pods().map(({ pod }) => pod.metadata.labels);
    const selectors = manifests.flatMap(({ content: { kind, spec } }) =>
      kind === 'Service'
        ? [spec.selector]
        : ['PodDisruptionBudget', 'Deployment'].includes(kind)
          ? [spec.selector.matchLabels]
          : kind === 'NetworkPolicy'
            ? [spec.podSelector.matchLabels]
            : [],
    );
    assert.ok(selectors.length >= 8);
    for (const selector of selectors) {
      const isMet = labels.some((own) =>
        Object.entries(selector).every(([key, value]) => own[key] === value),
      );
      assert.ok(isMet, JSON.stringify(selector));
    }
    const [service] = ofKind('Service');
    for (const { spec } of ofKind('ServiceMonitor')) {
      for (const [key, value] of Object.entries(spec.selector.matchLabels)) {
        assert.equal(service.metadata.labels[key], value);
      }
      assert.equal(spec.endpoints[0].port, service.spec.ports[0].name);
    }
    const deployments = ofKind('Deployment').map(({ metadata }) => metadata.name);
    for (const { spec } of [...ofKind('ScaledObject'), ...ofKind('HorizontalPodAutoscaler')]) {
      assert.ok(deployments.includes(spec.scaleTargetRef.name));
    }
  });

  test('the rules for the operator are those of alerts.yaml', () => {
    const [rule] = ofKind('PrometheusRule');
    const [plain] = documentsOf('deploy/alerts.yaml');
    assert.deepEqual(rule.spec, plain?.content);
  });

  test('no manifest holds a secret', () => {
    assert.deepEqual(ofKind('Secret'), []);
    for (const literal of literals()) {
      const [, name = '', value = ''] = /^(.*?)=(.*)$/su.exec(literal) ?? [];
      assert.doesNotMatch(name, /(?:PASSWORD|SECRET|KEY|TOKEN)$/u);
      if (name === 'DATABASE_URL') assert.equal(new URL(value).password, '');
    }
  });
});

function pods(): readonly { readonly where: string; readonly pod: Part }[] {
  return manifests.flatMap((manifest) => {
    const pod = podOf(manifest);
    return pod === undefined ? [] : [{ where: idOf(manifest), pod }];
  });
}

function containersOf({ spec }: Part): readonly Part[] {
  return [...(spec.initContainers ?? []), ...spec.containers];
}
