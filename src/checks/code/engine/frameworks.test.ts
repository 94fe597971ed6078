import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { languageOf } from '../languages/all.ts';
import { knowledgeOf } from '../models/knowledge.ts';
import { analyse, type Surroundings } from './analyse.ts';

const knowledge = knowledgeOf();

/** Rules that are reported, each with its file and entry. */
function found(
  files: Readonly<Record<string, string>>,
  more: Partial<Surroundings> = {},
): readonly string[] {
  const modules = Object.entries(files).flatMap(([path, text]) => {
    const lowered = languageOf(path)?.lower(path, text);
    return lowered === undefined ? [] : [lowered.module];
  });
  const { flows } = analyse(modules, knowledge, { aliases: [], ...more });
  return flows.map(({ rule, sink, entry }) =>
    [rule, sink.path, entry?.route ?? ''].join(' ').trim(),
  );
}

const flaskView = (body: string): Readonly<Record<string, string>> => ({
  'app.py': `from flask import Flask, request
app = Flask(__name__)
@app.route('/x')
def show():
    ${body}
`,
});

const springPage = (type: string): Readonly<Record<string, string>> => ({
  'A.java': `package a;
import org.springframework.web.bind.annotation.*;
@RestController class A {
  @GetMapping("/x") public ${type} show(@RequestParam ${type} name) { return name; }
}`,
});

const goServer = (other: string): Readonly<Record<string, string>> => ({
  'main.go': `package main

import (
	"net/http"
	"os/exec"
)

type runner interface {
	run(text string)
	${other}
}
type shell struct{}

func (s shell) run(text string) { exec.Command("sh", "-c", text).Run() }
func (s shell) stop()           {}

type server struct{ r runner }

func (s *server) show(w http.ResponseWriter, r *http.Request) { s.r.run(r.FormValue("a")) }
`,
});

const namesakes = (count: number): Readonly<Record<string, string>> => ({
  'a.py': `import os
from flask import Flask, request
app = Flask(__name__)
class A:
    def run_command(self, text):
        os.system('x' + text)
${Array.from({ length: count }, (_, each) => `class B${each}:\n    def run_command(self, text):\n        return text\n`).join('')}
@app.route('/x')
def show():
    use(request.args['a'], None)
def use(text, one):
    one.run_command(text)
`,
});

const servletOf = (lines: string): Readonly<Record<string, string>> => ({
  'A.java': `package a;
import java.util.*;
import javax.servlet.http.*;
class A extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    List<String> list = new ArrayList<>();
    Deque<String> deque = new ArrayDeque<>();
    String bad = request.getParameter("a");
    String out = "x";
    ${lines}
    Runtime.getRuntime().exec(out);
  }
}`,
});

const listsOf = (lines: string): Readonly<Record<string, string>> => ({
  'a.py': `import os
from flask import Flask, request
app = Flask(__name__)
@app.route('/x')
def show():
    items = ['a']
    bad = request.args['a']
${lines
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
    os.system(out)
`,
});

describe('what calls a function', () => {
  const handler = {
    'api/users.py': `import os
def show(name):
    os.system('id ' + name)
def hidden(name):
    os.system('id ' + name)
`,
  };

  test('an OpenAPI document may say', () => {
    const operations = [{ route: 'GET /users/{name}', handler: 'api.users.show' }];
    assert.deepEqual(found(handler, { operations }), [
      'command-injection api/users.py GET /users/{name}',
    ]);
    assert.deepEqual(found(handler), []);
  });

  test('an OpenAPI document names modules from the folder that the program starts in', () => {
    const below = { 'backend/src/api/users.py': handler['api/users.py'] };
    const operations = [{ route: 'GET /', handler: 'api.users.show' }];
    assert.deepEqual(found(below, { operations }), [
      'command-injection backend/src/api/users.py GET /',
    ]);
  });

  test('an annotation of the program says, by the annotations that it carries', () => {
    const files = {
      'Shop.java': `package a;
import org.springframework.web.bind.annotation.*;
@RestController @RequestMapping public @interface Shop { String value(); }`,
      'Ask.java': `package a;
import org.springframework.web.bind.annotation.*;
@RequestMapping(method = RequestMethod.GET) public @interface Ask { String value(); }`,
      'Page.java': `package a;
@Shop("shop")
class Page {
  @Ask("page") public String show(String name) { return "<b>" + name + "</b>"; }
  public String other(String name) { return "<b>" + name + "</b>"; }
}`,
    };
    assert.deepEqual(found(files), ['xss-reflected Page.java GET shop/page']);
  });
});

