import type { SecretRule } from '../rule.ts';
import type { Kind } from './build.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

/** Keys that Azure marks: the service stands in four characters near the end, and the last ones are a checksum. */
export const azureKeys: readonly SecretRule[] = provider(
  {
    name: 'Azure',
    revoke: 'https://portal.azure.com/',
    source: 'https://github.com/microsoft/security-utilities',
    gains: 'read and change what the key opens in the subscription',
  },
  of64Bytes('azure-storage-account-key', 'Azure storage account access key', '+ASt'),
  of64Bytes('azure-cosmos-db-key', 'Azure Cosmos DB key', 'ACDb'),
  of64Bytes('azure-batch-key', 'Azure Batch account key', '+ABa'),
  of64Bytes('azure-api-management-key', 'Azure API Management key', 'APIM'),
  of64Bytes('azure-machine-learning-key', 'Azure Machine Learning web service key', '+AMC'),
  of32Bytes('azure-service-bus-key', 'Azure Service Bus access key', '+ASb'),
  of32Bytes('azure-event-hubs-key', 'Azure Event Hubs access key', '+AEh'),
  of32Bytes('azure-relay-key', 'Azure Relay access key', '+ARm'),
  of32Bytes('azure-iot-key', 'Azure IoT access key', 'AIoT'),
  of32Bytes('azure-redis-key', 'Azure Cache for Redis access key', 'AzCa'),
  token('azure-service-key', 'Azure service key', /JQQJ9/, {
    keywords: ['jqqj9'],
    pattern:
      /(?<=(?<![\w+/-])(?<head>[A-Za-z0-9]{52}))(?<secret>JQQJ9[9DH][A-Za-z0-9][A-L][A-Za-z0-9]{16}[A-Za-z][A-Za-z0-9]{7}(?:[A-Za-z0-9]{2}==)?)(?![\w+/-])/,
    hit: [
      `${fill(52)}JQQJ99AK${fill(16)}A${fill(7)}`,
      `${fill(52)}JQQJ99AK${fill(16)}A${fill(9)}==`,
    ],
    ok: [`const key = "${fill(52)}JQQJ99AZ${fill(16)}A${fill(7)}";\n`],
  }),
);

/** 64 bytes in base64: 76 characters, the mark, and 48 bits of which the last character can say only two. */
function of64Bytes(slug: string, title: string, mark: string): Kind {
  return marked(slug, title, mark, { before: 76, end: '[A-Za-z0-9+/]{5}[AQgw]==', last: 'Q==' });
}

/** 32 bytes in base64: 33 characters, the mark, and a character whose upper bits are fixed. */
function of32Bytes(slug: string, title: string, mark: string): Kind {
  return marked(slug, title, mark, { before: 33, end: '[A-P][A-Za-z0-9+/]{5}=', last: '=' });
}

function marked(
  slug: string,
  title: string,
  mark: string,
  { before, end, last }: { readonly before: number; readonly end: string; readonly last: string },
): Kind {
  const head = String.raw`(?<=(?<![A-Za-z0-9+/])(?<head>[A-Za-z0-9+/]{${before}}))`;
  const tail = last === '=' ? `B${fill(5)}=` : `${fill(5)}${last}`;
  const unmarked = fill(before, 'base64', 2);
  return token(slug, title, /x/, {
    keywords: [mark.toLowerCase()],
    pattern: new RegExp(`${head}(?<secret>${mark.replace('+', '[+]')}${end})(?![A-Za-z0-9+/=])`),
    severity: 'critical',
    source: 'https://github.com/microsoft/security-utilities',
    hit: [`${fill(before, 'base64')}${mark}${tail}`],
    ok: [
      `const key = "${unmarked}${mark}${tail.replaceAll('=', '')}";\n`,
      `const key = "${unmarked.slice(1)}${mark}${tail}";\n`,
    ],
  });
}
