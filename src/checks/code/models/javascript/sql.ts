import { flows, members, owners } from '../entries.ts';
import type { Condition, Model, ModelPack } from '../model.ts';
import { credentials, inAddress } from './credentials.ts';
import { sinks, statement, STORED_ROW, wrong } from './terms.ts';

const QUERY = statement('0 0.sql 0.text');
const TEMPLATE: Model = { flows: [], source: STORED_ROW };
const MYSQL = ['mysql.Connection', 'mysql2.Connection'];
const CONNECT: Model = {
  type: 'mysql.Connection',
  flows: [],
  misuses: [
    wrong('empty-password', 'the password is empty', [{ at: '0.password', is: '' }], 'medium'),
    ...credentials('0.password'),
    ...inAddress('0 0.uri'),
    wrong('tls-verification-off', 'any certificate is accepted', [
      { at: '0.ssl.rejectUnauthorized', is: false },
    ]),
  ],
};
const PG_CONNECT: Model = {
  type: 'pg.Client',
  flows: [],
  misuses: [
    ...credentials('0.password'),
    ...inAddress('0 0.connectionString'),
    wrong('tls-verification-off', 'any certificate is accepted', [
      { at: '0.ssl.rejectUnauthorized', is: false },
    ]),
  ],
};
const PREPARE: Model = {
  flows: [],
  type: 'sqlite3.Statement',
  sinks: sinks('sql-injection sql-injection-stored', '0'),
};
const EXEC: Model = { flows: [], sinks: sinks('sql-injection sql-injection-stored', '0') };
/** A receiver that nobody knows: only what begins like a statement counts. */
const LOOKS_LIKE_SQL: readonly Condition[] = [
  {
    at: '0',
    begins: String.raw`^\s*(?:select\s|insert\s+into\s|update\s|delete\s+from\s|replace\s+into\s|with\s|create\s+|drop\s|alter\s|exec(?:ute)?\s|call\s|truncate\s)`,
  },
];
const UNKNOWN_QUERY: Model = {
  flows: [],
  sinks: sinks('sql-injection sql-injection-stored', '0', {
    when: LOOKS_LIKE_SQL,
    confidence: 'medium',
  }),
  callbacks: [{ at: '1+', params: [] }],
};
const KEEPS: Model = { flows: [['0', 'result']], cleans: ['sql'] };

