import { members, owners } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';
import { credentials, inAddress } from './credentials.ts';
import { sinks, statement, STORED_ROW } from './terms.ts';

const RAW: Model = { flows: [], sinks: sinks('sql-injection sql-injection-stored', '0') };
const SAME_RAW: Model = { type: 'this', ...RAW };
const QUERY = statement('0 0.query');
const SAME: Model = { type: 'this', flows: [] };
const FOUND: Model = { flows: [], source: STORED_ROW };
const SAVES: Model = { flows: [], sinks: sinks('mass-assignment', '0') };
const KNEX = ['knex.Client', 'knex.Builder'];
const RAWS = 'whereRaw() orWhereRaw() havingRaw() orderByRaw() groupByRaw() joinRaw() fromRaw()';
const BUILD =
  'select() from() where() andWhere() orWhere() whereIn() join() leftJoin() innerJoin() limit() offset() groupBy() having() returning() table() into() distinct() with() first() column() insert() update() del() delete()';

/** Mappers and builders: their raw parts are SQL as it is. */
export const orm: ModelPack = {
  id: 'orm',
  languages: ['javascript'],
  about: 'knex, sequelize, typeorm, prisma, drizzle-orm, objection, mikro-orm',
  aliases: {
    '@sequelize/core': 'sequelize',
    'sequelize-typescript': 'sequelize',
    '@prisma/client/extension': '@prisma/client',
  },
  extends: {
    'sequelize.ModelStatic': ['sequelize.Model'],
    'typeorm.EntityManager': ['typeorm.Repository'],
    'typeorm.SelectQueryBuilder': ['typeorm.QueryBuilder'],
    'typeorm.BaseEntity': ['typeorm.Repository'],
    'typeorm.Connection': ['typeorm.DataSource'],
  },
  paths: {
    ...members('', 'knex() knex.knex()', {
      type: 'knex.Client',
      flows: [],
      misuses: [...credentials('0.connection.password'), ...inAddress('0.connection')],
    }),
    'knex.Client()': { type: 'knex.Builder', flows: [] },
    ...owners(KNEX, 'raw()', { ...QUERY, type: 'knex.Builder' }),
    ...owners(KNEX, RAWS, { ...RAW, type: 'knex.Builder' }),
    ...owners(KNEX, BUILD, { type: 'knex.Builder', flows: [] }),
    ...owners(KNEX, 'orderBy()', { type: 'knex.Builder', flows: [] }),
    'knex.Client.transaction()': {
      flows: [],
      callbacks: [{ at: '0', params: [], types: ['knex.Client'] }],
    },

    ...members('', 'sequelize() sequelize.Sequelize()', {
      type: 'sequelize.Sequelize',
      flows: [],
      misuses: [...credentials('2 0.password'), ...inAddress('0')],
    }),
    'sequelize.Sequelize.query()': QUERY,
    ...owners(['sequelize', 'sequelize.Sequelize'], 'literal()', RAW),
    ...owners(['sequelize', 'sequelize.Sequelize'], 'define()', {
      type: 'sequelize.Model',
      flows: [],
    }),
    ...owners(['sequelize.Sequelize'], 'escape()', { flows: [['0', 'result']], cleans: ['sql'] }),
    ...members('sequelize.Model', 'findAll() findOne() findAndCountAll()', {
      ...FOUND,
      sinks: ['0.order', '0.group'].flatMap((at) =>
        sinks('sql-injection', at, { when: [{ at, given: true }], confidence: 'low' }),
      ),
    }),
    'sequelize.Model.findByPk()': FOUND,
    ...members(
      'sequelize.Model',
      'create() bulkCreate() build() update() upsert() findOrCreate()',
      SAVES,
    ),

    ...members(
      'typeorm',
      'createConnection() getConnection() getManager() getRepository() DataSource()',
      { type: 'typeorm.DataSource', flows: [] },
    ),
    ...owners(
      ['typeorm.DataSource', 'typeorm.Repository', 'typeorm.QueryRunner'],
      'query()',
      QUERY,
    ),
    ...owners(['typeorm.DataSource', 'typeorm.Repository'], 'createQueryBuilder()', {
      type: 'typeorm.QueryBuilder',
      flows: [],
    }),
    ...owners(
      ['typeorm.DataSource', 'typeorm.Repository'],
      'getRepository() createEntityManager()',
      { type: 'typeorm.Repository', flows: [] },
    ),
    'typeorm.DataSource.createQueryRunner()': { type: 'typeorm.QueryRunner', flows: [] },
    'typeorm.DataSource.manager': { type: 'typeorm.Repository' },
    ...members('typeorm.Repository', 'find() findOne() findBy() findOneBy() findAndCount()', {
      ...FOUND,
      sinks: sinks('sql-injection', '0.where', { confidence: 'low' }),
    }),
    ...members('typeorm.Repository', 'save() insert() create() update() merge()', SAVES),
    ...members(
      'typeorm.QueryBuilder',
      'where() andWhere() orWhere() having() orderBy() addOrderBy() groupBy() select() addSelect() from()',
      SAME_RAW,
    ),
    ...members(
      'typeorm.QueryBuilder',
      'leftJoin() innerJoin() leftJoinAndSelect() innerJoinAndSelect() setParameter() setParameters() limit() offset() take() skip() into() set() values() update() delete()',
      SAME,
    ),
    ...members(
      'typeorm.QueryBuilder',
      'getMany() getOne() getRawMany() getRawOne() getManyAndCount()',
      FOUND,
    ),

    '@prisma/client.PrismaClient()': { type: '@prisma/client.PrismaClient', flows: [] },
    ...members('@prisma/client.PrismaClient', '$queryRawUnsafe() $executeRawUnsafe()', QUERY),
    ...members('@prisma/client.PrismaClient', '$queryRaw() $executeRaw()', FOUND),
    ...members('@prisma/client.Prisma', 'raw()', { ...RAW, type: 'prisma.Sql' }),
    ...members('@prisma/client.Prisma', 'sql() join()', { flows: [], type: 'prisma.Sql' }),

    'drizzle-orm.sql.raw()': { ...RAW, type: 'drizzle-orm.Sql' },
    'drizzle-orm.sql()': { flows: [], type: 'drizzle-orm.Sql' },
    'drizzle-orm.sql.identifier()': { flows: [], type: 'drizzle-orm.Sql' },
    'objection.raw()': RAW,
    'bookshelf()': { flows: [] },
    'kysely.sql.raw()': RAW,
    'kysely.sql()': { flows: [] },
    ...members('kysely.sql', 'lit() ref() table()', RAW),

    ...members('*', 'literal()', {
      flows: [['0', 'result']],
      sinks: sinks('sql-injection', '0', { confidence: 'low' }),
    }),
  },
};
