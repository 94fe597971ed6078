import type { CodeRule } from './code-rule.ts';
import { allowedHostsAny } from './allowed-hosts-any.ts';
import { angularBypassSecurity } from './angular-bypass-security.ts';
import { archiveExtractAll } from './archive-extract-all.ts';
import { authenticationBypassConstant } from './authentication-bypass-constant.ts';
import { autoEscapeOff } from './auto-escape-off.ts';
import { badTagFilter } from './bad-tag-filter.ts';
import { bindAllInterfaces } from './bind-all-interfaces.ts';
import { bodyLimitMissing } from './body-limit-missing.ts';
import { cipherEcb } from './cipher-ecb.ts';
import { cipherNoAuthentication } from './cipher-no-authentication.ts';
import { clientComparison } from './client-comparison.ts';
import { cookieBroadScope } from './cookie-broad-scope.ts';
import { cookieNotHttponly } from './cookie-not-httponly.ts';
import { cookieNotSecure } from './cookie-not-secure.ts';
import { cookieSamesiteNone } from './cookie-samesite-none.ts';
import { corsAnyOrigin } from './cors-any-origin.ts';
import { corsCredentialsAnyOrigin } from './cors-credentials-any-origin.ts';
import { cspUnsafe } from './csp-unsafe.ts';
import { csrfMissing } from './csrf-missing.ts';
import { csrfProtectionOff } from './csrf-protection-off.ts';
import { dangerouslySetHtml } from './dangerously-set-html.ts';
import { debugEnabled } from './debug-enabled.ts';
import { defaultCredentials } from './default-credentials.ts';
import { debugEndpointExposed } from './debug-endpoint-exposed.ts';
import { deprecatedTlsVersion } from './deprecated-tls-version.ts';
import { directoryListing } from './directory-listing.ts';
import { documentWrite } from './document-write.ts';
import { doubleEscaping } from './double-escaping.ts';
import { electronNodeIntegration } from './electron-node-integration.ts';
import { electronWebSecurityOff } from './electron-web-security-off.ts';
import { emptyPassword } from './empty-password.ts';
import { evalUse } from './eval-use.ts';
import { fileRace } from './file-race.ts';
import { fileUploadUnlimited } from './file-upload-unlimited.ts';
import { frameOptionsOff } from './frame-options-off.ts';
import { functionConstructor } from './function-constructor.ts';
import { graphqlIntrospection } from './graphql-introspection.ts';
import { grpcInsecure } from './grpc-insecure.ts';
import { handlebarsNoEscape } from './handlebars-no-escape.ts';
import { hardcodedCredentials } from './hardcoded-credentials.ts';
import { httpServerNoTimeout } from './http-server-no-timeout.ts';
import { incompleteHostPattern } from './incomplete-host-pattern.ts';
import { incompleteSanitisation } from './incomplete-sanitisation.ts';
import { incompleteSchemeCheck } from './incomplete-scheme-check.ts';
import { incompleteUrlCheck } from './incomplete-url-check.ts';
import { incorrectSuffixCheck } from './incorrect-suffix-check.ts';
import { innerHtmlUse } from './inner-html-use.ts';
import { insecureTempFile } from './insecure-temp-file.ts';
import { insecureTransport } from './insecure-transport.ts';
import { integrityMissing } from './integrity-missing.ts';
import { jacksonDefaultTyping } from './jackson-default-typing.ts';
import { jwtAlgorithmConfusion } from './jwt-algorithm-confusion.ts';
import { jwtNoExpiryCheck } from './jwt-no-expiry-check.ts';
import { jwtNoneAlgorithm } from './jwt-none-algorithm.ts';
import { jwtNotVerified } from './jwt-not-verified.ts';
import { jwtWeakSecret } from './jwt-weak-secret.ts';
import { ldapAnonymousBind } from './ldap-anonymous-bind.ts';
import { loggingConfigListen } from './logging-config-listen.ts';
import { missingAuthentication } from './missing-authentication.ts';
import { missingOwnershipCheck } from './missing-ownership-check.ts';
import { passwordPlainCompare } from './password-plain-compare.ts';
import { permissiveAuthorisation } from './permissive-authorisation.ts';
import { postMessageOrigin } from './post-message-origin.ts';
import { predictableRandom } from './predictable-random.ts';
import { rateLimitMissing } from './rate-limit-missing.ts';
import { redos } from './redos.ts';
import { regexMissingAnchor } from './regex-missing-anchor.ts';
import { regexOverlyPermissiveRange } from './regex-overly-permissive-range.ts';
import { requestTimeoutMissing } from './request-timeout-missing.ts';
import { securityHeadersOff } from './security-headers-off.ts';
import { sensitiveFileServed } from './sensitive-file-served.ts';
import { sessionCookieInsecure } from './session-cookie-insecure.ts';
import { sessionSecretStatic } from './session-secret-static.ts';
import { settimeoutString } from './settimeout-string.ts';
import { shellCat } from './shell-cat.ts';
import { shellTrue } from './shell-true.ts';
import { shellWildcard } from './shell-wildcard.ts';
import { shortKey } from './short-key.ts';
import { springActuatorExposed } from './spring-actuator-exposed.ts';
import { sqlFormat } from './sql-format.ts';
import { sshHostKeyUnchecked } from './ssh-host-key-unchecked.ts';
import { stackTraceShown } from './stack-trace-shown.ts';
import { staticFilesOfRoot } from './static-files-of-root.ts';
import { staticIv } from './static-iv.ts';
import { staticKey } from './static-key.ts';
import { staticSalt } from './static-salt.ts';
import { targetBlankOpener } from './target-blank-opener.ts';
import { templateUnsafeFilter } from './template-unsafe-filter.ts';
import { timingUnsafeCompare } from './timing-unsafe-compare.ts';
import { tlsHostnameUnchecked } from './tls-hostname-unchecked.ts';
import { tlsVerificationOff } from './tls-verification-off.ts';
import { trustAllCertificates } from './trust-all-certificates.ts';
import { umaskOpen } from './umask-open.ts';
import { unboundedDecompression } from './unbounded-decompression.ts';
import { unsafeBufferAllocation } from './unsafe-buffer-allocation.ts';
import { unsafeHtmlExpansion } from './unsafe-html-expansion.ts';
import { unsafePickleFile } from './unsafe-pickle-file.ts';
import { unsafeYamlLoad } from './unsafe-yaml-load.ts';
import { useOfUnsafe } from './use-of-unsafe.ts';
import { vueVHtml } from './vue-v-html.ts';
import { weakCipher } from './weak-cipher.ts';
import { weakHash } from './weak-hash.ts';
import { weakKeyDerivation } from './weak-key-derivation.ts';
import { weakRsaPadding } from './weak-rsa-padding.ts';
import { weakSignature } from './weak-signature.ts';
import { worldWritableFile } from './world-writable-file.ts';
import { xmlEntityExpansion } from './xml-entity-expansion.ts';
import { xmlParserUnsafe } from './xml-parser-unsafe.ts';

