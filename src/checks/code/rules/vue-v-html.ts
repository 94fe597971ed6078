import type { CodeRule } from './code-rule.ts';

export const vueVHtml: CodeRule = {
  id: 'code/vue-v-html',
  title: 'A value becomes markup in Vue',
  severity: 'low',
  cwe: [79],
  owasp: ['A05:2025'],
  what: 'A render function sets `innerHTML` (what `v-html` compiles to) to something that is not constant.',
  why: 'Vue escapes everything but this.',
  fix: 'Render the text, or sanitise the markup.',
  tags: ['xss', 'vue'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/79.html',
    'https://vuejs.org/guide/best-practices/security',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `import { h } from 'vue';
export const text = (props) => h('p', { innerHTML: props.text });
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `import { h } from 'vue';
export const text = (props) => h('p', props.text);
`,
      },
    ],
  },
};
