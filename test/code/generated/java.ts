import type { LanguageShape } from './shape.ts';

const REFUSE = '    return;\n}';

/** Java, with servlets. */
export const java: LanguageShape = {
  id: 'java',
  file: 'App.java',
  sources: {
    parameter: { text: 'request.getParameter("name")' },
    values: { text: 'request.getParameterValues("name")[0]' },
    map: { text: 'request.getParameterMap().get("name")[0]' },
    header: { text: 'request.getHeader("x-name")', not: ['html', 'redirect'] },
  },
  input: 'final String input = SOURCE;',
  propagations: {
    assignment: { lines: 'String data;\ndata = input;' },
    concatenation: { lines: 'String data = input + ".txt";' },
    template: { lines: 'String data = String.format("%s.txt", input);' },
    call: {
      top: 'private String passOn(String text) {\n    return text;\n}',
      lines: 'String data = passOn(input);',
    },
    return: {
      top: 'private static String first(String text) {\n    return App.second(text);\n}\nprivate static String second(String text) {\n    String kept = text;\n    return kept;\n}',
      lines: 'String data = first(input);',
    },
    'object-field': {
      top: 'static class Pair {\n    String kept;\n    String other;\n}',
      lines: 'Pair box = new Pair();\nbox.kept = input;\nbox.other = "x";\nString data = box.kept;',
    },
    'list-element': {
      imports: 'import java.util.ArrayList;\nimport java.util.List;',
      lines:
        'List<String> list = new ArrayList<>();\nlist.add("x");\nlist.add(input);\nString data = list.get(1);',
    },
    closure: {
      imports: 'import java.util.function.Supplier;',
      lines: 'Supplier<String> read = () -> input;\nString data = read.get();',
    },
    callback: {
      imports: 'import java.util.Optional;',
      lines: 'String data = Optional.of(input).map(each -> each.trim()).orElse("x");',
    },
    'class-field': {
      top: 'static class Box {\n    private final String kept;\n    Box(String kept) {\n        this.kept = kept;\n    }\n    String read() {\n        return kept;\n    }\n}',
      lines: 'Box box = new Box(input);\nString data = box.read();',
    },
    'other-file': {
      other: [
        'Helper.java',
        'package CASE;\n\npublic class Helper {\n    static String passOn(String text) {\n        return text;\n    }\n}\n',
      ],
      lines: 'String data = Helper.passOn(input);',
    },
    await: {
      imports: 'import java.util.concurrent.CompletableFuture;',
      lines: 'String data = CompletableFuture.supplyAsync(() -> input).join();',
    },
    conditional: { lines: 'String data = request.isSecure() ? input : "x";' },
    overwritten: { lines: 'String data = input;\ndata = "x";' },
    'other-field': {
      top: 'static class Pair {\n    String kept;\n    String other;\n}',
      lines:
        'Pair box = new Pair();\nbox.kept = input;\nbox.other = "x";\nString data = box.other;',
    },
  },
  guards: {
    none: { lines: '' },
    'allow-list': { lines: `if (!java.util.List.of("one", "two").contains(data)) {\n${REFUSE}` },
    equality: { lines: `if (!"one".equals(data)) {\n${REFUSE}` },
    'anchored-pattern': { lines: `if (!data.matches("[a-z]+")) {\n${REFUSE}` },
    'kept-answer': {
      lines: `boolean fine = data.length() < 9 && data.matches("[a-z]+");\nif (!fine) {\n${REFUSE}`,
    },
    number: { lines: 'int count = Integer.parseInt(data);', value: 'count' },
    'unanchored-pattern': {
      lines: `if (!java.util.regex.Pattern.compile("[a-z]+").matcher(data).find()) {\n${REFUSE}`,
    },
    'wrong-variable': {
      lines: `String other = request.getParameter("other");\nif (!"one".equals(other)) {\n${REFUSE}`,
    },
    'ignored-result': { lines: 'data.matches("[a-z]+");' },
  },
  sinks: {
    command: {
      imports: 'import org.springframework.web.util.HtmlUtils;',
      use: 'Runtime.getRuntime().exec("ls " + VALUE);',
      safe: 'new ProcessBuilder("ls", "--", VALUE).start();',
      wrong: 'HtmlUtils.htmlEscape(data)',
    },
    sql: {
      imports:
        'import java.sql.Connection;\nimport java.sql.DriverManager;\nimport java.sql.PreparedStatement;\nimport java.sql.Statement;\nimport java.io.File;',
      use: 'Connection connection = DriverManager.getConnection("jdbc:x");\nStatement statement = connection.createStatement();\nstatement.executeQuery("SELECT * FROM t WHERE name = \'" + VALUE + "\'");',
      safe: 'Connection connection = DriverManager.getConnection("jdbc:x");\nPreparedStatement statement = connection.prepareStatement("SELECT * FROM t WHERE name = ?");\nstatement.setString(1, VALUE);\nstatement.executeQuery();',
      wrong: 'new File(data).getName()',
    },
    path: {
      imports:
        'import java.io.File;\nimport java.io.FileInputStream;\nimport org.springframework.web.util.HtmlUtils;',
      use: 'new FileInputStream("/data/" + VALUE);',
      safe: 'new FileInputStream("/data/" + new File(VALUE).getName());',
      wrong: 'HtmlUtils.htmlEscape(data)',
    },
    html: {
      imports: 'import java.io.File;\nimport org.springframework.web.util.HtmlUtils;',
      use: 'response.setContentType("text/html");\nresponse.getWriter().println("<p>" + VALUE + "</p>");',
      safe: 'response.setContentType("text/html");\nresponse.getWriter().println("<p>" + HtmlUtils.htmlEscape(VALUE) + "</p>");',
      wrong: 'new File(data).getName()',
    },
    request: {
      imports:
        'import java.net.URL;\nimport java.net.URLEncoder;\nimport org.springframework.web.util.HtmlUtils;',
      use: 'new URL(VALUE).openStream();',
      safe: 'new URL("https://api.example.com/items/" + URLEncoder.encode(VALUE, "UTF-8")).openStream();',
      wrong: 'HtmlUtils.htmlEscape(data)',
    },
    redirect: {
      imports: 'import java.net.URLEncoder;\nimport org.springframework.web.util.HtmlUtils;',
      use: 'response.sendRedirect(VALUE);',
      safe: 'response.sendRedirect("/items/" + URLEncoder.encode(VALUE, "UTF-8"));',
      wrong: 'HtmlUtils.htmlEscape(data)',
    },
  },
  whole: ({ imports, top, lines }) =>
    [
      'package CASE;',
      '',
      'import javax.servlet.http.HttpServlet;',
      'import javax.servlet.http.HttpServletRequest;',
      'import javax.servlet.http.HttpServletResponse;',
      ...imports,
      '',
      'public class App extends HttpServlet {',
      top,
      '    @Override',
      '    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {',
      ...lines.map((line) => `        ${line}`),
      '    }',
      '}',
      '',
    ].join('\n'),
};
