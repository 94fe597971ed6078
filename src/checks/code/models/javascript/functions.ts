import { members, source } from '../entries.ts';
import type { ModelPack } from '../model.ts';

const TEXT = ['nosql', 'assignment'] as const;
const EVENT = 'aws-lambda.APIGatewayProxyEvent';
const AZURE = '@azure/functions.HttpRequest';

/** Functions of clouds: their handlers are exported and called with an event. */
export const functions: ModelPack = {
  id: 'functions',
  languages: ['javascript'],
  about:
    'https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html, Azure Functions and Google Cloud Functions for Node.js',
  extends: { 'aws-lambda.APIGatewayProxyEventV2': [EVENT], 'aws-lambda.APIGatewayEvent': [EVENT] },
  shapes: [
    { names: ['event', 'context'], types: [EVENT] },
    { names: ['event', '_context'], types: [EVENT] },
  ],
  paths: {
    ...members(
      EVENT,
      'queryStringParameters multiValueQueryStringParameters',
      source('remote', 'query parameter', { clean: TEXT }),
    ),
    ...members(EVENT, 'rawQueryString', source('remote', 'query of the address', { clean: TEXT })),
    [`${EVENT}.pathParameters`]: source('remote', 'route parameter', { clean: TEXT }),
    [`${EVENT}.body`]: source('remote', 'request body'),
    ...members(
      EVENT,
      'headers multiValueHeaders',
      source('remote', 'request header', { clean: ['html', 'redirect', ...TEXT] }),
    ),
    [`${EVENT}.cookies`]: source('remote', 'cookie', { clean: ['html', 'redirect', ...TEXT] }),
    [`${EVENT}.Records`]: source('remote', 'record of an event'),
    '@azure/functions.app.http()': {
      flows: [],
      handlers: [
        {
          at: '1.handler',
          params: [AZURE, '@azure/functions.Context'],
          route: { method: '*', path: '1.route' },
        },
      ],
    },
    [`${AZURE}.query`]: source('remote', 'query parameter', { clean: TEXT }),
    [`${AZURE}.params`]: source('remote', 'route parameter', { clean: TEXT }),
    [`${AZURE}.json()`]: { flows: [], ...source('remote', 'request body') },
    [`${AZURE}.text()`]: { flows: [], ...source('remote', 'request body', { clean: TEXT }) },
    ...members('@google-cloud/functions-framework', 'http()', {
      flows: [],
      handlers: [
        {
          at: '1',
          params: ['express.Request', 'express.Response'],
          route: { method: '*', path: '0' },
        },
      ],
    }),
    ...members('firebase-functions.https', 'onRequest()', {
      flows: [],
      handlers: [
        {
          at: '*',
          params: ['express.Request', 'express.Response'],
          route: { method: '*', path: '' },
        },
      ],
    }),
    'firebase-functions.https.onCall()': {
      flows: [],
      handlers: [
        {
          at: '0',
          params: [],
          paramsAre: { kind: 'remote', what: 'data of the call' },
          route: { method: 'call', path: '' },
        },
      ],
    },
  },
};
