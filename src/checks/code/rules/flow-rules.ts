import type { CodeRule } from './code-rule.ts';
import { argumentInjection } from './argument-injection.ts';
import { clientRequestForgery } from './client-request-forgery.ts';
import { codeInjection } from './code-injection.ts';
import { commandInjection } from './command-injection.ts';
import { cookieInjection } from './cookie-injection.ts';
import { corsOriginReflected } from './cors-origin-reflected.ts';
import { dynamicImport } from './dynamic-import.ts';
import { dynamicMethodCall } from './dynamic-method-call.ts';
import { electronOpenExternal } from './electron-open-external.ts';
import { exceptionInResponse } from './exception-in-response.ts';
import { expressionLanguageInjection } from './expression-language-injection.ts';
import { formatString } from './format-string.ts';
import { graphqlInjection } from './graphql-injection.ts';
import { headerInjection } from './header-injection.ts';
import { hostHeaderPoisoning } from './host-header-poisoning.ts';
import { jndiInjection } from './jndi-injection.ts';
import { ldapInjection } from './ldap-injection.ts';
import { libraryCodeInjection } from './library-code-injection.ts';
import { libraryCommandInjection } from './library-command-injection.ts';
import { libraryPathTraversal } from './library-path-traversal.ts';
import { libraryPrototypePollution } from './library-prototype-pollution.ts';
import { localCommandInjection } from './local-command-injection.ts';
import { logInjection } from './log-injection.ts';
import { loopBoundInjection } from './loop-bound-injection.ts';
import { mailInjection } from './mail-injection.ts';
import { massAssignment } from './mass-assignment.ts';
import { nosqlInjection } from './nosql-injection.ts';
import { openRedirectDom } from './open-redirect-dom.ts';
import { openRedirect } from './open-redirect.ts';
import { pathTraversal } from './path-traversal.ts';
import { pollutingMerge } from './polluting-merge.ts';
import { predictableSecret } from './predictable-secret.ts';
import { propertyInjection } from './property-injection.ts';
import { prototypePollution } from './prototype-pollution.ts';
import { regexInjection } from './regex-injection.ts';
import { resourceExhaustion } from './resource-exhaustion.ts';
import { searchQueryInjection } from './search-query-injection.ts';
import { sensitiveDataInLog } from './sensitive-data-in-log.ts';
import { sensitiveDataInResponse } from './sensitive-data-in-response.ts';
import { sensitiveDataInStorage } from './sensitive-data-in-storage.ts';
import { sensitiveDataInUrl } from './sensitive-data-in-url.ts';
import { sessionFixation } from './session-fixation.ts';
import { sqlInjectionStored } from './sql-injection-stored.ts';
import { sqlInjection } from './sql-injection.ts';
import { ssrf } from './ssrf.ts';
import { templateInjection } from './template-injection.ts';
import { trustBoundary } from './trust-boundary.ts';
import { unrestrictedUpload } from './unrestricted-upload.ts';
import { unsafeDeserialisation } from './unsafe-deserialisation.ts';
import { unsafeJqueryPlugin } from './unsafe-jquery-plugin.ts';
import { unsafeJquery } from './unsafe-jquery.ts';
import { unsafeReflection } from './unsafe-reflection.ts';
import { weakHashPassword } from './weak-hash-password.ts';
import { xmlInjection } from './xml-injection.ts';
import { xpathInjection } from './xpath-injection.ts';
import { xsltInjection } from './xslt-injection.ts';
import { xssDom } from './xss-dom.ts';
import { xssReflected } from './xss-reflected.ts';
import { xssStored } from './xss-stored.ts';
import { xssTemplate } from './xss-template.ts';
import { xssThroughDom } from './xss-through-dom.ts';
import { xssUrlAttribute } from './xss-url-attribute.ts';
import { xxe } from './xxe.ts';
import { zipSlip } from './zip-slip.ts';

/** Rules about data that arrives where it must not, by slug. */
export const flowRules: readonly CodeRule[] = [
  argumentInjection,
  clientRequestForgery,
  codeInjection,
  commandInjection,
  cookieInjection,
  corsOriginReflected,
  dynamicImport,
  dynamicMethodCall,
  electronOpenExternal,
  exceptionInResponse,
  expressionLanguageInjection,
  formatString,
  graphqlInjection,
  headerInjection,
  hostHeaderPoisoning,
  jndiInjection,
  ldapInjection,
  libraryCodeInjection,
  libraryCommandInjection,
  libraryPathTraversal,
  libraryPrototypePollution,
  localCommandInjection,
  logInjection,
  loopBoundInjection,
  mailInjection,
  massAssignment,
  nosqlInjection,
  openRedirectDom,
  openRedirect,
  pathTraversal,
  pollutingMerge,
  predictableSecret,
  propertyInjection,
  prototypePollution,
  regexInjection,
  resourceExhaustion,
  searchQueryInjection,
  sensitiveDataInLog,
  sensitiveDataInResponse,
  sensitiveDataInStorage,
  sensitiveDataInUrl,
  sessionFixation,
  sqlInjectionStored,
  sqlInjection,
  ssrf,
  templateInjection,
  trustBoundary,
  unrestrictedUpload,
  unsafeDeserialisation,
  unsafeJqueryPlugin,
  unsafeJquery,
  unsafeReflection,
  weakHashPassword,
  xmlInjection,
  xpathInjection,
  xsltInjection,
  xssDom,
  xssReflected,
  xssStored,
  xssTemplate,
  xssThroughDom,
  xssUrlAttribute,
  xxe,
  zipSlip,
];
