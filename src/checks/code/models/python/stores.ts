import { flows, members, owners, sink } from '../entries.ts';
import type { Model, ModelPack, SinkModel } from '../model.ts';

const COLLECTION = 'pymongo.collection.Collection';
/** A whole filter that others write may hold operators. */
const FILTER: Model = {
  flows: [],
  sinks: [{ rule: 'nosql-injection', at: ['0', '0.$where', '0.*.$where'] }],
};
const FILTERED: SinkModel = { rule: 'ldap-injection', at: ['1', 'key:search_filter'] };
const CONNECTION = 'ldap3.Connection';
const PYTHON_LDAP = 'ldap.LDAPObject';

/** Stores without SQL, directories, mail. */
export const stores: ModelPack = {
  id: 'python-stores',
  languages: ['python'],
  about:
    'pymongo, redis, elasticsearch, python-ldap, ldap3, smtplib, email: https://pymongo.readthedocs.io/, https://ldap3.readthedocs.io/',
  aliases: {
    'ldap.ldapobject.LDAPObject': PYTHON_LDAP,
    'ldap3.core.connection.Connection': CONNECTION,
    'motor.motor_asyncio.AsyncIOMotorClient': 'pymongo.MongoClient',
    'email.mime.text.MIMEText': 'email.message.Message',
    'email.message.EmailMessage': 'email.message.Message',
    'email.mime.multipart.MIMEMultipart': 'email.message.Message',
  },
  paths: {
    'pymongo.MongoClient()': { flows: [], type: 'pymongo.MongoClient' },
    'flask_pymongo.PyMongo()': { flows: [], type: 'flask_pymongo.PyMongo' },
    'flask_pymongo.PyMongo.db': { type: 'pymongo.database.Database' },
    ...members('pymongo.MongoClient', 'get_database()', {
      flows: [],
      type: 'pymongo.database.Database',
    }),
    ...members('pymongo.database.Database', 'get_collection()', { flows: [], type: COLLECTION }),
    ...members('pymongo.database.Database', 'command() eval()', sink('nosql-injection', '0')),
    ...members(
      COLLECTION,
      'find() find_one() find_one_and_update() find_one_and_delete() find_one_and_replace() update_one() update_many() delete_one() delete_many() count_documents() replace_one() distinct() aggregate() map_reduce()',
      FILTER,
    ),
    ...members(
      '*',
      'find_one() find_one_and_update() update_one() update_many() delete_one() delete_many() count_documents()',
      {
        sinks: [{ rule: 'nosql-injection', at: ['0.$where'], confidence: 'medium' }],
      },
    ),
    ...owners(
      ['redis.Redis', 'redis.StrictRedis'],
      'eval() register_script()',
      sink('code-injection', '0'),
    ),
    ...owners(
      ['redis.Redis', 'redis.StrictRedis'],
      'get() hget() lpop() rpop() hgetall() lrange()',
      { flows: [], source: { kind: 'stored', what: 'value of the store' } },
    ),
    ...members('redis', 'Redis() StrictRedis() from_url()', { flows: [], type: 'redis.Redis' }),
    'elasticsearch.Elasticsearch()': { flows: [], type: 'elasticsearch.Elasticsearch' },
    ...members(
      'elasticsearch.Elasticsearch',
      'search()',
      sink('search-query-injection', 'key:q key:body'),
    ),
    ...members('neo4j.Session', 'run()', sink('graphql-injection', '0')),

    ...members('ldap', 'initialize() open()', {
      flows: [],
      type: PYTHON_LDAP,
      misuses: [
        {
          rule: 'insecure-transport',
          shows: 'passwords go in clear',
          when: [{ at: '0', matches: String.raw`^ldap://(?!localhost|127\.)` }],
          confidence: 'low',
        },
      ],
    }),
    ...members(PYTHON_LDAP, 'search() search_s() search_st() search_ext() search_ext_s()', {
      flows: [],
      sinks: [{ rule: 'ldap-injection', at: ['0', '2', 'key:filterstr', 'key:base'] }],
    }),
    ...members(PYTHON_LDAP, 'simple_bind() simple_bind_s() bind_s()', {
      flows: [],
      sinks: [{ rule: 'ldap-injection', at: ['0'], confidence: 'medium' }],
      misuses: [
        {
          rule: 'ldap-anonymous-bind',
          shows: 'an empty password is accepted',
          when: [{ at: '1', is: '' }],
        },
        {
          rule: 'ldap-anonymous-bind',
          shows: 'nobody signs in',
          when: [
            { at: '0', absent: true },
            { at: 'key:who', absent: true },
          ],
          confidence: 'medium',
        },
      ],
    }),
    ...members(PYTHON_LDAP, 'modify_s() add_s() delete_s()', {
      flows: [],
      sinks: [{ rule: 'ldap-injection', at: ['0'], confidence: 'medium' }],
    }),
    ...members('ldap.filter', 'escape_filter_chars() filter_format()', {
      flows: [['*', 'result']],
      type: 'string',
      cleans: ['ldap'],
    }),
    'ldap.dn.escape_dn_chars()': { flows: [['0', 'result']], type: 'string', cleans: ['ldap'] },
    [`${CONNECTION}()`]: { flows: [], type: CONNECTION },
    [`${CONNECTION}.search()`]: {
      flows: [],
      sinks: [
        FILTERED,
        { rule: 'ldap-injection', at: ['0', 'key:search_base'], confidence: 'medium' },
      ],
    },
    ...members(CONNECTION, 'extend.standard.paged_search()', {
      flows: [],
      sinks: [{ rule: 'ldap-injection', at: ['0', '1', 'key:search_filter'] }],
    }),
    ...members(CONNECTION, 'bind() unbind()', flows('')),
    [`${CONNECTION}.entries`]: { source: { kind: 'stored', what: 'entry of a directory' } },
    'ldap3.utils.conv.escape_filter_chars()': {
      flows: [['0', 'result']],
      type: 'string',
      cleans: ['ldap'],
    },
    'ldap3.utils.dn.escape_rdn()': { flows: [['0', 'result']], type: 'string', cleans: ['ldap'] },

    ...members('', 'smtplib.SMTP() smtplib.SMTP_SSL()', { flows: [], type: 'smtplib.SMTP' }),
    ...members('smtplib.SMTP', 'sendmail()', {
      flows: [],
      sinks: [
        {
          rule: 'mail-injection',
          at: ['2'],
          when: [{ at: '2', built: true }],
          confidence: 'medium',
        },
      ],
    }),
    'email.message.Message()': { flows: [], type: 'email.message.Message' },
    ...members(
      'email.message.Message',
      'Subject= To= From= Cc= Bcc=',
      sink('mail-injection', '0', { confidence: 'low' }),
    ),
    'email.message.Message.add_header()': sink('mail-injection', '1', { confidence: 'low' }),
    'flask_mail.Message()': sink('mail-injection', 'key:html', { confidence: 'medium' }),
  },
};
