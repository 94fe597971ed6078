import { flows, members, owners, sink } from '../entries.ts';
import type { ModelPack } from '../model.ts';

const COLLECTION = 'com.mongodb.client.MongoCollection';
const PREFIX = '\\$where|mapReduce';

/** Stores without SQL, search engines, mail. */
export const stores: ModelPack = {
  id: 'java-stores',
  languages: ['java'],
  about:
    "MongoDB, Redis, Elasticsearch, GraphQL, Jakarta Mail, Spring mail: each library's reference",
  aliases: { 'jakarta.mail': 'javax.mail' },
  extends: {
    'org.springframework.data.mongodb.core.query.BasicQuery': [
      'org.springframework.data.mongodb.core.query.Query',
    ],
    'javax.mail.internet.MimeMessage': ['javax.mail.Message'],
  },
  paths: {
    ...members('', 'com.mongodb.BasicDBObject() org.bson.Document()', {
      flows: [
        ['0', 'result'],
        ['1', 'result.{0}'],
      ],
      sinks: [{ rule: 'nosql-injection', at: ['1'], when: [{ at: '0', matches: PREFIX }] }],
    }),
    ...owners(['com.mongodb.BasicDBObject', 'org.bson.Document'], 'append() put()', {
      type: 'this',
      flows: [
        ['1', 'this.{0}'],
        ['this', 'result'],
      ],
      sinks: [{ rule: 'nosql-injection', at: ['1'], when: [{ at: '0', matches: PREFIX }] }],
    }),
    ...owners(
      ['com.mongodb.BasicDBObject', 'org.bson.Document', 'org.bson.BsonDocument'],
      'parse()',
      sink('nosql-injection', '0'),
    ),
    'com.mongodb.util.JSON.parse()': sink('nosql-injection', '0'),
    'com.mongodb.client.model.Filters.where()': sink('nosql-injection', '0'),
    'com.mongodb.client.model.Filters.regex()': {
      sinks: [{ rule: 'regex-injection', at: ['1'], confidence: 'medium' }],
    },
    ...members(COLLECTION, 'mapReduce()', sink('nosql-injection', '0 1')),
    ...members(COLLECTION, 'find() findOne()', {
      flows: [],
      source: { kind: 'stored', what: 'document of a collection' },
    }),
    'org.springframework.data.mongodb.core.query.BasicQuery()': sink('nosql-injection', '0'),
    'org.springframework.data.mongodb.core.query.Criteria.where()': flows(''),
    ...members(
      'org.springframework.data.mongodb.core.MongoTemplate',
      'executeCommand()',
      sink('nosql-injection', '0'),
    ),
    ...members('redis.clients.jedis.Jedis', 'eval() evalsha()', sink('code-injection', '0')),
    ...members('redis.clients.jedis.Jedis', 'get() hget() lpop() rpop()', {
      flows: [],
      source: { kind: 'stored', what: 'value of the store' },
    }),
    ...members(
      'org.elasticsearch.index.query.QueryBuilders',
      'queryStringQuery() wrapperQuery() simpleQueryStringQuery()',
      sink('search-query-injection', '0'),
    ),
    'org.elasticsearch.script.Script()': sink('code-injection', '2 0'),
    'org.apache.lucene.queryparser.classic.QueryParser.parse()': sink(
      'search-query-injection',
      '0',
      { confidence: 'medium' },
    ),
    'org.apache.lucene.queryparser.classic.QueryParser.escape()': { cleans: ['query'] },
    'org.apache.solr.client.solrj.SolrQuery()': sink('search-query-injection', '0'),
    'graphql.GraphQL.execute()': flows(''),

    ...members('javax.mail.Message', 'setSubject()', sink('mail-injection', '0')),
    ...members('javax.mail.Message', 'addHeader() setHeader()', sink('mail-injection', '1')),
    ...members(
      'javax.mail.Message',
      'setContent()',
      sink('mail-injection', '0', {
        confidence: 'low',
        when: [{ at: '1', matches: 'html' }],
        family: 'html',
      }),
    ),
    ...members('javax.mail.Message', 'setText()', flows('')),
    ...members('javax.mail.internet.InternetAddress', 'parse()', { flows: [['0', 'result']] }),
    ...members(
      'org.springframework.mail.SimpleMailMessage',
      'setSubject()',
      sink('mail-injection', '0', { confidence: 'medium' }),
    ),
    ...members('org.springframework.mail.javamail.MimeMessageHelper', 'setText()', {
      flows: [],
      sinks: [
        {
          rule: 'mail-injection',
          at: ['0'],
          when: [{ at: '1', is: true }],
          family: 'html',
          confidence: 'medium',
        },
      ],
    }),
    ...members(
      'org.springframework.mail.javamail.MimeMessageHelper',
      'setSubject()',
      sink('mail-injection', '0'),
    ),
  },
};
