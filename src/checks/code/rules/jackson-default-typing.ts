import type { CodeRule } from './code-rule.ts';

export const jacksonDefaultTyping: CodeRule = {
  id: 'code/jackson-default-typing',
  title: 'The text chooses which class is made',
  severity: 'high',
  cwe: [502],
  owasp: ['A08:2025'],
  what: 'A JSON library is told to read names of classes from the text that it parses.',
  why: 'Whoever writes the text has objects made of any class on the path: some of them run commands.',
  fix: 'Name the few classes that may come with `@JsonSubTypes`, or a validator that allows those only.',
  tags: ['deserialisation', 'json'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/502.html',
    'https://github.com/FasterXML/jackson-docs/wiki/JacksonPolymorphicDeserialization',
  ],
  examples: {
    hit: [
      {
        path: 'X.java',
        text: `import com.fasterxml.jackson.databind.ObjectMapper;
class X {
  ObjectMapper mapper() {
    ObjectMapper mapper = new ObjectMapper();
    mapper.enableDefaultTyping();
    return mapper;
  }
}
`,
      },
    ],
    ok: [
      {
        path: 'X.java',
        text: `import com.fasterxml.jackson.databind.ObjectMapper;
class X {
  ObjectMapper mapper() {
    ObjectMapper mapper = new ObjectMapper();
    mapper.findAndRegisterModules();
    return mapper;
  }
}
`,
      },
    ],
  },
};
