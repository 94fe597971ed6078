import { members, owners, source } from '../entries.ts';
import type { Model, ModelPack, SourceModel } from '../model.ts';
import { sinks, wrong } from './terms.ts';

const MESSAGE: SourceModel = { kind: 'remote', what: 'message of a connection' };
const EVENT: Model = {
  type: 'this',
  flows: [],
  callbacks: [{ at: '1', params: [], sources: { 0: MESSAGE, 1: MESSAGE } }],
};
const ARGUMENTS = { kind: 'remote', what: 'argument of a query' } as const;
const SERVER: Model = {
  type: '@apollo/server.ApolloServer',
  flows: [],
  misuses: [
    wrong(
      'graphql-introspection',
      'anybody can list the whole schema',
      [{ at: '0.introspection', is: true }],
      'medium',
    ),
    wrong('debug-enabled', 'stack traces are sent to clients', [
      { at: '0.includeStacktraceInErrorResponses', is: true },
    ]),
    wrong('csrf-protection-off', 'simple requests are answered', [
      { at: '0.csrfPrevention', is: false },
    ]),
  ],
  handlers: ['Query', 'Mutation', 'Subscription'].flatMap((kind) => [
    {
      at: `0.resolvers.${kind}`,
      params: ['graphql.Parent', '', 'graphql.Context', 'graphql.Info'],
      paramsAre: ARGUMENTS,
      route: { method: kind.toLowerCase(), path: '' },
    },
  ]),
};

/** Sockets and GraphQL: messages are as untrusted as requests. */
export const messages: ModelPack = {
  id: 'messages',
  languages: ['javascript'],
  about:
    'https://socket.io/docs/v4/, https://github.com/websockets/ws, Apollo Server, graphql, kafkajs, amqplib',
  aliases: { 'apollo-server': '@apollo/server', 'apollo-server-express': '@apollo/server' },
  paths: {
    ...members('socket.io', 'Server()', {
      type: 'socket.io.Server',
      flows: [],
      misuses: [
        wrong(
          'cors-any-origin',
          'any site may connect',
          [{ at: '1.cors.origin', is: '*' }],
          'medium',
        ),
      ],
    }),
    'socket.io()': { type: 'socket.io.Server', flows: [] },
    ...owners(['socket.io.Server', 'socket.io.Namespace'], 'on()', {
      type: 'this',
      flows: [],
      callbacks: [{ at: '1', params: [], types: ['socket.io.Socket'] }],
    }),
    ...members('socket.io.Server', 'of()', { type: 'socket.io.Namespace', flows: [] }),
    'socket.io.Server.sockets': { type: 'socket.io.Namespace' },
    'socket.io.Socket.on()': EVENT,
    'socket.io.Socket.handshake': source('remote', 'handshake of a connection'),
    ...members('socket.io.Socket', 'emit() join() to() broadcast.emit()', {
      flows: [],
      type: 'this',
    }),
    ...members('ws', 'WebSocketServer() Server()', { type: 'ws.Server', flows: [] }),
    'ws.Server.on()': {
      type: 'this',
      flows: [],
      callbacks: [{ at: '1', params: [], types: ['ws.Socket', 'http.IncomingMessage'] }],
    },
    ...members('ws.Socket', 'on() addEventListener()', {
      ...EVENT,
      callbacks: [
        { at: '1', params: [], sources: { 0: { ...MESSAGE, clean: ['nosql', 'assignment'] } } },
      ],
    }),
    'ws.Socket.send()': { flows: [] },
    ...members('@apollo/server', 'ApolloServer()', SERVER),
    ...members('graphql', 'buildSchema()', { flows: [] }),
    'graphql.graphql()': {
      flows: [],
      sinks: sinks('graphql-injection', '0.source 1', { when: [{ at: '0.source', built: true }] }),
    },
    ...members('graphql-request', 'request()', {
      flows: [],
      sinks: [
        ...sinks('ssrf', '0'),
        ...sinks('graphql-injection', '1', { when: [{ at: '1', built: true }] }),
      ],
    }),
    'graphql-request.GraphQLClient()': {
      type: 'graphql-request.GraphQLClient',
      flows: [],
      sinks: sinks('ssrf', '0'),
    },
    'graphql-request.GraphQLClient.request()': {
      flows: [],
      sinks: sinks('graphql-injection', '0', { when: [{ at: '0', built: true }] }),
    },
    ...members('express-graphql', 'graphqlHTTP()', {
      flows: [],
      misuses: [
        wrong(
          'graphql-introspection',
          'the console for queries is open',
          [{ at: '0.graphiql', is: true }],
          'medium',
        ),
      ],
    }),
    'amqplib.Channel.consume()': {
      flows: [],
      callbacks: [{ at: '1', params: [], sources: { 0: MESSAGE } }],
    },
  },
};
