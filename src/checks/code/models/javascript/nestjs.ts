import { members, source } from '../entries.ts';
import type { MarkModel, ModelPack, SourceModel } from '../model.ts';
import { sinks, wrong } from './terms.ts';

const C = '@nestjs/common';
const TEXT = ['nosql', 'assignment'] as const;
const BODY: SourceModel = { kind: 'remote', what: 'request body' };
const QUERY: SourceModel = { kind: 'remote', what: 'query parameter' };
const PARAM: SourceModel = { kind: 'remote', what: 'route parameter', clean: TEXT };
const HEADER: SourceModel = {
  kind: 'remote',
  what: 'request header',
  clean: ['html', 'redirect', ...TEXT],
};
const UPLOAD: SourceModel = { kind: 'remote', what: 'uploaded file' };

function route(method: string): MarkModel {
  return {
    route: { method, path: '0' },
    returns: sinks('xss-reflected xss-stored', 'result', { confidence: 'medium' }),
  };
}

/** NestJS on Express or Fastify: decorators say what a parameter is and who may call. */
export const nestjs: ModelPack = {
  id: 'nestjs',
  languages: ['javascript'],
  about: 'https://docs.nestjs.com/: controllers, guards, pipes, microservices, websockets, GraphQL',
  marks: {
    [`${C}.Controller`]: { prefix: '0' },
    [`${C}.Get`]: route('GET'),
    [`${C}.Post`]: route('POST'),
    [`${C}.Put`]: route('PUT'),
    [`${C}.Patch`]: route('PATCH'),
    [`${C}.Delete`]: route('DELETE'),
    [`${C}.All`]: route('*'),
    [`${C}.Options`]: route('*'),
    [`${C}.Body`]: { source: BODY },
    [`${C}.Query`]: { source: QUERY },
    [`${C}.Param`]: { source: PARAM },
    [`${C}.Headers`]: { source: HEADER },
    [`${C}.HostParam`]: { source: { kind: 'host', what: 'Host header' } },
    [`${C}.RawBody`]: { source: BODY },
    [`${C}.UploadedFile`]: { source: UPLOAD },
    [`${C}.UploadedFiles`]: { source: UPLOAD },
    [`${C}.UseGuards`]: { authenticates: true },
    '@nestjs/swagger.ApiBearerAuth': {},
    '@nestjs/microservices.MessagePattern': {
      route: { method: 'message', path: '0' },
      paramsAre: { kind: 'remote', what: 'message' },
    },
    '@nestjs/microservices.EventPattern': {
      route: { method: 'event', path: '0' },
      paramsAre: { kind: 'remote', what: 'message' },
    },
    '@nestjs/microservices.Payload': { source: { kind: 'remote', what: 'message' } },
    '@nestjs/websockets.SubscribeMessage': { route: { method: 'message', path: '0' } },
    '@nestjs/websockets.MessageBody': { source: { kind: 'remote', what: 'message' } },
    '@nestjs/websockets.WebSocketGateway': {
      misuses: [
        wrong('cors-any-origin', 'any site may connect', [{ at: '0.cors', is: true }], 'medium'),
      ],
    },
    '@nestjs/graphql.Query': { route: { method: 'query', path: '0' } },
    '@nestjs/graphql.Mutation': { route: { method: 'mutation', path: '0' } },
    '@nestjs/graphql.Args': { source: { kind: 'remote', what: 'argument of a query' } },
  },
  paths: {
    '@nestjs/core.NestFactory.create()': {
      type: '@nestjs/common.INestApplication',
      flows: [],
      misuses: [
        wrong(
          'cors-any-origin',
          'any site may read the answers',
          [{ at: '1.cors', is: true }],
          'medium',
        ),
      ],
    },
    '@nestjs/common.INestApplication.enableCors()': {
      flows: [],
      misuses: [
        wrong(
          'cors-any-origin',
          'any site may read the answers',
          [{ at: '0', absent: true }],
          'medium',
        ),
        wrong(
          'cors-any-origin',
          'any site may read the answers',
          [{ at: '0.origin', is: '*' }],
          'medium',
        ),
        wrong('cors-credentials-any-origin', 'any site may read the answers of a logged in user', [
          { at: '0.origin', is: true },
          { at: '0.credentials', is: true },
        ]),
      ],
    },
    ...members('@nestjs/common.INestApplication', 'use() listen() useGlobalPipes()', { flows: [] }),
    ...members(C, 'Logger()', { type: `${C}.Logger`, flows: [] }),
    [`${C}.ExecutionContext.getArgs()`]: source('remote', 'request'),
  },
  extends: { [`${C}.Logger`]: ['console'] },
};
