import { flows, members, owners, sink } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';

const CODE: Model = { ...sink('code-injection', '0'), flows: [] };
const EXPRESSION: Model = { ...sink('expression-language-injection', '0'), flows: [] };
const TEMPLATE = (at: string): Model => ({ ...sink('template-injection', at), flows: [] });
const REFLECTION: Model = { ...sink('unsafe-reflection', '0'), flows: [] };

/** What runs text: scripts, expressions, templates, and names of classes and methods. */
export const scripting: ModelPack = {
  id: 'java-scripting',
  languages: ['java'],
  about:
    "javax.script, Groovy, SpEL, OGNL, MVEL, EL, JEXL, Velocity, FreeMarker, Thymeleaf, reflection: each library's reference",
  aliases: { 'jakarta.el': 'javax.el' },
  extends: {
    'javax.script.Compilable': ['javax.script.ScriptEngine'],
    'org.springframework.expression.spel.standard.SpelExpressionParser': [
      'org.springframework.expression.ExpressionParser',
    ],
    'org.apache.velocity.app.VelocityEngine': ['org.apache.velocity.app.Velocity'],
  },
  paths: {
    ...members(
      'javax.script.ScriptEngineManager',
      'getEngineByName() getEngineByExtension() getEngineByMimeType()',
      { type: 'javax.script.ScriptEngine', flows: [] },
    ),
    ...members('javax.script.ScriptEngine', 'eval() compile()', CODE),
    ...members('javax.script.Invocable', 'invokeFunction() invokeMethod()', {
      ...sink('dynamic-method-call', '0'),
      flows: [],
    }),
    ...members('groovy.lang.GroovyShell', 'evaluate() parse() run()', CODE),
    ...members('groovy.util.Eval', 'me() x() xy() xyz()', sink('code-injection', '*')),
    'groovy.lang.GroovyClassLoader.parseClass()': CODE,
    ...members(
      'org.codehaus.groovy.control.CompilationUnit',
      'addSource()',
      sink('code-injection', '1'),
    ),
    'groovy.text.TemplateEngine.createTemplate()': TEMPLATE('0'),
    'groovy.text.SimpleTemplateEngine.createTemplate()': TEMPLATE('0'),
    ...members('bsh.Interpreter', 'eval() source()', CODE),
    ...members('org.python.util.PythonInterpreter', 'exec() eval()', CODE),
    ...members(
      'org.mozilla.javascript.Context',
      'evaluateString() compileString()',
      sink('code-injection', '1 0'),
    ),
    ...members('org.graalvm.polyglot.Context', 'eval()', sink('code-injection', '1 0')),
    'jdk.jshell.JShell.eval()': CODE,
    ...members('javassist.CtMethod', 'setBody() insertBefore() insertAfter()', CODE),
    ...owners(['org.springframework.expression.ExpressionParser'], 'parseExpression() parseRaw()', {
      ...EXPRESSION,
      type: 'org.springframework.expression.Expression',
    }),
    'org.springframework.expression.Expression.getValue()': flows('0>result'),
    ...members('ognl.Ognl', 'getValue() setValue() parseExpression()', EXPRESSION),
    ...members(
      'com.opensymphony.xwork2.ognl.OgnlUtil',
      'getValue() setValue() callMethod()',
      EXPRESSION,
    ),
    ...members(
      'com.opensymphony.xwork2.util.ValueStack',
      'findValue() findString() setValue()',
      EXPRESSION,
    ),
    ...members(
      'org.mvel2.MVEL',
      'eval() compileExpression() executeExpression() evalToString() evalToBoolean()',
      EXPRESSION,
    ),
    ...members('org.mvel2.templates.TemplateRuntime', 'eval() execute()', EXPRESSION),
    ...members('org.mvel2.templates.TemplateCompiler', 'compileTemplate()', EXPRESSION),
    ...members(
      'javax.el.ExpressionFactory',
      'createValueExpression() createMethodExpression()',
      sink('expression-language-injection', '0 1'),
    ),
    ...members('javax.el.ELProcessor', 'eval() getValue() setValue() setVariable()', EXPRESSION),
    ...members(
      'org.apache.commons.jexl3.JexlEngine',
      'createExpression() createScript() getProperty() setProperty()',
      EXPRESSION,
    ),
    ...members(
      'org.apache.commons.jexl2.JexlEngine',
      'createExpression() createScript() getProperty() setProperty()',
      EXPRESSION,
    ),
    ...members('com.googlecode.aviator.AviatorEvaluator', 'execute() compile()', EXPRESSION),
    'javax.validation.ConstraintValidatorContext.buildConstraintViolationWithTemplate()': {
      ...EXPRESSION,
      flows: [],
    },
    'org.apache.commons.text.StringSubstitutor.replace()': {
      ...flows('0>result'),
      sinks: [{ rule: 'expression-language-injection', at: ['0'], confidence: 'medium' }],
    },

    ...members('org.apache.velocity.app.Velocity', 'evaluate()', TEMPLATE('3')),
    ...members('org.apache.velocity.app.Velocity', 'mergeTemplate() getTemplate()', {
      ...sink('path-traversal', '0'),
      flows: [],
    }),
    ...members(
      'org.apache.velocity.runtime.RuntimeServices',
      'parse() evaluate()',
      TEMPLATE('0 3'),
    ),
    'freemarker.template.Template()': TEMPLATE('1 2'),
    'freemarker.cache.StringTemplateLoader.putTemplate()': TEMPLATE('1'),
    'freemarker.template.Configuration.getTemplate()': {
      ...sink('path-traversal', '0', { confidence: 'medium' }),
      flows: [],
    },
    ...members('org.thymeleaf.ITemplateEngine', 'process() processThrottled()', TEMPLATE('0')),
    ...members('org.thymeleaf.TemplateEngine', 'process() processThrottled()', TEMPLATE('0')),
    ...members('org.thymeleaf.spring5.SpringTemplateEngine', 'process()', TEMPLATE('0')),
    ...members('org.thymeleaf.spring6.SpringTemplateEngine', 'process()', TEMPLATE('0')),
    ...members('com.mitchellbosecke.pebble.PebbleEngine', 'getLiteralTemplate()', TEMPLATE('0')),
    ...members('io.pebbletemplates.pebble.PebbleEngine', 'getLiteralTemplate()', TEMPLATE('0')),
    ...members('com.hubspot.jinjava.Jinjava', 'render() renderForResult()', TEMPLATE('0')),
    ...members('com.github.jknack.handlebars.Handlebars', 'compileInline()', TEMPLATE('0')),
    'org.apache.tomcat.util.digester.Digester.parse()': { ...sink('xxe', '0'), flows: [] },

    ...members('java.lang.ClassLoader', 'loadClass()', REFLECTION),
    ...members('java.lang.Class', 'getMethod() getDeclaredMethod()', {
      ...sink('dynamic-method-call', '0'),
      flows: [],
      type: 'java.lang.reflect.Method',
    }),
    ...members('java.lang.Class', 'getField() getDeclaredField()', {
      ...sink('dynamic-method-call', '0', { confidence: 'medium' }),
      flows: [],
    }),
    ...members(
      'java.lang.Class',
      'newInstance() getConstructor() getDeclaredConstructor() getName() getSimpleName()',
      flows(''),
    ),
    'java.lang.Class.getClassLoader()': { type: 'java.lang.ClassLoader', flows: [] },
    'java.lang.reflect.Method.invoke()': flows('1+>result'),
    ...members(
      'org.springframework.util.ReflectionUtils',
      'findMethod()',
      sink('dynamic-method-call', '1'),
    ),
    ...members('org.springframework.util.ClassUtils', 'forName() resolveClassName()', REFLECTION),
    ...members(
      'org.apache.commons.lang3.reflect.MethodUtils',
      'invokeMethod() invokeExactMethod() invokeStaticMethod()',
      sink('dynamic-method-call', '1'),
    ),
    'org.apache.commons.lang3.ClassUtils.getClass()': REFLECTION,
    ...members('org.springframework.beans.factory.BeanFactory', 'getBean()', {
      ...sink('unsafe-reflection', '0', { confidence: 'low' }),
      flows: [],
    }),
  },
};
