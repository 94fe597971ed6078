import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, stated } from '../tests/stated.ts';

const root = `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <groupId>host.example</groupId>
  <artifactId>parent</artifactId>
  <version>1.0</version>
  <properties>
    <netty.version>4.1.9</netty.version>
    <jackson.version>2.0</jackson.version>
  </properties>
  <dependencyManagement>
    <dependencies>
      <dependency><groupId>io.netty</groupId><artifactId>netty-all</artifactId><version>\${netty.version}</version></dependency>
      <dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>4.12</version><scope>test</scope></dependency>
      <dependency><groupId>b</groupId><artifactId>bom</artifactId><version>1</version><scope>import</scope></dependency>
    </dependencies>
  </dependencyManagement>
</project>
`;

const child = `<project>
  <parent>
    <groupId>host.example</groupId>
    <artifactId>parent</artifactId>
    <version>1.0</version>
  </parent>
  <artifactId>shop</artifactId>
  <properties><jackson.version>2.9.8</jackson.version></properties>
  <dependencies>
    <dependency>
      <groupId>com.fasterxml.jackson.core</groupId>
      <artifactId>jackson-databind</artifactId>
      <version>\${jackson.version}</version>
    </dependency>
    <dependency><groupId>io.netty</groupId><artifactId>netty-all</artifactId></dependency>
    <dependency><groupId>junit</groupId><artifactId>junit</artifactId></dependency>
    <dependency><groupId>\${project.groupId}</groupId><artifactId>core</artifactId><version>\${project.version}</version></dependency>
    <dependency><groupId>e</groupId><artifactId>elsewhere</artifactId></dependency>
    <dependency><groupId>r</groupId><artifactId>range</artifactId><version>[1.0,2.0)</version></dependency>
    <dependency><groupId>o</groupId><artifactId>one</artifactId><version>[1.5]</version><optional>true</optional></dependency>
    <dependency><groupId>s</groupId><artifactId>servlet</artifactId><version>4</version><scope>provided</scope></dependency>
    <dependency><groupId>l</groupId><artifactId>local</artifactId><version>1</version><scope>system</scope><systemPath>\${project.basedir}/lib/l.jar</systemPath></dependency>
    <dependency><artifactId>nameless</artifactId></dependency>
  </dependencies>
  <profiles><profile><dependencies>
    <dependency><groupId>p</groupId><artifactId>profile</artifactId><version>\${unknown}</version></dependency>
  </dependencies></profile></profiles>
</project>
`;

const told = [
  '10 com.fasterxml.jackson.core:jackson-databind@2.9.8 prod direct',
  '15 io.netty:netty-all@4.1.9 prod direct',
  '16 junit:junit@4.12 dev direct',
  '17 host.example:core@1.0 prod direct',
  '18 e:elsewhere@ prod direct',
  '19 r:range@ prod direct',
  '20 o:one@1.5 optional direct',
  '21 s:servlet@4 peer direct',
  '22 l:local@1 prod direct',
  '26 p:profile@ prod direct',
  'problem 23: a dependency whose group or artifact is not known',
];

test('pom.xml: properties and managed versions of the parent in the target count', () => {
  assert.deepEqual(stated('shop/pom.xml', child, { 'pom.xml': root }), told);
  assert.deepEqual(
    stated('shop/pom.xml', child.replaceAll('\n', '\r\n'), { 'pom.xml': root }),
    told,
  );
  const parsed = parse('shop/pom.xml', child, { 'pom.xml': root });
  assert.ok(parsed.kind === 'parsed');
  const { components, extent, requirements } = parsed.list;
  assert.equal(extent, 'declared');
  assert.equal(components[5]?.constraint, '[1.0,2.0)');
  assert.equal(components[9]?.constraint, '${unknown}');
  assert.deepEqual(components[8]?.source, { kind: 'path', path: '${project.basedir}/lib/l.jar' });
  assert.equal(requirements[1]?.constraint, '4.1.9');
});

test('pom.xml: what a project manages is told where it is managed, and is not declared', () => {
  assert.deepEqual(stated('pom.xml', root), [
    '12 io.netty:netty-all@4.1.9 prod',
    '13 junit:junit@4.12 dev',
  ]);
});

test('pom.xml: another project beside is no parent, an empty relativePath asks for none', () => {
  const other = root.replace('<artifactId>parent<', '<artifactId>other<');
  const withOther = stated('shop/pom.xml', child, { 'pom.xml': other });
  assert.equal(withOther[1], '15 io.netty:netty-all@ prod direct');
  const away = child.replace(
    '<version>1.0</version>\n  </parent>',
    '<version>1.0</version><relativePath/></parent>',
  );
  assert.equal(
    stated('shop/pom.xml', away, { 'pom.xml': root })[1],
    '14 io.netty:netty-all@ prod direct',
  );
  const grand =
    '<project><parent><artifactId>top</artifactId></parent><artifactId>parent</artifactId></project>';
  const top =
    '<project><artifactId>top</artifactId><properties><unknown>7</unknown></properties></project>';
  const beside = { 'a/pom.xml': grand, 'pom.xml': top };
  assert.ok(stated('a/b/pom.xml', child, beside).includes('26 p:profile@7 prod direct'));
});

test('verification-metadata.xml: every module with the digests of its code', () => {
  const text = `<?xml version="1.0"?>
<verification-metadata xmlns="https://schema.gradle.org/dependency-verification">
  <components>
    <component group="g" name="a" version="1.0">
      <artifact name="a-1.0.jar"><sha256 value="${'0A'.repeat(32)}" origin="x"/></artifact>
      <artifact name="a-1.0.pom"><sha256 value="${'0b'.repeat(32)}"/></artifact>
    </component>
    <component group="g" name="b"/>
  </components>
</verification-metadata>
`;
  assert.deepEqual(stated('gradle/verification-metadata.xml', text), [
    '4 g:a@1.0 prod',
    'problem 8: a component without a group, name or version',
  ]);
  const parsed = parse('gradle/verification-metadata.xml', text);
  assert.ok(parsed.kind === 'parsed');
  assert.deepEqual(parsed.list.components[0]?.integrity, [`sha256:${'0a'.repeat(32)}`]);
});
