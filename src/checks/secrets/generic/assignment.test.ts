import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Form } from './assignment.ts';
import { assignmentOf } from './assignment.ts';
import type { FileKind } from './file-kind.ts';
import { linkAfter, nameAround } from './link.ts';

/** `form: value` of what is assigned to the name around the first `pass`, `token` or `ident`. */
function read(text: string, kind: FileKind): string | undefined {
  const hit = text.search(/pass|token|ident/i);
  const name = nameAround(text, hit);
  const link = name && linkAfter(text, name);
  const found = link && assignmentOf(text, { name, link, kind });
  return found && `${found.form}: ${text.slice(found.start, found.end)}`;
}

const forms: readonly (readonly [kind: FileKind, form: Form, text: string])[] = [
  ['code', 'quoted', 'password = "V";'],
  ['code', 'quoted', "{ 'password' : 'V' }"],
  ['code', 'quoted', 'password := `V`'],
  ['code', 'quoted', "config['db_password'] = 'V'"],
  ['code', 'quoted', ":password => 'V'".slice(1)],
  ['code', 'quoted', 'const password: string = "V"'],
  ['code', 'quoted', 'char password[] = "V";'],
  ['code', 'quoted', 'password: Some("V")'],
  ['code', 'quoted', 'password = b"V"'],
  ['code', 'quoted', String.raw`"{\"password\": \"V\"}"`],
  ['code', 'quoted', "os.environ.get('PASSWORD') or 'V'"],
  ['code', 'quoted', "password || 'V'"],
  ['code', 'quoted', "CREATE USER a WITH PASSWORD 'V'"],
  ['code', 'quoted', "CREATE USER a IDENTIFIED BY 'V'"],
  ['code', 'compared', 'if (password == "V")'],
  ['code', 'call', 'setPassword("V")'],
  ['code', 'pair', 'setProperty("password", "V")'],
  ['code', 'embedded', '"host=db password=V user=a"'],
  ['code', 'embedded', '"X-Auth-Token: V"'],
  ['code', 'flag', '#define PASSWORD "V"'],
  ['markup', 'element', '<password>V</password>'],
  ['markup', 'quoted', '<db password="V"/>'],
  ['settings', 'bare', 'db.password=V\n'],
  ['settings', 'bare', 'password = V\n'],
  ['settings', 'bare', 'export PASSWORD=V\n'],
  ['settings', 'flag', 'mysqldump --password V shop'],
  ['yaml', 'bare', 'password: V # a comment'],
  ['yaml', 'bare', 'Token:\n  - V\n'],
  ['yaml', 'embedded', '- DB_PASSWORD=V\n'],
  ['prose', 'bare', 'Password: V\n'],
];

for (const [kind, form, text] of forms) {
  test(`a value is read from ${JSON.stringify(text)} in ${kind}`, () => {
    assert.equal(read(text, kind), `${form}: V`);
  });
}

const none: readonly (readonly [kind: FileKind, text: string])[] = [
  ['code', 'password = readPassword();'],
  ['code', 'password: string;'],
  ['code', 'password = "a" + b'],
  ['code', "echo 'forgot password', 'V'"],
  ['code', "['password', 'name']"],
  ['code', 'hashPassword("V")'],
  ['code', 'std::pass::value'],
  ['code', "passes ? 'pass' : 'V'"],
  ['settings', '${PASSWORD:-V}'],
  ['prose', 'The password: see the manual for it.'],
  ['code', 'arn:aws:secretsmanager:x:1:token:V'],
];

for (const [kind, text] of none) {
  test(`no value is read from ${JSON.stringify(text)} in ${kind}`, () => {
    assert.equal(read(text, kind), undefined);
  });
}
