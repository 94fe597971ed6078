import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manifestFormats } from '../formats.ts';
import { readManifests } from '../read-manifests.ts';
import { parse, stated } from '../tests/stated.ts';

test('projects: versions of their own, of properties, and of the nearest central file', () => {
  const project = `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><SerilogVersion>3.1.1</SerilogVersion></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Newtonsoft.Json" Version="13.0.1" />
    <PackageReference Include="Serilog" Version="$(serilogversion)" />
    <PackageReference Include="Central" />
    <PackageReference Include="Overridden" VersionOverride="2.0.0" />
    <PackageReference Include="Analyser" Version="[1.2.3]"><PrivateAssets>all</PrivateAssets></PackageReference>
    <PackageReference Include="Floating;Other" Version="1.*" />
    <PackageReference Include="Nested"><Version>4.0.0</Version></PackageReference>
    <PackageReference Include="Unknown" Version="$(Nobody)" />
    <PackageReference Include="$(Nobody)" Version="1" />
  </ItemGroup>
</Project>
`;
  const near = `<Project><ItemGroup>
    <PackageVersion Include="central" Version="5.0.0" />
    <PackageVersion Include="Overridden" Version="1.0.0" />
    <GlobalPackageReference Include="Everywhere" Version="6.0.0" />
  </ItemGroup></Project>`;
  const beside = {
    'src/Directory.Packages.props': near,
    'Directory.Packages.props': near.replace('5.0.0', '0.0.1'),
  };
  assert.deepEqual(stated('src/shop/shop.csproj', project, beside), [
    '4 Newtonsoft.Json@13.0.1 prod direct',
    '5 Serilog@3.1.1 prod direct',
    '6 Central@5.0.0 prod direct',
    '7 Overridden@2.0.0 prod direct',
    '8 Analyser@1.2.3 dev direct',
    '9 Floating@ prod direct',
    '9 Other@ prod direct',
    '10 Nested@4.0.0 prod direct',
    '11 Unknown@ prod direct',
    'problem 12: a reference whose name is not known',
  ]);
  const parsed = parse('src/shop/shop.csproj', project, beside);
  assert.ok(parsed.kind === 'parsed');
  assert.equal(parsed.list.extent, 'declared');
  assert.equal(parsed.list.components[5]?.constraint, '1.*');
  assert.deepEqual(stated('src/Directory.Packages.props', near), [
    '2 central@5.0.0 prod direct',
    '3 Overridden@1.0.0 prod direct',
    '4 Everywhere@6.0.0 dev direct',
  ]);
});

test('a project yields to the lockfile beside it', async () => {
  const files = new Map([
    ['a/a.csproj', '<Project/>'],
    ['a/packages.lock.json', '{"dependencies":{}}'],
    ['b/b.fsproj', '<Project/>'],
  ]);
  const { lists } = await readManifests([...files.keys()], manifestFormats, async (path) => {
    const text = files.get(path);
    return text === undefined ? { kind: 'absent' } : { kind: 'text', text };
  });
  assert.deepEqual(
    lists.map(({ path }) => path),
    ['a/packages.lock.json', 'b/b.fsproj'],
  );
});

test('packages.config and deps.json are read with what they tell', () => {
  const config = `<?xml version="1.0"?>
<packages>
  <package id="A" version="1.0.0" targetFramework="net46" />
  <package id="B" version="2.0.0" developmentDependency="true" />
  <package id="C" />
</packages>
`;
  assert.deepEqual(stated('web/packages.config', config), [
    '3 A@1.0.0 prod',
    '4 B@2.0.0 dev',
    'problem 5: a package without an id or a version',
  ]);
  const deps = `{
  "targets": {
    ".NETCoreApp,Version=v8.0": {
      "Shop/1.0.0": { "dependencies": { "A": "1.0.0" } },
      "A/1.0.0": { "dependencies": { "B": "2.0.0", "Shop": "1.0.0" } },
      "B/2.0.0": {}
    }
  },
  "libraries": {
    "Shop/1.0.0": { "type": "project", "sha512": "" },
    "A/1.0.0": { "type": "package", "sha512": "sha512-AA==" },
    "B/2.0.0": { "type": "package", "sha512": "" }
  }
}
`;
  assert.deepEqual(stated('bin/Shop.deps.json', deps), [
    '11 A@1.0.0 prod direct > B',
    '12 B@2.0.0 prod',
  ]);
});
