import type { CodeRule } from './code-rule.ts';

export const unsafePickleFile: CodeRule = {
  id: 'code/unsafe-pickle-file',
  title: 'A file that runs code when it is opened',
  severity: 'medium',
  cwe: [502],
  owasp: ['A08:2025'],
  what: 'A model or an array is loaded in a format that holds pickled objects.',
  why: 'Whoever gives the file runs code on the machine that opens it.',
  fix: 'Load weights alone (`weights_only=True`, `allow_pickle=False`), or a format without code: safetensors, ONNX.',
  tags: ['deserialisation', 'machine-learning'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/502.html',
    'https://pytorch.org/docs/stable/generated/torch.load.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.py',
        text: `import torch

def load(path):
    return torch.load(path, weights_only=False)
`,
      },
    ],
    ok: [
      {
        path: 'x.py',
        text: `import torch

def load(path):
    return torch.load(path, weights_only=True)
`,
      },
    ],
  },
};
