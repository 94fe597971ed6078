import type { SecretRule } from '../rule.ts';
import { near, provider, token } from './build.ts';
import { fill } from './fill.ts';

export const azure: readonly SecretRule[] = provider(
  {
    name: 'Azure',
    revoke: 'https://portal.azure.com/',
    source: 'https://learn.microsoft.com/azure/storage/common/storage-account-keys-manage',
    gains: 'read and change what the key opens in the subscription',
  },
  near('azure-storage-key', 'Azure storage account key', /[A-Za-z0-9+/]{86}==/, {
    names: [
      'accountkey',
      'account_key',
      'storage_key',
      'storagekey',
      'azure_storage',
      'primarykey',
      'primary_key',
      'cosmos',
    ],
    suffix: '',
    severity: 'critical',
    confidence: 'high',
    minEntropy: 4.5,
    hit: [`${fill(86, 'base64')}==`],
  }),
  token('azure-client-secret', 'Microsoft Entra client secret', /Q~[\w~.-]{31,34}/, {
    keywords: ['q~'],
    pattern: /(?<=(?<![\w~.-])(?<head>[\w~.-]{3}\d))(?<secret>Q~[\w~.-]{31,34})(?![\w~.-])/,
    severity: 'critical',
    source: 'https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials',
    gains: 'sign in as the application, with all its rights',
    hit: [`${fill(3)}8Q~${fill(34)}`],
  }),
  near('azure-shared-access-key', 'Azure Service Bus or Event Hubs key', /[A-Za-z0-9+/]{43}=/, {
    names: ['sharedaccesskey'],
    suffix: '',
    minEntropy: 4,
    source: 'https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas',
    hit: [`${fill(43, 'base64')}=`],
  }),
  near('azure-sas-signature', 'Azure shared access signature', /[A-Za-z0-9%+/]{43,80}(?:%3D|=)/, {
    names: ['sig'],
    suffix: '',
    minEntropy: 4,
    source: 'https://learn.microsoft.com/azure/storage/common/storage-sas-overview',
    hit: [`${fill(43, 'base62')}%3D`],
  }),
  token('azure-devops-token', 'Azure DevOps personal access token', /AZDO[A-Za-z0-9]{4}/, {
    keywords: ['azdo'],
    pattern:
      /(?<=(?<![A-Za-z0-9])(?<head>[A-Za-z0-9]{76}))(?<secret>AZDO[A-Za-z0-9]{4})(?![A-Za-z0-9])/,
    severity: 'critical',
    source:
      'https://learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate',
    hit: [`${fill(76)}AZDO${fill(4)}`],
  }),
  token('azure-search-key', 'Azure AI Search admin key', /AzSe[A-D][A-Za-z0-9]{5}/, {
    keywords: ['azse'],
    pattern:
      /(?<=(?<![A-Za-z0-9])(?<head>[A-Za-z0-9]{42}))(?<secret>AzSe[A-D][A-Za-z0-9]{5})(?![A-Za-z0-9])/,
    source: 'https://learn.microsoft.com/azure/search/search-security-api-keys',
    hit: [`${fill(42)}AzSeA${fill(5)}`],
  }),
  token('azure-functions-key', 'Azure Functions key', /AzFu[\w-]{4}(?:==)?/, {
    keywords: ['azfu'],
    pattern: /(?<=(?<![\w-])(?<head>[\w-]{44}))(?<secret>AzFu[\w-]{6}(?:==|%3D%3D)?)(?![\w-])/,
    source: 'https://learn.microsoft.com/azure/azure-functions/function-keys-how-to',
    gains: 'call the functions of the app',
    hit: [`${fill(44)}AzFu${fill(6)}==`],
  }),
  token(
    'azure-container-registry-key',
    'Azure Container Registry key',
    /\+ACR[A-D][A-Za-z0-9]{5}/,
    {
      keywords: ['+acr'],
      pattern:
        /(?<=(?<![A-Za-z0-9+/])(?<head>[A-Za-z0-9+/]{42}))(?<secret>\+ACR[A-D][A-Za-z0-9]{5})(?![A-Za-z0-9+/])/,
      source:
        'https://learn.microsoft.com/azure/container-registry/container-registry-authentication',
      gains: 'read and replace container images',
      hit: [`${fill(42)}+ACRA${fill(5)}`],
    },
  ),
  near('azure-openai-key', 'Azure OpenAI key', /[0-9a-f]{32}/, {
    names: ['azure_openai', 'azureopenai', 'openai_api', 'openai-api', 'ocp-apim-subscription'],
    gains: 'call the models of the resource at its cost',
    hit: [fill(32, 'hex')],
  }),
);