describe('what an entry point returns', () => {
  test('is sent, also with a status', () => {
    assert.equal(found(flaskView("return '<b>' + request.args['a']")).length, 1);
    assert.equal(found(flaskView("return '<b>' + request.args['a'], 200")).length, 1);
    assert.equal(found(flaskView("return {'name': request.args['a']}")).length, 0);
  });

  test('of Spring is a page where it is text', () => {
    assert.equal(found(springPage('String')).length, 1);
    assert.equal(found(springPage('User')).length, 0);
  });
});

describe('settings of a .properties file', () => {
  const file = {
    'A.java': `package a;
import java.security.MessageDigest;
import java.util.Properties;
class A {
  void run(Properties p) throws Exception {
    MessageDigest.getInstance(p.getProperty("hash", "SHA-512"));
  }
}`,
  };

  test('are what the program asks for', () => {
    assert.deepEqual(found(file, { settings: [['hash', 'MD5']] }), ['weak-hash A.java']);
    assert.deepEqual(found(file, { settings: [['hash', 'SHA-256']] }), []);
    assert.deepEqual(found(file), []);
  });
});

describe('a call whose target nobody states', () => {
  test('goes to the types of Go that have the methods of the interface', () => {
    assert.deepEqual(found(goServer('stop()')).length, 1);
    assert.deepEqual(found(goServer('start()')).length, 0);
  });

  test('goes to a repository that a library writes', () => {
    const files = {
      'Posts.java': `package a;
import java.util.List;
import org.springframework.data.repository.CrudRepository;
interface Posts extends CrudRepository<Post, Long> { List<Post> findByName(String name); }`,
      'Page.java': `package a;
import org.springframework.web.bind.annotation.*;
@RestController class Page {
  private Posts posts;
  @GetMapping("/x") public String show() {
    StringBuilder out = new StringBuilder();
    posts.findByName("x").forEach(post -> out.append("<p>" + post.getText()));
    return out.toString();
  }
}`,
    };
    assert.deepEqual(found(files), ['xss-stored Page.java GET /x']);
  });

  test('stays in its language', () => {
    const files = {
      'a.py':
        "import os\nclass A:\n    def runCommand(self, text):\n        os.system('x' + text)\n",
      'b.js':
        "const app = require('express')();\napp.get('/x', (req, res) => { make().runCommand(req.query.a); });\n",
    };
    assert.deepEqual(found(files), []);
  });

  test('may be one of two methods of that name', () => {
    assert.equal(found(namesakes(1)).length, 1);
    assert.equal(found(namesakes(4)).length, 0);
  });
});

describe('classes of the unnamed package', () => {
  test('see each other in one folder', () => {
    const helper =
      'class Helper { void run(String a) throws Exception { Runtime.getRuntime().exec("x " + a); } }';
    const page = `import javax.servlet.http.*;
class Page extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    new Helper().run(request.getParameter("a"));
  }
}`;
    assert.equal(found({ 'src/Helper.java': helper, 'src/Page.java': page }).length, 1);
    assert.equal(found({ 'other/Helper.java': helper, 'src/Page.java': page }).length, 0);
  });
});

describe('a list keeps the places of its elements', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, number])[] = [
    ['inserted', servletOf('list.add("s"); list.add(0, bad); out = list.get(0);'), 1],
    ['moved', servletOf('list.add("s"); list.add(0, bad); out = list.get(1);'), 0],
    ['taken first', servletOf('deque.push("s"); deque.push(bad); out = deque.pop();'), 1],
    ['left', servletOf('deque.push(bad); deque.push("s"); out = deque.pop();'), 0],
    ['popped', listsOf('items.append(bad)\nout = items.pop()'), 1],
    ['kept', listsOf('items.append(bad)\nout = items.pop(0)'), 0],
    ['in front', listsOf('items.insert(0, bad)\nout = items[0]'), 1],
    ['behind', listsOf('items.insert(0, bad)\nout = items[1]'), 0],
  ];
  for (const [name, files, count] of cases) {
    test(`where one is ${name}`, () => {
      assert.equal(found(files).length, count);
    });
  }
});