/** Drivers of SQL databases. */
export const sql: ModelPack = {
  id: 'sql',
  languages: ['javascript'],
  about:
    'mysql, mysql2, pg, pg-promise, postgres, sqlite3, better-sqlite3, node:sqlite, mssql, oracledb, sqlstring',
  aliases: { 'mysql2/promise': 'mysql2', 'promise-mysql': 'mysql', 'pg-pool': 'pg.Pool' },
  extends: {
    'pg.Pool': ['pg.Client'],
    'pg.PoolClient': ['pg.Client'],
    'mysql.Pool': ['mysql.Connection'],
    'mysql.PoolConnection': ['mysql.Connection'],
    'mysql2.Pool': ['mysql.Connection'],
    'mysql2.Connection': ['mysql.Connection'],
    'mssql.ConnectionPool': ['mssql.Request'],
    'mssql.Transaction': ['mssql.Request'],
  },
  paths: {
    ...owners(['mysql', 'mysql2'], 'createConnection() createPool() createPoolCluster()', CONNECT),
    ...owners(MYSQL, 'query() execute()', QUERY),
    'mysql.Connection.getConnection()': {
      type: 'mysql.Connection',
      flows: [],
      callbacks: [{ at: '0', params: [], types: ['', 'mysql.Connection'] }],
    },
    'mysql.Connection.promise()': { type: 'mysql.Connection', flows: [] },
    'mysql.Connection.prepare()': EXEC,
    ...members(
      'mysql.Connection',
      'connect() end() release() beginTransaction() commit() rollback()',
      { flows: [], callbacks: [{ at: '0', params: [] }] },
    ),
    ...owners(
      ['mysql', 'mysql2', 'sqlstring', 'mysql.Connection'],
      'escape() escapeId() format()',
      { flows: [['*', 'result']], cleans: ['sql'] },
    ),
    ...members('mysql', 'raw()', { flows: [['0', 'result']] }),

    ...members('pg', 'Client() Pool()', PG_CONNECT),
    'pg.Client.query()': QUERY,
    'pg.Client.connect()': {
      type: 'pg.Client',
      flows: [],
      callbacks: [{ at: '0', params: [], types: ['', 'pg.Client'] }],
    },
    ...owners(['pg', 'pg.Client'], 'escapeLiteral() escapeIdentifier()', KEEPS),
    'pg-format()': { flows: [['*', 'result']], cleans: ['sql'] },
    'pg-promise()': { type: 'pg-promise.Main', flows: [] },
    'pg-promise.Main()': { type: 'pg-promise.Database', flows: [] },
    ...members(
      'pg-promise.Database',
      'any() one() none() many() oneOrNone() manyOrNone() query() result() multi()',
      QUERY,
    ),
    'pg-promise.Database.tx()': {
      flows: [],
      callbacks: [{ at: '*', params: [], types: ['pg-promise.Database'] }],
    },
    'pg-promise.Database.task()': {
      flows: [],
      callbacks: [{ at: '*', params: [], types: ['pg-promise.Database'] }],
    },
    'postgres()': { type: 'postgres.Sql', flows: [] },
    'postgres.Sql()': TEMPLATE,
    'postgres.Sql.unsafe()': QUERY,
    ...members('slonik', 'createPool()', { type: 'slonik.Pool', flows: [] }),
    ...owners(['slonik', 'sql-template-strings', 'sql-template-tag'], 'sql() SQL()', {
      flows: [],
      type: 'slonik.Query',
    }),
    'sql-template-strings()': { flows: [], type: 'slonik.Query' },
    'sql-template-tag()': { flows: [], type: 'slonik.Query' },

    ...members('sqlite3', 'Database() cached.Database()', {
      type: 'sqlite3.Database',
      flows: [],
      sinks: sinks('path-traversal', '0'),
    }),
    'sqlite3.verbose()': { type: 'sqlite3', flows: [] },
    'sqlite.open()': { type: 'sqlite3.Database', flows: [] },
    ...members('sqlite3.Database', 'all() get() each() run()', QUERY),
    'sqlite3.Database.exec()': EXEC,
    'sqlite3.Database.prepare()': PREPARE,
    'sqlite3.Database.serialize()': { flows: [], callbacks: [{ at: '0', params: [] }] },
    ...members('sqlite3.Statement', 'all() get() iterate()', TEMPLATE),
    'sqlite3.Statement.run()': { flows: [] },
    'better-sqlite3()': { type: 'better-sqlite3.Database', flows: [] },
    ...owners(['better-sqlite3.Database', 'sqlite.DatabaseSync'], 'prepare()', PREPARE),
    ...owners(['better-sqlite3.Database', 'sqlite.DatabaseSync'], 'exec()', EXEC),
    'sqlite.DatabaseSync()': { type: 'sqlite.DatabaseSync', flows: [] },

    ...members('mssql', 'Request() ConnectionPool() Transaction() PreparedStatement()', {
      type: 'mssql.Request',
      flows: [],
    }),
    ...members('mssql', 'connect()', { type: 'mssql.Request', flows: [] }),
    ...members('mssql.Request', 'request() connect() input() output()', {
      type: 'mssql.Request',
      flows: [],
    }),
    ...members('mssql.Request', 'query() batch()', QUERY),
    ...members('mssql', 'query()', QUERY),
    'mssql.Request.prepare()': EXEC,
    'oracledb.getConnection()': { type: 'oracledb.Connection', flows: [] },
    'oracledb.Connection.execute()': QUERY,
    'cassandra-driver.Client()': { type: 'cassandra-driver.Client', flows: [] },
    'cassandra-driver.Client.execute()': QUERY,
    ...members('@google-cloud/bigquery', 'BigQuery()', { type: 'bigquery.Client', flows: [] }),
    ...members('bigquery.Client', 'query() createQueryJob()', statement('0 0.query')),
    '@databases/sql()': flows(''),

    ...members('*', 'query() execute()', UNKNOWN_QUERY),
    ...members(
      '*',
      'raw() rawQuery() $queryRawUnsafe() $executeRawUnsafe() whereRaw() orderByRaw()',
      { flows: [], sinks: sinks('sql-injection', '0', { confidence: 'medium' }) },
    ),
  },
};