/** Rules about a use that is wrong whatever flows in, by slug. */
export const misuseRules: readonly CodeRule[] = [
  allowedHostsAny,
  angularBypassSecurity,
  archiveExtractAll,
  authenticationBypassConstant,
  autoEscapeOff,
  badTagFilter,
  bindAllInterfaces,
  bodyLimitMissing,
  cipherEcb,
  cipherNoAuthentication,
  clientComparison,
  cookieBroadScope,
  cookieNotHttponly,
  cookieNotSecure,
  cookieSamesiteNone,
  corsAnyOrigin,
  corsCredentialsAnyOrigin,
  cspUnsafe,
  csrfMissing,
  csrfProtectionOff,
  dangerouslySetHtml,
  debugEnabled,
  defaultCredentials,
  debugEndpointExposed,
  deprecatedTlsVersion,
  directoryListing,
  documentWrite,
  doubleEscaping,
  electronNodeIntegration,
  electronWebSecurityOff,
  emptyPassword,
  evalUse,
  fileRace,
  fileUploadUnlimited,
  frameOptionsOff,
  functionConstructor,
  graphqlIntrospection,
  grpcInsecure,
  handlebarsNoEscape,
  hardcodedCredentials,
  httpServerNoTimeout,
  incompleteHostPattern,
  incompleteSanitisation,
  incompleteSchemeCheck,
  incompleteUrlCheck,
  incorrectSuffixCheck,
  innerHtmlUse,
  insecureTempFile,
  insecureTransport,
  integrityMissing,
  jacksonDefaultTyping,
  jwtAlgorithmConfusion,
  jwtNoExpiryCheck,
  jwtNoneAlgorithm,
  jwtNotVerified,
  jwtWeakSecret,
  ldapAnonymousBind,
  loggingConfigListen,
  missingAuthentication,
  missingOwnershipCheck,
  passwordPlainCompare,
  permissiveAuthorisation,
  postMessageOrigin,
  predictableRandom,
  rateLimitMissing,
  redos,
  regexMissingAnchor,
  regexOverlyPermissiveRange,
  requestTimeoutMissing,
  securityHeadersOff,
  sensitiveFileServed,
  sessionCookieInsecure,
  sessionSecretStatic,
  settimeoutString,
  shellCat,
  shellTrue,
  shellWildcard,
  shortKey,
  springActuatorExposed,
  sqlFormat,
  sshHostKeyUnchecked,
  stackTraceShown,
  staticFilesOfRoot,
  staticIv,
  staticKey,
  staticSalt,
  targetBlankOpener,
  templateUnsafeFilter,
  timingUnsafeCompare,
  tlsHostnameUnchecked,
  tlsVerificationOff,
  trustAllCertificates,
  umaskOpen,
  unboundedDecompression,
  unsafeBufferAllocation,
  unsafeHtmlExpansion,
  unsafePickleFile,
  unsafeYamlLoad,
  useOfUnsafe,
  vueVHtml,
  weakCipher,
  weakHash,
  weakKeyDerivation,
  weakRsaPadding,
  weakSignature,
  worldWritableFile,
  xmlEntityExpansion,
  xmlParserUnsafe,
];
