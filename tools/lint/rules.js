import path from 'node:path';
import { layers } from './layers.js';

const layerOf = (file) => /\/src\/([^/]+)\//.exec(file)?.[1];
const checkOf = (file) => /\/src\/checks\/([^/]+)\//.exec(file)?.[1];

/** An import may only point to a folder that the table in layers.js allows, and never from one check to another. */
const direction = {
  create(context) {
    const file = context.filename;
    const from = layerOf(file);
    if (from === undefined) return {};
    const visit = (node) => {
      const specifier = node.source?.value;
      if (typeof specifier !== 'string' || !specifier.startsWith('.')) return;
      const target = path.resolve(path.dirname(file), specifier);
      const to = layerOf(target);
      if (to === undefined) {
        context.report({ node, message: `src/${from} may not import the entry files of src/` });
      } else if (to !== from && !layers[from]?.includes(to)) {
        context.report({
          node,
          message: `src/${from} may not import src/${to} (ARCHITECTURE.md)`,
        });
      } else if (checkOf(file) && checkOf(target) && checkOf(file) !== checkOf(target)) {
        context.report({
          node,
          message: 'one check may not import another; move shared code to src/model',
        });
      }
    };
    return {
      ImportDeclaration: visit,
      ExportNamedDeclaration: visit,
      ExportAllDeclaration: visit,
      ImportExpression: visit,
    };
  },
};

/** Checks get files, network and time from their context, so that a test can give them fakes. */
const pureChecks = {
  create(context) {
    if (checkOf(context.filename) === undefined) return {};
    const banned =
      /^(node:)?(fs|fs\/promises|net|tls|http|https|http2|dns|child_process|worker_threads)$/;
    return {
      ImportDeclaration(node) {
        if (banned.test(node.source.value)) {
          context.report({
            node,
            message: `a check may not import ${node.source.value}; use its context`,
          });
        }
      },
    };
  },
};

export default { meta: { name: 'lockstep' }, rules: { direction, 'pure-checks': pureChecks } };
