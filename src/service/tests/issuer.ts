import { createServer } from 'node:http';
import { once } from 'node:events';
import { SignJWT, exportJWK, generateKeyPair, type CryptoKey } from 'jose';

/** A platform of pipelines on this machine: says what it is, and signs tokens. */
export interface TestIssuer {
  readonly url: string;
  /** How often its keys were asked for. */
  readonly keyRequests: () => number;
  /** Its public key, as everybody can read it. */
  readonly publicKey: object;
  /** A token that is right but for what is given; a claim that is undefined is left out. */
  sign(claims?: Readonly<Record<string, unknown>>, options?: SignOptions): Promise<string>;
  stop(): Promise<void>;
}

export interface SignOptions {
  readonly kid?: string;
  readonly key?: CryptoKey;
}

export const AUDIENCE = 'http://127.0.0.1:7300';

/** `said` is what it says of itself in place of the truth. */
export async function testIssuer(said?: object): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
  let keyRequests = 0;
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/keys') keyRequests += 1;
    response.end(JSON.stringify(request.url === '/keys' ? { keys: [jwk] } : metadata()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const metadata = (): object =>
    said === undefined ? { issuer: url, jwks_uri: `${url}/keys` } : { issuer: url, ...said };
  return {
    url,
    keyRequests: () => keyRequests,
    publicKey: jwk,
    sign: (claims = {}, { kid = 'k1', key = privateKey } = {}) => {
      const now = Math.floor(Date.now() / 1_000);
      const payload = {
        iss: url,
        aud: AUDIENCE,
        sub: 'repo:example/shop:ref:refs/heads/main',
        repository: 'example/shop',
        ref: 'refs/heads/main',
        iat: now,
        nbf: now,
        exp: now + 300,
        ...claims,
      };
      return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid }).sign(key);
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
