import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDockerfile } from './dockerfile-name.ts';
import { parse, stated } from '../tests/stated.ts';

test('Dockerfile: images of all stages with the defaults of arguments, stages themselves are none', () => {
  const digest = `sha256:${'0a'.repeat(32)}`;
  const text = `# syntax=docker/dockerfile:1
ARG VERSION=20.1
ARG REGISTRY="registry.example:5000"
ARG EMPTY
FROM --platform=linux/amd64 node:\${VERSION}-alpine AS Build
ARG VERSION=99
RUN <<EOF
FROM not-this:1
EOF
RUN echo \\
  # between
  FROM also-not:1
from \${REGISTRY}/team/base:\${EMPTY:-7}@${digest} as run
COPY --from=build /a /b
COPY --from=0 /a /b
COPY --chown=1 --from=nginx:1.27 /a /b
FROM scratch
FROM build
FROM ubuntu
FROM $EMPTY
FROM
FROM a:::b
`;
  const told = [
    '5 node@20.1-alpine prod direct',
    '13 registry.example:5000/team/base@7 prod direct',
    '16 nginx@1.27 prod direct',
    '19 ubuntu@ prod direct',
    'problem 20: an image that only the build names: an argument has no default',
    'problem 21: no reference to an image that is known',
    'problem 22: no reference to an image that is known',
  ];
  assert.deepEqual(stated('deploy/web.Dockerfile', text), told);
  assert.deepEqual(stated('Dockerfile.web', text.replaceAll('\n', '\r\n')), told);
  const parsed = parse('Containerfile', text);
  assert.ok(parsed.kind === 'parsed');
  const { components } = parsed.list;
  assert.deepEqual(components[1]?.integrity, [digest]);
  assert.equal(components[3]?.constraint, 'latest');
});

test('Dockerfile: what is about one, or makes one, is none', () => {
  const names = [
    'Dockerfile',
    'a/dockerfile',
    'Dockerfile.web',
    'Containerfile.ci',
    'x/web.Dockerfile',
  ];
  const others = [
    'dockerfile.ts',
    'Dockerfile.md',
    'Dockerfile.dockerignore',
    'Dockerfile.j2',
    'MyDockerfile',
  ];
  assert.deepEqual([...names, ...others].filter(isDockerfile), names);
});

test('Dockerfile: the escape character can be another, arguments do not grow without end', () => {
  const windows = '# escape=`\nFROM a:1\nRUN dir c:\\\nFROM b:`\n2\n';
  assert.deepEqual(stated('Dockerfile', windows), ['2 a@1 prod direct', '4 b@2 prod direct']);
  assert.deepEqual(stated('Dockerfile', 'RUN x\n'), ['failed: it has no instruction FROM']);
  const args = Array.from({ length: 40 }, (_, at) => `ARG A${at + 1}=$A${at}$A${at}\n`);
  const bomb = `ARG A0=xx\n${args.join('')}FROM $A40\n`;
  assert.deepEqual(stated('Dockerfile', bomb), [
    'problem 42: no reference to an image that is known',
  ]);
});
