import { flows, members, misuse, owners } from '../entries.ts';
import type { ModelPack } from '../model.ts';

const OLD = '^(?:SSL|SSLv2|SSLv3|TLSv1|TLSv1\\.1)$';
const NOBODY_CHECKS = misuse('tls-hostname-unchecked', 'the name of the server is not looked at');

/** Encrypted connections, and how their checks are switched off. */
export const tls: ModelPack = {
  id: 'java-tls',
  languages: ['java'],
  about:
    'JSSE, Apache HttpClient, OkHttp, Netty, mail: https://docs.oracle.com/en/java/javase/21/security/java-secure-socket-extension-jsse-reference-guide.html',
  paths: {
    'javax.net.ssl.SSLContext.getInstance()': {
      type: 'javax.net.ssl.SSLContext',
      flows: [],
      misuses: [
        {
          rule: 'deprecated-tls-version',
          shows: 'a version with known holes',
          when: [{ at: '0', matches: '^(?:SSLv2|SSLv3|SSL|TLSv1|TLSv1\\.1)$' }],
        },
      ],
    },
    ...owners(
      [
        'javax.net.ssl.SSLSocket',
        'javax.net.ssl.SSLEngine',
        'javax.net.ssl.SSLServerSocket',
        'javax.net.ssl.SSLParameters',
      ],
      'setEnabledProtocols() setProtocols()',
      {
        flows: [],
        misuses: [
          {
            rule: 'deprecated-tls-version',
            shows: 'a version with known holes',
            when: [{ at: '0.0', matches: OLD }],
          },
          {
            rule: 'deprecated-tls-version',
            shows: 'a version with known holes',
            when: [{ at: '0.1', matches: OLD }],
          },
        ],
      },
    ),
    'org.apache.http.conn.ssl.NoopHostnameVerifier()': NOBODY_CHECKS,
    'org.apache.http.conn.ssl.NoopHostnameVerifier.INSTANCE': NOBODY_CHECKS,
    'org.apache.hc.client5.http.ssl.NoopHostnameVerifier.INSTANCE': NOBODY_CHECKS,
    'org.apache.http.conn.ssl.AllowAllHostnameVerifier()': NOBODY_CHECKS,
    'org.apache.http.conn.ssl.SSLSocketFactory.ALLOW_ALL_HOSTNAME_VERIFIER': NOBODY_CHECKS,
    'org.apache.http.conn.ssl.SSLConnectionSocketFactory.ALLOW_ALL_HOSTNAME_VERIFIER':
      NOBODY_CHECKS,
    ...members(
      'org.apache.http.conn.ssl',
      'TrustAllStrategy() TrustSelfSignedStrategy()',
      misuse('trust-all-certificates', 'any certificate is accepted'),
    ),
    'org.apache.http.conn.ssl.TrustAllStrategy.INSTANCE': misuse(
      'trust-all-certificates',
      'any certificate is accepted',
    ),
    'org.apache.http.conn.ssl.TrustSelfSignedStrategy.INSTANCE': misuse(
      'trust-all-certificates',
      'any certificate that signs itself is accepted',
    ),
    'io.netty.handler.ssl.util.InsecureTrustManagerFactory.INSTANCE': misuse(
      'trust-all-certificates',
      'any certificate is accepted',
    ),
    'org.apache.commons.mail.Email.setSSLOnConnect()': { flows: [], sets: { 'this.ssl': '0' } },
    ...members(
      'org.apache.commons.mail.Email',
      'send()',
      misuse(
        'tls-hostname-unchecked',
        'the name of the server is not looked at',
        { at: 'this.ssl', is: true },
        { at: 'this.identity', isNot: true },
      ),
    ),
    'org.apache.commons.mail.Email.setSSLCheckServerIdentity()': {
      flows: [],
      sets: { 'this.identity': '0' },
    },
    'javax.net.ssl.SSLSocketFactory.getDefault()': flows('', {
      type: 'javax.net.ssl.SSLSocketFactory',
    }),
    'java.net.ServerSocket()': flows(''),
  },
  extends: {
    'org.apache.commons.mail.SimpleEmail': ['org.apache.commons.mail.Email'],
    'org.apache.commons.mail.HtmlEmail': ['org.apache.commons.mail.Email'],
    'org.apache.commons.mail.MultiPartEmail': ['org.apache.commons.mail.Email'],
  },
};
