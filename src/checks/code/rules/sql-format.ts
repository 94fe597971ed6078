import type { CodeRule } from './code-rule.ts';

export const sqlFormat: CodeRule = {
  id: 'code/sql-format',
  title: 'A value is put into the text of a query',
  severity: 'medium',
  cwe: [89],
  owasp: ['A05:2025'],
  what: 'A statement of a mapper holds `${}`, which puts a value into its text as it is.',
  why: 'Where the value comes from a client, he writes SQL.',
  fix: 'Write `#{}`, which binds the value; choose names of columns from a list of constants.',
  tags: ['injection', 'sql'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/89.html',
    'https://mybatis.org/mybatis-3/sqlmap-xml.html#string-substitution',
  ],
  examples: {
    hit: [
      {
        path: 'X.java',
        text: `import org.apache.ibatis.annotations.Select;
interface X {
  @Select("SELECT * FROM users WHERE name = '\${name}'")
  Object find(String name);
}
`,
      },
    ],
    ok: [
      {
        path: 'X.java',
        text: `import org.apache.ibatis.annotations.Select;
interface X {
  @Select("SELECT * FROM users WHERE name = #{name}")
  Object find(String name);
}
`,
      },
    ],
  },
};
