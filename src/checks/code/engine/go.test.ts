import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { go } from '../languages/go/index.ts';
import { knowledgeOf } from '../models/knowledge.ts';
import { analyse } from './analyse.ts';

const knowledge = knowledgeOf();
const HEAD = `package main
import ("database/sql"; "errors"; "fmt"; "net/http"; "os"; "path/filepath"; "strings")
var db *sql.DB
`;

/** Slugs of what is found in the files of one program. */
function found(...bodies: readonly string[]): readonly string[] {
  const modules = bodies.map((body, index) => go.lower(`a${index}.go`, HEAD + body).module);
  return analyse(modules, knowledge, { aliases: [] }).flows.map(({ rule }) => rule);
}

const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'a path that is clean and does not begin with .. stays where it is',
    `func within(p string) bool { p = filepath.Clean(p); return !strings.HasPrefix(p, ".."+string(filepath.Separator)) }
func f(r *http.Request) { n := r.FormValue("n"); if within(n) { os.Remove(n) }; os.Remove(r.FormValue("m")) }`,
    ['path-traversal'],
  ],
  [
    'the first of several results of a function is followed',
    `func name(r *http.Request) (string, error) { return r.FormValue("n"), nil }
func f(r *http.Request) { n, err := name(r); if err == nil { db.Query("a" + n) } }`,
    ['sql-injection'],
  ],
  [
    'the error beside the result of a library carries nothing',
    'func f(r *http.Request) { _, err := os.Open("a"); n, e := r.Cookie("n"); db.Query("a" + err.Error() + e.Error()); _ = n }',
    [],
  ],
  [
    'what a check lets pass without an error is safe',
    `func check(n string) error { if n != "a" && n != "b" { return errors.New("no") }; return nil }
func f(r *http.Request) { n := r.FormValue("n"); if err := check(n); err != nil { return }; db.Query("a" + n) }`,
    [],
  ],
  [
    'a check whose error nobody looks at makes nothing safe',
    `func check(n string) error { if n != "a" && n != "b" { return errors.New("no") }; return nil }
func f(r *http.Request) { n := r.FormValue("n"); check(n); db.Query("a" + n) }`,
    ['sql-injection'],
  ],
  [
    'a number is put into a format as a number',
    'func f(r *http.Request) { db.Query(fmt.Sprintf("a %d", r.ContentLength)); db.Query(fmt.Sprintf("a %s", r.FormValue("n"))) }',
    ['sql-injection'],
  ],
  [
    'what stands before a value in a format settles where an address leads',
    'func f(r *http.Request) { http.Get(fmt.Sprintf("https://example.com/%s", r.FormValue("n"))); http.Get(fmt.Sprintf("%s/x", r.FormValue("n"))) }',
    ['ssrf'],
  ],
  [
    'a literal of a type of a library is looked at as a whole',
    'func f(w http.ResponseWriter) { http.SetCookie(w, &http.Cookie{Name: "session", HttpOnly: true}) }',
    ['cookie-not-secure'],
  ],
  [
    'fields of a literal are found by methods of its type',
    `type job struct { run func(string) }
func (j *job) start(n string) { j.run(n) }
func f(r *http.Request) { j := &job{run: func(n string) { db.Query("a" + n) }}; j.start(r.FormValue("n")) }`,
    ['sql-injection'],
  ],
];

describe('what is particular to Go', () => {
  for (const [claim, text, rules] of CASES) {
    test(claim, () => {
      assert.deepEqual(found(text), rules);
    });
  }

  test('files of one package see each other', () => {
    assert.deepEqual(
      found(
        'func f(r *http.Request) { run(r.FormValue("n")) }',
        'func run(n string) { db.Query("a" + n) }',
      ),
      ['sql-injection'],
    );
  });
});
