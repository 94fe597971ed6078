import { members, owners } from '../entries.ts';
import type { Model, ModelPack, SinkModel } from '../model.ts';
import { credentials, inAddress } from './credentials.ts';
import { sinks, STORED_ROW, wrong } from './terms.ts';

/** A filter is dangerous where a value may be an object; a `$where` where its text is the attacker's. */
const FILTER: readonly SinkModel[] = [
  ...sinks('nosql-injection', '0 0*'),
  ...sinks('nosql-injection', '0.$where 0.$expr', { family: 'code' }),
];
const FIND: Model = {
  flows: [],
  type: 'mongoose.Query',
  sinks: FILTER,
  source: STORED_ROW,
  callbacks: [{ at: '1+', params: [], sources: { 1: STORED_ROW } }],
};
const CHANGE: Model = { flows: [], sinks: FILTER, callbacks: [{ at: '1+', params: [] }] };
const UPDATE: Model = { ...CHANGE, sinks: [...FILTER, ...sinks('mass-assignment', '1 1.$set')] };
const CREATE: Model = { flows: [], sinks: sinks('mass-assignment', '0') };
const COLLECTIONS = ['mongodb.Collection', 'nedb.Datastore', 'monk.Collection'];
const FINDS = 'find() findOne() count() countDocuments()';
const UPDATES =
  'findOneAndUpdate() findOneAndReplace() updateOne() updateMany() update() replaceOne()';
const REMOVES = 'deleteOne() deleteMany() remove() findOneAndDelete() findOneAndRemove()';

