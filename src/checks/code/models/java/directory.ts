import { flows, members, misuse, owners, sink } from '../entries.ts';
import type { Model, ModelPack, SinkModel } from '../model.ts';

const CONTEXTS = ['javax.naming.directory.DirContext', 'javax.naming.ldap.LdapContext'];
const NAME: SinkModel = {
  rule: 'ldap-injection',
  at: ['0'],
  when: [{ at: '0', type: 'string' }],
  confidence: 'medium',
};
const FILTER: SinkModel = { rule: 'ldap-injection', at: ['1'] };
const FOUND: Model['source'] = { kind: 'stored', what: 'attribute of a directory' };
const SPRING = 'org.springframework.ldap.core.LdapOperations';

/** Directories, and the naming service that loads what a name points to. */
export const directory: ModelPack = {
  id: 'java-directory',
  languages: ['java'],
  about:
    'JNDI, Spring LDAP, UnboundID, Apache Directory: https://docs.oracle.com/en/java/javase/21/docs/api/java.naming/',
  extends: {
    'javax.naming.directory.DirContext': ['javax.naming.Context'],
    'javax.naming.ldap.LdapContext': ['javax.naming.directory.DirContext'],
    'javax.naming.directory.InitialDirContext': [
      'javax.naming.directory.DirContext',
      'javax.naming.InitialContext',
    ],
    'javax.naming.ldap.InitialLdapContext': [
      'javax.naming.ldap.LdapContext',
      'javax.naming.directory.InitialDirContext',
    ],
    'javax.naming.InitialContext': ['javax.naming.Context'],
    'org.springframework.ldap.core.LdapTemplate': [SPRING],
    'javax.naming.NamingEnumeration': ['java.util.Enumeration'],
  },
  paths: {
    'javax.naming.directory.InitialDirContext()': {
      type: 'javax.naming.directory.InitialDirContext',
      flows: [],
      misuses: [
        {
          rule: 'ldap-anonymous-bind',
          shows: 'nobody signs in',
          when: [{ at: '0.java.naming.security.authentication', is: 'none' }],
        },
      ],
    },
    ...owners(CONTEXTS.slice(0, 1), 'search()', {
      type: 'javax.naming.NamingEnumeration',
      flows: [],
      sinks: [FILTER, NAME],
    }),
    ...members(
      'javax.naming.directory.DirContext',
      'getAttributes() modifyAttributes() createSubcontext() bind() rebind() destroySubcontext()',
      { flows: [], sinks: [NAME] },
    ),
    ...members('javax.naming.Context', 'lookup() lookupLink() list() listBindings() rename()', {
      flows: [],
      sinks: [{ rule: 'jndi-injection', at: ['0'] }],
    }),
    ...members('javax.naming.InitialContext', 'doLookup()', {
      flows: [],
      sinks: [{ rule: 'jndi-injection', at: ['0'] }],
    }),
    'javax.naming.Context.PROVIDER_URL': {},
    ...members('org.springframework.jndi.JndiTemplate', 'lookup()', sink('jndi-injection', '0')),
    ...members('java.rmi.Naming', 'lookup()', sink('jndi-injection', '0')),
    'javax.management.remote.JMXConnectorFactory.connect()': sink('jndi-injection', '0'),
    'javax.management.remote.JMXServiceURL()': flows('0>result'),
    'javax.naming.directory.SearchResult.getAttributes()': flows('this>result', {
      type: 'javax.naming.directory.Attributes',
    }),
    'javax.naming.directory.Attributes.get()': flows('', {
      type: 'javax.naming.directory.Attribute',
    }),
    'javax.naming.directory.Attribute.get()': { flows: [], source: FOUND },
    'javax.naming.ldap.Rdn.escapeValue()': { cleans: ['ldap'] },
    ...members(SPRING, 'search() searchForObject() searchForContext()', {
      flows: [],
      sinks: [FILTER, NAME],
    }),
    ...members(SPRING, 'find() findOne() findAll()', { flows: [], sinks: [NAME] }),
    ...members(SPRING, 'lookup() lookupContext() unbind() bind() list() listBindings()', {
      flows: [],
      sinks: [NAME],
    }),
    ...members(SPRING, 'authenticate()', { flows: [], sinks: [FILTER] }),
    'org.springframework.ldap.filter.HardcodedFilter()': sink('ldap-injection', '0'),
    ...members(
      '',
      'org.springframework.ldap.filter.EqualsFilter() org.springframework.ldap.filter.LikeFilter()',
      { cleans: ['ldap'] },
    ),
    ...members('org.springframework.ldap.support.LdapEncoder', 'filterEncode() nameEncode()', {
      cleans: ['ldap'],
    }),
    ...members(
      'org.springframework.ldap.query.LdapQueryBuilder',
      'filter()',
      sink('ldap-injection', '0'),
    ),
    ...members('org.springframework.ldap.query.ConditionCriteria', 'is() like() not()', {
      cleans: ['ldap'],
    }),
    ...members(
      'com.unboundid.ldap.sdk.LDAPConnection',
      'search() searchForEntry() asyncSearch()',
      sink('ldap-injection', '0 2 3'),
    ),
    'com.unboundid.ldap.sdk.Filter.create()': sink('ldap-injection', '0'),
    ...members('com.unboundid.ldap.sdk.Filter', 'createEqualityFilter() equals() encodeValue()', {
      cleans: ['ldap'],
    }),
    ...members(
      'org.apache.directory.ldap.client.api.LdapConnection',
      'search()',
      sink('ldap-injection', '0 1'),
    ),
    ...members('org.owasp.esapi.Encoder', 'encodeForLDAP() encodeForDN()', { cleans: ['ldap'] }),
    'javax.naming.Context.addToEnvironment()': misuse(
      'ldap-anonymous-bind',
      'nobody signs in',
      { at: '0', is: 'java.naming.security.authentication' },
      { at: '1', is: 'none' },
    ),
  },
};
