import { flows, members, owners } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';
import { NOTHING, sinks, wrong } from './terms.ts';

/** What is read lands in the members of the second argument. */
const UNMARSHAL: Model = flows('0>1.* 0.*>1.*');
const DECODE: Model = flows('this>0.*');
const MARSHAL: Model = flows('0>result 0.*>result 0.*.*>result');
const LDAP = 'github.com/go-ldap/ldap';
const REDIS = 'github.com/redis/go-redis/v9.Client';

/** Formats, and databases that are not relational. */
export const data: ModelPack = {
  id: 'go-data',
  languages: ['go'],
  about:
    'encoding/*, yaml, toml, protobuf, LDAP, XPath, MongoDB, Redis: https://pkg.go.dev/encoding/json',
  aliases: {
    'github.com/go-ldap/ldap/v3': LDAP,
    'gopkg.in/ldap.v2': LDAP,
    'gopkg.in/ldap.v3': LDAP,
    'github.com/json-iterator/go': 'encoding/json',
    'github.com/goccy/go-json': 'encoding/json',
    'github.com/bytedance/sonic': 'encoding/json',
    'gopkg.in/yaml.v2': 'gopkg.in/yaml.v3',
    'sigs.k8s.io/yaml': 'gopkg.in/yaml.v3',
    'github.com/ghodss/yaml': 'gopkg.in/yaml.v3',
    'github.com/go-redis/redis/v8': 'github.com/redis/go-redis/v9',
  },
  paths: {
    ...owners(
      [
        'encoding/json',
        'encoding/xml',
        'gopkg.in/yaml.v3',
        'github.com/BurntSushi/toml',
        'encoding/asn1',
      ],
      'Unmarshal() UnmarshalStrict()',
      UNMARSHAL,
    ),
    'encoding/json.NewDecoder()': { type: 'encoding.Decoder', flows: [['0', 'result']] },
    'encoding/xml.NewDecoder()': { type: 'encoding.Decoder', flows: [['0', 'result']] },
    'encoding/gob.NewDecoder()': { type: 'encoding.Decoder', flows: [['0', 'result']] },
    'gopkg.in/yaml.v3.NewDecoder()': { type: 'encoding.Decoder', flows: [['0', 'result']] },
    'github.com/BurntSushi/toml.NewDecoder()': {
      type: 'encoding.Decoder',
      flows: [['0', 'result']],
    },
    'encoding.Decoder.Decode()': DECODE,
    ...members('encoding.Decoder', 'DisallowUnknownFields() More() Token() UseNumber()', NOTHING),
    ...owners(['encoding/json'], 'Marshal() MarshalIndent()', { ...MARSHAL, cleans: ['html'] }),
    ...owners(['encoding/xml', 'gopkg.in/yaml.v3'], 'Marshal() MarshalIndent()', {
      ...MARSHAL,
      cleans: ['html', 'xml'],
    }),
    ...owners(['encoding/json', 'encoding/xml', 'gopkg.in/yaml.v3'], 'NewEncoder()', {
      type: 'encoding.Encoder',
      flows: [],
    }),
    ...members('encoding.Encoder', 'Encode() SetIndent() SetEscapeHTML()', NOTHING),
    ...owners(
      [
        'encoding/base64.StdEncoding',
        'encoding/base64.URLEncoding',
        'encoding/base64.RawURLEncoding',
        'encoding/base64.RawStdEncoding',
      ],
      'DecodeString() Decode()',
      flows('0>result'),
    ),
    ...owners(
      [
        'encoding/base64.StdEncoding',
        'encoding/base64.URLEncoding',
        'encoding/base64.RawURLEncoding',
        'encoding/base64.RawStdEncoding',
      ],
      'EncodeToString()',
      {
        flows: [['0', 'result']],
        cleans: ['html', 'xml', 'sql', 'command', 'header', 'log', 'path', 'ldap', 'xpath'],
      },
    ),
    'encoding/hex.EncodeToString()': flows('0>result', {
      cleans: [
        'html',
        'xml',
        'sql',
        'command',
        'header',
        'log',
        'path',
        'ldap',
        'xpath',
        'url',
        'redirect',
        'regex',
        'code',
        'template',
      ],
    }),
    'encoding/hex.DecodeString()': flows('0>result'),
    'encoding/csv.NewReader()': { type: 'encoding/csv.Reader', flows: [['0', 'result']] },
    ...members('encoding/csv.Reader', 'Read() ReadAll()', flows('this>result this>result.*')),
    'encoding/xml.EscapeText()': flows('1>0', { cleans: ['html', 'xml'] }),
    'google.golang.org/protobuf/proto.Unmarshal()': UNMARSHAL,
    'github.com/mitchellh/mapstructure.Decode()': UNMARSHAL,
    'github.com/lestrrat-go/libxml2.ParseString()': {
      flows: [],
      sinks: sinks('xxe', '0', { when: [{ at: '1', given: true }] }),
    },
    ...members('github.com/lestrrat-go/libxml2/parser', 'XMLParseNoEnt XMLParseDTDLoad', {}),

    ...members(LDAP, 'NewSearchRequest()', {
      type: `${LDAP}.SearchRequest`,
      flows: [],
      sinks: sinks('ldap-injection', '0 6'),
    }),
    [`${LDAP}.EscapeFilter()`]: flows('0>result', { cleans: ['ldap'] }),
    [`${LDAP}.EscapeDN()`]: flows('0>result', { cleans: ['ldap'] }),
    ...members(LDAP, 'Dial() DialURL()', {
      type: `${LDAP}.Conn`,
      flows: [],
      misuses: [
        wrong(
          'insecure-transport',
          'passwords go to the directory in clear',
          [{ at: '0', matches: '^ldap://(?!localhost|127\\.)' }],
          'low',
        ),
      ],
    }),
    [`${LDAP}.Conn.UnauthenticatedBind()`]: {
      flows: [],
      misuses: [wrong('ldap-anonymous-bind', 'nobody proves who they are', [])],
    },
    [`${LDAP}.Conn.Bind()`]: {
      flows: [],
      misuses: [wrong('ldap-anonymous-bind', 'the password is empty', [{ at: '1', is: '' }])],
    },

    ...owners(
      [
        'github.com/antchfx/xmlquery',
        'github.com/antchfx/htmlquery',
        'github.com/antchfx/jsonquery',
      ],
      'Find() FindOne() Query() QueryAll() FindEach()',
      { flows: [], sinks: sinks('xpath-injection', '1') },
    ),
    'github.com/antchfx/xpath.Compile()': { flows: [], sinks: sinks('xpath-injection', '0') },
    'github.com/antchfx/xpath.MustCompile()': { flows: [], sinks: sinks('xpath-injection', '0') },
    ...members('gopkg.in/xmlpath.v2', 'Compile() MustCompile()', {
      flows: [],
      sinks: sinks('xpath-injection', '0'),
    }),
    ...members('github.com/beevik/etree.Document', 'FindElement() FindElements()', {
      flows: [],
      sinks: sinks('xpath-injection', '0'),
    }),

    ...members(
      'go.mongodb.org/mongo-driver/mongo.Collection',
      'Find() FindOne() DeleteOne() DeleteMany() UpdateOne() UpdateMany() CountDocuments() Aggregate() FindOneAndUpdate()',
      {
        type: 'go.mongodb.org/mongo-driver/mongo.Result',
        flows: [],
        sinks: sinks('nosql-injection', '1.$where', { confidence: 'medium' }),
      },
    ),
    ...members('go.mongodb.org/mongo-driver/mongo.Result', 'Decode() All()', {
      flows: [['source', '0.*']],
      source: { kind: 'stored', what: 'document of a database' },
    }),
    ...members('gopkg.in/mgo.v2.Collection', 'Find() Remove() Update()', {
      flows: [],
      sinks: sinks('nosql-injection', '0.$where', { confidence: 'medium' }),
    }),
    ...members(REDIS, 'Eval()', { flows: [], sinks: sinks('code-injection', '1') }),
    ...members(REDIS, 'Get() HGet()', {
      type: 'github.com/redis/go-redis/v9.Result',
      flows: [],
      source: { kind: 'stored', what: 'entry of a store' },
    }),
    ...members(
      'github.com/redis/go-redis/v9.Result',
      'Result() Val() Bytes()',
      flows('this>result'),
    ),
    ...members('github.com/redis/go-redis/v9', 'NewClient()', { type: REDIS, flows: [] }),
    ...members('github.com/graphql-go/graphql', 'Params()', { flows: [] }),
  },
};
