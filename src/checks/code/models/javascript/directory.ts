import { flows, members, owners } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';
import { credentials } from './credentials.ts';
import { sinks, wrong } from './terms.ts';

const FILTERS =
  'EqualityFilter() PresenceFilter() SubstringFilter() GreaterThanEqualsFilter() LessThanEqualsFilter() AndFilter() OrFilter() NotFilter() ApproximateFilter()';
const LDAP = ['ldapjs', 'ldapts'];
const SELECT: Model = { flows: [], sinks: sinks('xpath-injection', '0') };

/** Directories (LDAP) and paths into XML documents. */
export const directory: ModelPack = {
  id: 'directory',
  languages: ['javascript'],
  about: 'ldapjs, ldapts, ldap-escape, activedirectory2, xpath, libxmljs',
  paths: {
    ...owners(LDAP, 'createClient() Client()', {
      type: 'ldapjs.Client',
      flows: [],
      misuses: [
        wrong(
          'insecure-transport',
          'passwords are sent in clear',
          [{ at: '0.url', matches: '^ldap://(?!localhost|127\\.)' }],
          'medium',
        ),
        wrong('tls-verification-off', 'any certificate is accepted', [
          { at: '0.tlsOptions.rejectUnauthorized', is: false },
        ]),
      ],
    }),
    'ldapjs.Client.search()': {
      flows: [],
      sinks: sinks('ldap-injection', '0 1 1.filter'),
      callbacks: [{ at: '2', params: [] }],
    },
    ...members('ldapjs.Client', 'modify() add() del() compare() modifyDN()', {
      flows: [],
      sinks: sinks('ldap-injection', '0'),
    }),
    'ldapjs.Client.bind()': {
      flows: [],
      sinks: sinks('ldap-injection', '0'),
      misuses: [
        wrong('ldap-anonymous-bind', 'no password is sent', [{ at: '1', is: '' }]),
        ...credentials('1'),
      ],
    },
    ...owners(LDAP, FILTERS, { flows: [], type: 'ldapjs.Filter' }),
    ...owners(LDAP, 'parseFilter()', {
      flows: [],
      type: 'ldapjs.Filter',
      sinks: sinks('ldap-injection', '0'),
    }),
    ...members('ldap-escape', 'filter() dn()', flows('*>result', { cleans: ['ldap'] })),
    ...members('ldap-filter', 'parse()', { flows: [], sinks: sinks('ldap-injection', '0') }),
    'activedirectory2()': { type: 'activedirectory2', flows: [] },
    ...members('activedirectory2', 'find() findUser() findUsers()', {
      flows: [],
      sinks: sinks('ldap-injection', '0 0.filter'),
    }),

    ...members('xpath', 'select() select1() evaluate()', SELECT),
    'xpath.parse()': { ...SELECT, type: 'xpath.Expression' },
    ...members('xpath.Expression', 'select() select1() evaluate() evaluateString()', { flows: [] }),
    'xpath.useNamespaces()': { type: 'xpath.Select', flows: [] },
    'xpath.Select()': SELECT,
    ...members('libxmljs.Document', 'find() get()', SELECT),
    ...members('document', 'evaluate() createExpression()', {
      flows: [],
      sinks: sinks('xpath-injection', '0', { kinds: ['dom', 'remote'] }),
    }),
  },
};
