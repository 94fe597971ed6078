import type { LanguageShape } from './shape.ts';

const REFUSE = '\treturn\n}';

/** Go, with its own net/http. */
export const go: LanguageShape = {
  id: 'go',
  file: 'app.go',
  sources: {
    query: { text: 'r.URL.Query().Get("name")' },
    form: { text: 'r.FormValue("name")' },
    post: { text: 'r.PostFormValue("name")' },
    header: { text: 'r.Header.Get("X-Name")', not: ['html', 'redirect'] },
  },
  input: 'input := SOURCE',
  propagations: {
    assignment: { lines: 'var data string\ndata = input' },
    concatenation: { lines: 'data := input + ".txt"' },
    template: { lines: 'data := fmt.Sprintf("%s.txt", input)', imports: '"fmt"' },
    call: {
      top: 'func passOn(text string) string {\n\treturn text\n}',
      lines: 'data := passOn(input)',
    },
    return: {
      top: 'func first(text string) (string, error) {\n\treturn second(text), nil\n}\n\nfunc second(text string) (kept string) {\n\tkept = text\n\treturn\n}',
      lines: 'data, _ := first(input)',
    },
    'object-field': {
      top: 'type pair struct {\n\tkept, other string\n}',
      lines: 'box := pair{kept: input, other: "x"}\ndata := box.kept',
    },
    'list-element': {
      lines: 'list := []string{"x"}\nlist = append(list, input)\ndata := list[1]',
    },
    closure: { lines: 'read := func() string { return input }\ndata := read()' },
    callback: {
      imports: '"strings"',
      lines: 'data := strings.Map(func(each rune) rune { return each }, input)',
    },
    'class-field': {
      top: 'type box struct{ kept string }\n\nfunc (b *box) read() string {\n\treturn b.kept\n}',
      lines: 'kept := &box{input}\ndata := kept.read()',
    },
    'other-file': {
      other: ['helper.go', 'package CASE\n\nfunc passOn(text string) string {\n\treturn text\n}\n'],
      lines: 'data := passOn(input)',
    },
    await: {
      lines: 'later := make(chan string, 1)\ngo func() { later <- input }()\ndata := <-later',
    },
    conditional: { lines: 'data := "x"\nif r.Method == "POST" {\n\tdata = input\n}' },
    overwritten: { lines: 'data := input\ndata = "x"' },
    'other-field': {
      top: 'type pair struct {\n\tkept, other string\n}',
      lines: 'box := pair{kept: input, other: "x"}\ndata := box.other',
    },
  },
  guards: {
    none: { lines: '' },
    'allow-list': {
      lines: `allowed := map[string]bool{"one": true, "two": true}\nif !allowed[data] {\n${REFUSE}`,
    },
    equality: { lines: `if data != "one" {\n${REFUSE}` },
    'kept-answer': {
      lines: `fine := len(data) < 9 && regexp.MustCompile(\`^[a-z]+$\`).MatchString(data)\nif !fine {\n${REFUSE}`,
    },
    'anchored-pattern': {
      lines: `if !regexp.MustCompile(\`^[a-z]+$\`).MatchString(data) {\n${REFUSE}`,
    },
    number: {
      lines: `number, err := strconv.Atoi(data)\nif err != nil {\n${REFUSE}\ncount := strconv.Itoa(number)`,
      value: 'count',
    },
    'unanchored-pattern': {
      lines: `if !regexp.MustCompile(\`[a-z]+\`).MatchString(data) {\n${REFUSE}`,
    },
    'wrong-variable': {
      lines: `other := r.FormValue("other")\nif other != "one" {\n${REFUSE}`,
    },
    'ignored-result': { lines: 'regexp.MustCompile(`^[a-z]+$`).MatchString(data)' },
  },
  sinks: {
    command: {
      imports: '"html"\n"os/exec"',
      use: 'exec.Command("sh", "-c", "ls " + VALUE).Run()',
      safe: 'exec.Command("ls", "--", VALUE).Run()',
      wrong: 'html.EscapeString(data)',
    },
    sql: {
      imports: '"database/sql"\n"html"',
      use: 'db, _ := sql.Open("x", "y")\ndb.Query("SELECT * FROM t WHERE name = " + VALUE)',
      safe: 'db, _ := sql.Open("x", "y")\ndb.Query("SELECT * FROM t WHERE name = ?", VALUE)',
      wrong: 'html.EscapeString(data)',
    },
    path: {
      imports: '"html"\n"os"\n"path/filepath"',
      use: 'os.ReadFile("/data/" + VALUE)',
      safe: 'os.ReadFile("/data/" + filepath.Base(VALUE))',
      wrong: 'html.EscapeString(data)',
    },
    html: {
      imports: '"html"\n"path/filepath"',
      use: 'w.Write([]byte("<p>" + VALUE + "</p>"))',
      safe: 'w.Write([]byte("<p>" + html.EscapeString(VALUE) + "</p>"))',
      wrong: 'filepath.Base(data)',
    },
    request: {
      imports: '"html"\n"net/url"',
      use: 'http.Get(VALUE)',
      safe: 'http.Get("https://api.example.com/items/" + url.PathEscape(VALUE))',
      wrong: 'html.EscapeString(data)',
    },
    redirect: {
      imports: '"html"\n"net/url"',
      use: 'http.Redirect(w, r, VALUE, 302)',
      safe: 'http.Redirect(w, r, "/items/" + url.PathEscape(VALUE), 302)',
      wrong: 'html.EscapeString(data)',
    },
  },
  whole: ({ imports, top, lines }) =>
    [
      'package CASE',
      '',
      'import (',
      '\t"net/http"',
      '\t"regexp"',
      '\t"strconv"',
      ...imports.map((line) => `\t${line}`),
      ')',
      '',
      top,
      '',
      'func handle(w http.ResponseWriter, r *http.Request) {',
      ...lines.map((line) => `\t${line}`),
      '}',
      '',
      'func Serve() {',
      '\thttp.HandleFunc("/items", handle)',
      '}',
      '',
    ].join('\n'),
};
