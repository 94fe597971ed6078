import type { CodeRule } from './code-rule.ts';

export const trustAllCertificates: CodeRule = {
  id: 'code/trust-all-certificates',
  title: 'Any certificate is accepted',
  severity: 'high',
  cwe: [295],
  owasp: ['A07:2025'],
  what: 'A strategy is chosen that trusts every certificate, or every one that signs itself.',
  why: 'Whoever sits between reads and changes all that is sent.',
  fix: 'Use the default trust store, or add the authority of your own servers to one.',
  tags: ['tls'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/295.html',
    'https://docs.oracle.com/en/java/javase/21/security/java-secure-socket-extension-jsse-reference-guide.html',
  ],
  examples: {
    hit: [
      {
        path: 'X.java',
        text: `import org.apache.http.conn.ssl.TrustAllStrategy;
import org.apache.http.ssl.SSLContextBuilder;
class X {
  Object context() throws Exception {
    return SSLContextBuilder.create().loadTrustMaterial(new TrustAllStrategy()).build();
  }
}
`,
      },
      {
        path: 'A.java',
        text: `import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;
class A implements X509TrustManager {
  public void checkClientTrusted(X509Certificate[] chain, String type) {}
  public void checkServerTrusted(X509Certificate[] chain, String type) {}
  public X509Certificate[] getAcceptedIssuers() { return null; }
}
`,
      },
      {
        path: 'C.java',
        text: `import org.apache.http.ssl.SSLContextBuilder;
class C {
  Object context() throws Exception {
    return SSLContextBuilder.create().loadTrustMaterial(null, (chain, type) -> true).build();
  }
}
`,
      },
    ],
    ok: [
      {
        path: 'X.java',
        text: `import org.apache.http.ssl.SSLContextBuilder;
class X {
  Object context() throws Exception {
    return SSLContextBuilder.create().build();
  }
}
`,
      },
      {
        path: 'A.java',
        text: `import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;
class A implements X509TrustManager {
  private X509TrustManager system;
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("no clients");
  }
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    system.checkServerTrusted(chain, type);
  }
  public X509Certificate[] getAcceptedIssuers() { return system.getAcceptedIssuers(); }
}
`,
      },
    ],
  },
};
