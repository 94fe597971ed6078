import { flows, members, owners, sink } from '../entries.ts';
import type { Model, ModelPack, SinkModel } from '../model.ts';

const SQL: SinkModel = { rule: 'sql-injection', at: ['0'] };
const STORED: SinkModel = { rule: 'sql-injection-stored', at: ['0'] };
const RUN: Model = { flows: [], sinks: [SQL, STORED] };
const SET: Model = { flows: [] };
const ROW: Model = { source: { kind: 'stored', what: 'column of a row' } };
const STATEMENT = 'java.sql.Statement';
const prepared = (type: string): Model => ({ ...RUN, type });
const TEMPLATE = 'org.springframework.jdbc.core.JdbcTemplate';
const NAMED = 'org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate';
const ENTITIES = 'javax.persistence.EntityManager';
const HIBERNATE = 'org.hibernate.Session';
const QUERY = 'javax.persistence.Query';

/** Relational databases. What is bound to a `?` or a `:name` never is text of the query. */
export const sql: ModelPack = {
  id: 'java-sql',
  languages: ['java'],
  about:
    'JDBC, JPA, Hibernate, Spring JDBC, jOOQ, MyBatis, R2DBC, JDO, Vert.x: https://docs.oracle.com/en/java/javase/21/docs/api/java.sql/ and the libraries own',
  aliases: { 'jakarta.persistence': 'javax.persistence', 'jakarta.sql': 'javax.sql' },
  extends: {
    'java.sql.PreparedStatement': [STATEMENT],
    'java.sql.CallableStatement': ['java.sql.PreparedStatement'],
    'javax.sql.RowSet': ['java.sql.ResultSet'],
    [NAMED]: ['org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations'],
    [TEMPLATE]: ['org.springframework.jdbc.core.JdbcOperations'],
    'org.springframework.jdbc.core.simple.SimpleJdbcTemplate': [
      'org.springframework.jdbc.core.JdbcOperations',
    ],
    [HIBERNATE]: [ENTITIES, 'org.hibernate.SharedSessionContract'],
    'org.hibernate.StatelessSession': ['org.hibernate.SharedSessionContract'],
    'org.hibernate.query.Query': [QUERY],
    'org.hibernate.Query': [QUERY],
    'org.hibernate.SQLQuery': [QUERY],
    'javax.persistence.TypedQuery': [QUERY],
  },
  paths: {
    ...members('java.sql.DriverManager', 'getConnection()', {
      type: 'java.sql.Connection',
      flows: [],
      sinks: [{ rule: 'ssrf', at: ['0'], confidence: 'medium' }],
    }),
    'javax.sql.DataSource.getConnection()': { type: 'java.sql.Connection', flows: [] },
    'java.sql.Connection.createStatement()': { type: STATEMENT, flows: [] },
    'java.sql.Connection.prepareStatement()': prepared('java.sql.PreparedStatement'),
    'java.sql.Connection.prepareCall()': prepared('java.sql.CallableStatement'),
    'java.sql.Connection.nativeSQL()': { flows: [['0', 'result']], sinks: [SQL] },
    ...members(STATEMENT, 'execute() executeUpdate() executeLargeUpdate() addBatch()', RUN),
    [`${STATEMENT}.executeQuery()`]: prepared('java.sql.ResultSet'),
    ...members(STATEMENT, 'getResultSet() getGeneratedKeys()', {
      type: 'java.sql.ResultSet',
      flows: [],
    }),
    [`${STATEMENT}.getConnection()`]: { type: 'java.sql.Connection', flows: [] },
    ...members(
      STATEMENT,
      'executeBatch() close() getUpdateCount() setFetchSize() setMaxRows()',
      SET,
    ),
    ...members(
      'java.sql.PreparedStatement',
      'setString() setObject() setInt() setLong() setNString() setBytes() setDate() setTimestamp() setBigDecimal() setBoolean() setNull() setDouble() setArray() registerOutParameter()',
      SET,
    ),
    ...members(
      'java.sql.ResultSet',
      'getString() getNString() getObject() getBytes() getClob() getCharacterStream() getBinaryStream()',
      ROW,
    ),
    ...members(
      'java.sql.ResultSet',
      'next() getInt() getLong() getDouble() getBoolean() getDate() getTimestamp() getBigDecimal() getMetaData() close() first() last()',
      SET,
    ),
    ...members('javax.sql.RowSet', 'setCommand()', RUN),

    ...members(
      'org.springframework.jdbc.core.JdbcOperations',
      'query() queryForObject() queryForList() queryForMap() queryForRowSet() queryForInt() queryForLong() queryForStream() update() batchUpdate() execute()',
      { flows: [], sinks: [{ ...SQL, at: ['0', '0.*'] }, STORED] },
    ),
    ...members(
      'org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations',
      'query() queryForObject() queryForList() queryForMap() queryForRowSet() queryForStream() update() batchUpdate() execute()',
      RUN,
    ),
    [`${TEMPLATE}.getDataSource()`]: { type: 'javax.sql.DataSource', flows: [] },
    'org.springframework.jdbc.core.simple.JdbcClient.sql()': {
      ...RUN,
      type: 'org.springframework.jdbc.core.simple.JdbcClient.StatementSpec',
    },
    ...members(
      'org.springframework.jdbc.core.simple.JdbcClient.StatementSpec',
      'param() params()',
      { type: 'this', flows: [] },
    ),
    ...members(
      'org.springframework.jdbc.core',
      'PreparedStatementCreatorFactory() PreparedStatementCreatorFactory.newPreparedStatementCreator()',
      sink('sql-injection', '0'),
    ),
    'org.springframework.jdbc.object.MappingSqlQuery.setSql()': sink('sql-injection', '0'),

    ...owners([ENTITIES], 'createQuery() createNativeQuery()', { ...RUN, type: QUERY }),
    ...owners(
      ['org.hibernate.SharedSessionContract'],
      'createQuery() createSQLQuery() createNativeQuery() createMutationQuery() createNativeMutationQuery() createSelectionQuery() createFilter()',
      { ...RUN, type: QUERY },
    ),
    ...members('org.hibernate.SessionFactory', 'getCurrentSession() openSession()', {
      type: HIBERNATE,
      flows: [],
    }),
    'org.hibernate.SharedSessionContract.doWork()': {
      flows: [],
      callbacks: [{ at: '0', params: [], types: ['java.sql.Connection'] }],
    },
    ...members(
      QUERY,
      'setParameter() setString() setParameterList() setInteger() setLong() setFirstResult() setMaxResults()',
      { type: 'this', flows: [] },
    ),
    ...members(QUERY, 'getResultList() getSingleResult() list() uniqueResult() getResultStream()', {
      flows: [],
      source: { kind: 'stored', what: 'row of a query' },
    }),
    ...members(
      'org.hibernate.criterion.Restrictions',
      'sqlRestriction()',
      sink('sql-injection', '0'),
    ),
    'org.hibernate.criterion.Order.asc()': flows('0>result'),
    ...members('javax.jdo.PersistenceManager', 'newQuery()', sink('sql-injection', '0 1')),
    'javax.jdo.Query.setFilter()': sink('sql-injection', '0'),

    ...members(
      'org.jooq.DSLContext',
      'fetch() fetchOne() fetchMany() execute() query() resultQuery() batch()',
      { flows: [], sinks: [{ ...SQL, when: [{ at: '0', type: 'string' }] }] },
    ),
    ...members('org.jooq.impl.DSL', 'sql() condition() field() table() query() resultQuery()', {
      flows: [],
      sinks: [{ ...SQL, when: [{ at: '0', type: 'string' }] }],
    }),
    'org.jooq.impl.DSL.inline()': { cleans: ['sql'] },
    'org.jooq.impl.DSL.using()': { type: 'org.jooq.DSLContext', flows: [] },

    'io.r2dbc.spi.Connection.createStatement()': { ...RUN, type: 'io.r2dbc.spi.Statement' },
    ...members('io.r2dbc.spi.Statement', 'bind() bindNull()', { type: 'this', flows: [] }),
    'org.springframework.r2dbc.core.DatabaseClient.sql()': {
      ...RUN,
      type: 'org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec',
    },
    ...members(
      'org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec',
      'bind() bindNull()',
      { type: 'this', flows: [] },
    ),
    ...members('io.vertx.sqlclient.SqlClient', 'query() preparedQuery()', RUN),
    ...members(
      'io.vertx.ext.sql.SQLConnection',
      'query() execute() update() queryWithParams() updateWithParams()',
      RUN,
    ),
    ...members(
      'org.apache.commons.dbutils.QueryRunner',
      'query() update() execute() insert() batch()',
      {
        flows: [],
        sinks: [
          { ...SQL, when: [{ at: '0', type: 'string' }] },
          { rule: 'sql-injection', at: ['1'], when: [{ at: '0', type: 'java.sql.Connection' }] },
        ],
      },
    ),
    ...members(
      'org.apache.ibatis.jdbc.SqlRunner',
      'run() selectOne() selectAll() insert() update() delete()',
      RUN,
    ),
    'org.jdbi.v3.core.Handle.createQuery()': RUN,
    ...members('org.jdbi.v3.core.Handle', 'createUpdate() execute() select() createScript()', RUN),
    ...members(
      'android.database.sqlite.SQLiteDatabase',
      'rawQuery() execSQL() compileStatement()',
      RUN,
    ),
    ...members(
      'android.database.sqlite.SQLiteDatabase',
      'query()',
      sink('sql-injection', '0 2 4 5 6'),
    ),
    ...members(
      'com.datastax.oss.driver.api.core.CqlSession',
      'execute() prepare() executeAsync()',
      RUN,
    ),
    ...members('com.datastax.driver.core.Session', 'execute() prepare() executeAsync()', RUN),
    ...members(
      'org.neo4j.driver.Session',
      'run() executeRead() executeWrite()',
      sink('graphql-injection', '0'),
    ),
    ...members('org.neo4j.driver.Transaction', 'run()', sink('graphql-injection', '0')),
    ...members('org.owasp.esapi.Encoder', 'encodeForSQL()', { cleans: ['sql'] }),
  },
  marks: Object.fromEntries(
    ['Select', 'Insert', 'Update', 'Delete'].map((name) => [
      `org.apache.ibatis.annotations.${name}`,
      {
        misuses: [
          {
            rule: 'sql-format',
            shows: '`${}` puts the value into the text of the query',
            when: [{ at: '0', matches: String.raw`\$\{` }],
          },
        ],
      },
    ]),
  ),
};
