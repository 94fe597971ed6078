import type {
  ComponentList,
  ManifestFile,
  ManifestFormat,
  ManifestProblem,
} from '../../../model/component.ts';
import { jsonKeyLines } from '../lines.ts';
import { ListBuilder } from '../list-builder.ts';
import { parsing, Unreadable } from '../parse.ts';
import { fieldsAt, fieldsOf, textAt, textsAt, type Fields } from '../values.ts';

/** What a built program of .NET needs at run time (github.com/dotnet/sdk, "runtime-configuration-file"). */
export const depsJson: ManifestFormat = {
  id: 'deps-json',
  title: '*.deps.json of .NET',
  reads: (path) => /(?:^|\/)[^/]{1,200}\.deps\.json$/i.test(path),
  parse: (file) => parsing(file, (problems) => read(file, problems)),
};

function read(file: ManifestFile, problems: ManifestProblem[]): ComponentList {
  const document = fieldsOf(JSON.parse(file.text));
  if (document?.has('libraries') !== true) throw new Unreadable('it has no libraries');
  const lines = jsonKeyLines(file.text);
  const builder = new ListBuilder(file.path, depsJson.id, 'NuGet');
  for (const [key, value] of fieldsAt(document, 'libraries')) {
    const fields = fieldsOf(value);
    // Others are the projects of the solution, and files that it references.
    if (textAt(fields, 'type') !== 'package') continue;
    const [name = '', version = ''] = key.split('/', 2);
    const line = lines.of('libraries', key) ?? 1;
    if (version === '') {
      problems.push({ detail: 'a package without a version', line });
      continue;
    }
    const hash = textAt(fields, 'sha512') ?? '';
    builder.add(key, {
      name,
      version,
      line,
      integrity: hash === '' ? [] : [hash],
    });
  }
  const targets = fieldsAt(document, 'targets');
  for (const target of targets.keys()) {
    connectAll(
      builder,
      fieldsAt(targets, target),
      file.path,
      (key) => lines.of('targets', target, key) ?? 1,
    );
  }
  return builder.finish();
}

/** A target says for one framework which library needs which, in exact versions; what no package is declares. */
function connectAll(
  builder: ListBuilder,
  libraries: Fields,
  path: string,
  lineOf: (key: string) => number,
): void {
  for (const [key, value] of libraries) {
    for (const [name, version] of textsAt(fieldsOf(value), 'dependencies')) {
      const needed = `${name}/${version}`;
      if (builder.has(key)) builder.connect(key, needed);
      else if (builder.has(needed)) {
        const [workspace = ''] = key.split('/', 1);
        const declaredAt = { path, line: lineOf(key) };
        builder.require(
          { workspace, name, constraint: version, scope: 'prod', declaredAt },
          needed,
        );
      }
    }
  }
}