/** Document databases, key-value stores and search engines. */
export const nosql: ModelPack = {
  id: 'nosql',
  languages: ['javascript'],
  about:
    'https://www.mongodb.com/docs/drivers/node/, https://mongoosejs.com/docs/api.html, nedb, DynamoDB, redis, Elasticsearch, CouchDB',
  aliases: {
    '@seald-io/nedb': 'nedb',
    '@opensearch-project/opensearch': '@elastic/elasticsearch',
    elasticsearch: '@elastic/elasticsearch',
    'mongodb-legacy': 'mongodb',
  },
  extends: {
    'mongoose.Query': ['mongoose.QueryParts'],
    'mongoose.HydratedDocument': ['mongoose.Document'],
  },
  paths: {
    'mongodb.MongoClient()': {
      type: 'mongodb.MongoClient',
      flows: [],
      misuses: [...inAddress('0'), ...credentials('1.auth.password')],
    },
    'mongodb.MongoClient.connect()': {
      misuses: inAddress('0'),
      type: 'mongodb.MongoClient',
      flows: [],
      callbacks: [{ at: '1+', params: [], types: ['', 'mongodb.MongoClient'] }],
    },
    'mongodb.MongoClient.db()': { type: 'mongodb.Db', flows: [] },
    ...owners(['mongodb.Db', 'mongodb.MongoClient'], 'collection()', {
      type: 'mongodb.Collection',
      flows: [],
      callbacks: [{ at: '1', params: [], types: ['', 'mongodb.Collection'] }],
    }),
    'mongodb.Db.command()': { flows: [], sinks: sinks('nosql-injection', '0 0*') },
    'mongodb.Db.eval()': { flows: [], sinks: sinks('nosql-injection', '0', { family: 'code' }) },
    ...owners(COLLECTIONS, FINDS, FIND),
    ...owners(COLLECTIONS, UPDATES, UPDATE),
    ...owners(COLLECTIONS, REMOVES, CHANGE),
    ...owners(COLLECTIONS, 'insertOne() insert() insertMany()', CREATE),
    'mongodb.Collection.aggregate()': {
      flows: [],
      sinks: sinks('nosql-injection', '0 0*'),
      source: STORED_ROW,
    },
    'mongodb.Collection.mapReduce()': {
      flows: [],
      sinks: sinks('nosql-injection', '0 1', { family: 'code' }),
    },
    ...members('mongodb', 'ObjectId() ObjectID()', { flows: [], type: 'mongodb.ObjectId' }),
    'nedb()': { type: 'nedb.Datastore', flows: [] },
    'monk()': { type: 'monk.Db', flows: [] },
    'monk.Db.get()': { type: 'monk.Collection', flows: [] },
    ...members('marsdb', 'Collection()', { type: 'mongodb.Collection', flows: [] }),
    'mongojs()': { type: 'mongodb.Db', flows: [] },

    ...members('mongoose', 'model()', { type: 'mongoose.Model', flows: [] }),
    'mongoose.Types.ObjectId()': { flows: [], type: 'mongodb.ObjectId' },
    'mongoose.Schema()': { type: 'mongoose.Schema', flows: [] },
    'mongoose.Model()': {
      type: 'mongoose.Document',
      flows: [],
      sinks: sinks('mass-assignment', '0'),
    },
    ...members('mongoose.Model', FINDS, FIND),
    ...members('mongoose.Model', 'exists() where() and() or() geoSearch()', FIND),
    'mongoose.Model.distinct()': { ...FIND, sinks: sinks('nosql-injection', '1 1*') },
    ...members('mongoose.Model', UPDATES, UPDATE),
    ...members('mongoose.Model', REMOVES, CHANGE),
    ...members('mongoose.Model', 'create() insertMany()', CREATE),
    ...members('mongoose.Model', 'findByIdAndUpdate()', {
      flows: [],
      sinks: sinks('mass-assignment', '1 1.$set'),
    }),
    ...members('mongoose.Model', 'findById() findByIdAndDelete() findByIdAndRemove()', {
      flows: [],
      type: 'mongoose.Query',
      source: STORED_ROW,
      callbacks: [{ at: '1+', params: [], sources: { 1: STORED_ROW } }],
    }),
    'mongoose.Model.aggregate()': {
      flows: [],
      sinks: sinks('nosql-injection', '0 0*'),
      source: STORED_ROW,
    },
    ...members(
      'mongoose.QueryParts',
      'find() findOne() where() and() or() nor() count() countDocuments() deleteOne() deleteMany() remove() merge()',
      {
        type: 'this',
        flows: [['this', 'result']],
        sinks: FILTER,
      },
    ),
    'mongoose.QueryParts.distinct()': {
      type: 'this',
      flows: [['this', 'result']],
      sinks: sinks('nosql-injection', '1 1*'),
    },
    'mongoose.createConnection()': { type: 'mongoose.Connection', flows: [] },
    'mongoose.Connection.model()': { type: 'mongoose.Model', flows: [] },
    'mongoose.QueryParts.$where()': {
      type: 'this',
      flows: [],
      sinks: sinks('nosql-injection', '0', { family: 'code' }),
    },
    ...members(
      'mongoose.QueryParts',
      'select() sort() limit() skip() populate() lean() exec() comment() hint()',
      {
        flows: [['this', 'result']],
      },
    ),
    'mongoose.Document.set()': { flows: [], sinks: sinks('mass-assignment', '0') },

    ...members('aws-sdk.DynamoDB', 'DocumentClient()', { type: 'dynamodb.Client', flows: [] }),
    ...members('dynamodb.Client', 'scan() query()', {
      flows: [],
      sinks: sinks('nosql-injection', '0 0.FilterExpression 0.KeyConditionExpression', {
        family: 'query',
      }),
      source: STORED_ROW,
    }),
    ...members('', 'redis.createClient() ioredis()', {
      type: 'redis.Client',
      flows: [],
      misuses: [...credentials('0.password 2.password'), ...inAddress('0 0.url')],
    }),
    ...members(
      'redis.Client',
      'set() setex() setnx() append() getset() del() hset() hmset() lpush() rpush() sadd() setAsync()',
      {
        type: 'this',
        flows: [],
        sinks: sinks('nosql-injection', '0', { confidence: 'medium' }),
      },
    ),
    ...members('redis.Client', 'multi() duplicate() batch()', {
      type: 'redis.Client',
      flows: [],
      callbacks: [{ at: '0', params: [], types: ['', 'redis.Client'] }],
    }),
    ...members('redis.Client', 'eval()', { flows: [], sinks: sinks('code-injection', '0') }),
    ...members('redis.Client', 'sendCommand()', {
      flows: [],
      sinks: sinks('nosql-injection', '0', { family: 'query' }),
    }),
    ...members('redis.Client', 'get() hget() hgetall()', {
      flows: [],
      source: { kind: 'stored', what: 'value of a key' },
    }),

    '@elastic/elasticsearch.Client()': {
      type: '@elastic/elasticsearch.Client',
      flows: [],
      misuses: [
        wrong('tls-verification-off', 'any certificate is accepted', [
          { at: '0.tls.rejectUnauthorized', is: false },
        ]),
      ],
    },
    ...members(
      '@elastic/elasticsearch.Client',
      'search() msearch() count() updateByQuery() deleteByQuery()',
      {
        flows: [],
        sinks: sinks(
          'search-query-injection',
          '0 0.body 0.query 0.body.query 0.q 0.query.query_string.query 0.body.query.query_string.query 0.script',
        ),
        source: { kind: 'stored', what: 'document of a search engine' },
      },
    ),
    'nano()': { type: 'nano.Server', flows: [] },
    ...members('nano.Server', 'use() db.use()', { type: 'nano.Db', flows: [] }),
    'nano.Db.find()': { flows: [], sinks: sinks('nosql-injection', '0 0*') },
  },
};
