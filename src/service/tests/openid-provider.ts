import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Provider } from 'oidc-provider';
import type { ProviderSettings } from '../people/provider.ts';

/** Somebody at the provider. */
export interface TestAccount {
  readonly sub: string;
  readonly email?: string;
  readonly name?: string;
  readonly groups?: readonly string[];
}

/** An OpenID provider on this machine (the npm package oidc-provider), where everybody is who `account` says. */
export interface TestProvider {
  readonly settings: ProviderSettings;
  /** Who signs in next. */
  account: TestAccount;
  stop(): Promise<void>;
}

export const CLIENT_SECRET = 'a-secret-of-the-client-that-no-log-may-have';

export async function testProvider(origin: string): Promise<TestProvider> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const accounts = new Map<string, TestAccount>();
  const made: TestProvider = {
    settings: {
      issuer: new URL(issuer),
      clientId: 'lockstep',
      clientSecret: CLIENT_SECRET,
      groupsClaim: 'groups',
      scopes: ['profile', 'email', 'groups'],
    },
    account: { sub: 'ada', email: 'ada@example.com', name: 'Ada' },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'lockstep',
        client_secret: CLIENT_SECRET,
        redirect_uris: [`${origin}/auth/callback`],
        post_logout_redirect_uris: [`${origin}/auth/signed-out`],
      },
    ],
    claims: { openid: ['sub'], profile: ['name'], email: ['email'], groups: ['groups'] },
    cookies: { keys: ['of-a-test'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ ...accounts.get(id), sub: id }),
    }),
    // Nobody is asked whether Lockstep may know them.
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid profile email groups');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  const signIn = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { account } = made;
    accounts.set(account.sub, account);
    const login = { accountId: account.sub };
    await provider.interactionFinished(request, response, { login });
  };
  server.on('request', (request, response) => {
    const isInteraction = request.url?.startsWith('/interaction/') === true;
    void (isInteraction ? signIn(request, response) : answer(request, response));
  });
  return made;
}
