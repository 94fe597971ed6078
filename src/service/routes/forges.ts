import { createPrivateKey, randomUUID } from 'node:crypto';
import { Type } from 'typebox';
import type { Sealer } from '../../io/sealing.ts';
import { appendAudit } from '../../store/audit.ts';
import {
  addForge,
  forgeKinds,
  listForges,
  lockForge,
  removeForge,
  setForgeSecret,
  type ForgeKind,
} from '../../store/forges.ts';
import { answer, textOrNull } from '../answer.ts';
import type { App, Routes, ServiceContext } from '../context.ts';
import { openForgeSecret, sealForgeSecret, type ForgeLogin } from '../forges/forge-secret.ts';
import { newSigningSecret } from '../notify/signature.ts';
import { Problem } from '../problem.ts';
import { addressesOf } from '../repositories/git-hosts.ts';
import { checkGitUrl } from '../repositories/git-url.ts';

const MAX_SECRET = 10_000;
const login = {
  token: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 1_000,
      pattern: '^[!-~]+$',
      description: 'of a bot, a project or a group; never shown again',
    }),
  ),
  app: Type.Optional(
    Type.Object(
      {
        id: Type.String({ pattern: '^[A-Za-z0-9.]{1,100}$', description: 'App ID or Client ID' }),
        privateKey: Type.String({ maxLength: MAX_SECRET, description: 'PEM; never shown again' }),
      },
      { additionalProperties: false, description: 'a GitHub App, instead of a token' },
    ),
  ),
};
interface Login {
  readonly token?: string;
  readonly app?: { readonly id: string; readonly privateKey: string };
}
const webhook = {
  webhookUrl: Type.String({ description: 'where the forge sends its webhooks' }),
  webhookSecret: Type.Optional(
    Type.String({ description: 'what it signs them with; shown this once' }),
  ),
};
const params = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** GitHub and GitLab: who tells of pull requests, and is told what was decided on them. */
export const forgeRoutes: Routes = (app, context) => {
  const { database, origin } = context;
  app.get(
    '/v1/forges',
    {
      config: { permission: 'administer' },
      schema: {
        summary: 'Forges whose pull requests are examined',
        tags: ['Forges'],
        response: {
          200: answer({
            forges: Type.Array(
              answer({
                id: Type.String(),
                name: Type.String(),
                kind: Type.String(),
                url: Type.String(),
                webhookUrl: webhook.webhookUrl,
                problem: Type.String({ description: 'what it last refused; empty: nothing' }),
                failingSince: textOrNull,
                heardAt: Type.Union([Type.String(), Type.Null()], {
                  description: 'when a webhook of it last came; null: never',
                }),
                createdBy: Type.String(),
                createdAt: Type.String(),
              }),
            ),
          }),
        },
      },
    },
    async () => {
      const forges = await listForges(database);
      return {
        forges: forges.map((forge) => ({ ...forge, webhookUrl: webhookUrl(origin(), forge.id) })),
      };
    },
  );
  adding(app, context);
  changing(app, context);
};

function adding(app: App, context: ServiceContext): void {
  const { database, origin } = context;
  app.post(
    '/v1/forges',
    {
      config: { permission: 'administer' },
      schema: {
        summary: 'Examine the pull requests of a GitHub or a GitLab',
        description:
          'Of repositories that are in the inventory of a product (`POST /v1/repositories`). Give the forge a webhook with the address and the secret of the answer.',
        tags: ['Forges'],
        body: Type.Object(
          {
            name: Type.String({
              pattern: '^[a-z0-9][a-z0-9-]{0,98}$',
              description: 'as the audit log has it: `github`',
            }),
            kind: Type.Union(forgeKinds.map((kind) => Type.Literal(kind))),
            url: Type.String({
              maxLength: 500,
              description: '`https://github.com`, or the address of your own server',
            }),
            ...login,
          },
          {
            additionalProperties: false,
            examples: [
              {
                name: 'github',
                kind: 'github',
                url: 'https://github.com',
                token: 'github_pat_of_a_bot',
              },
            ],
          },
        ),
        response: {
          201: answer({ id: Type.String(), ...webhook }),
          409: Type.Ref('Problem'),
          422: Type.Ref('Problem'),
        },
      },
    },
    async ({ body, principal }, reply) => {
      const { name, kind } = body;
      const url = await checkedUrl(body.url, context);
      const id = randomUUID();
      const made = newSigningSecret();
      const sealer = sealerOf(context);
      const secret = { login: loginIn(kind, body), signing: [made] };
      const createdBy = principal?.name ?? '';
      await database.transaction(async (transaction) => {
        const sealed = { secret: sealForgeSecret(sealer, id, secret), keyId: sealer.keyId };
        if (!(await addForge(transaction, { id, name, kind, url, ...sealed, createdBy }))) {
          throw new Problem(409, `name: there is a forge ${name} already`);
        }
        await appendAudit(transaction, {
          actor: createdBy,
          action: 'forge.add',
          subject: `forge ${name}`,
          detail: { id, kind, url, login: secret.login.kind },
        });
      });
      return reply
        .status(201)
        .send({ id, webhookUrl: webhookUrl(origin(), id), webhookSecret: made });
    },
  );
}

function changing(app: App, context: ServiceContext): void {
  const { database, origin } = context;
  app.patch(
    '/v1/forges/:id',
    {
      config: { permission: 'administer' },
      schema: {
        summary: 'Give a forge another token, or another secret for its webhooks',
        tags: ['Forges'],
        params,
        body: Type.Object(
          {
            ...login,
            newWebhookSecret: Type.Optional(
              Type.Boolean({
                description: 'make one; the one before is heeded too, until the next change of it',
              }),
            ),
          },
          { additionalProperties: false, examples: [{ newWebhookSecret: true }] },
        ),
        response: {
          200: answer({ id: Type.String(), ...webhook }),
          404: Type.Ref('Problem'),
          422: Type.Ref('Problem'),
        },
      },
    },
    async ({ params: { id }, body, principal }) => {
      const sealer = sealerOf(context);
      const isNew = body.newWebhookSecret === true;
      const made = isNew ? newSigningSecret() : undefined;
      await database.transaction(async (transaction) => {
        const forge = await lockForge(transaction, id);
        if (forge === undefined) throw new Problem(404, `forge ${id}`);
        const before = openForgeSecret(sealer, id, forge.secret);
        const hasLogin = body.token !== undefined || body.app !== undefined;
        const changed = hasLogin ? loginIn(forge.kind, body) : before?.login;
        if (changed === undefined) {
          throw new Problem(503, 'the token of this forge is sealed with a key that is not here');
        }
        const signing = [...(made === undefined ? [] : [made]), ...(before?.signing ?? [])];
        const secret = { login: changed, signing: signing.slice(0, MAX_SIGNING) };
        const sealed = { secret: sealForgeSecret(sealer, id, secret), keyId: sealer.keyId };
        await setForgeSecret(transaction, id, sealed);
        await appendAudit(transaction, {
          actor: principal?.name ?? '',
          action: 'forge.change',
          subject: `forge ${forge.name}`,
          detail: { id, login: hasLogin, webhookSecret: isNew },
        });
      });
      const shown = { id, webhookUrl: webhookUrl(origin(), id) };
      return made === undefined ? shown : { ...shown, webhookSecret: made };
    },
  );
  app.delete(
    '/v1/forges/:id',
    {
      config: { permission: 'administer' },
      schema: {
        summary: 'Examine its pull requests no more; what was found in them stays',
        tags: ['Forges'],
        params,
        response: { 204: Type.Null(), 404: Type.Ref('Problem') },
      },
    },
    async ({ params: { id }, principal }, reply) => {
      await database.transaction(async (transaction) => {
        const name = await removeForge(transaction, id);
        if (name === undefined) throw new Problem(404, `forge ${id}`);
        await appendAudit(transaction, {
          actor: principal?.name ?? '',
          action: 'forge.remove',
          subject: `forge ${name}`,
          detail: { id },
        });
      });
      return reply.status(204).send(null);
    },
  );
}

/** The present one, and the one before it. */
const MAX_SIGNING = 2;

function webhookUrl(origin: string, id: string): string {
  return `${origin}/v1/forges/${id}/events`;
}

function sealerOf({ transports: { sealer } }: ServiceContext): Sealer {
  if (sealer === undefined) throw new Problem(503, 'this process has no key to seal secrets with');
  return sealer;
}

/** Throws Problem. */
function loginIn(kind: ForgeKind, { token, app }: Login): ForgeLogin {
  if ((token === undefined) === (app === undefined)) {
    throw new Problem(422, 'name a token, or a GitHub App');
  }
  if (app === undefined) return { kind: 'token', token: token ?? '' };
  if (kind !== 'github') throw new Problem(422, 'app: only GitHub has apps');
  try {
    const { asymmetricKeyType } = createPrivateKey(app.privateKey);
    if (asymmetricKeyType === 'rsa') {
      return { kind: 'app', appId: app.id, privateKey: app.privateKey };
    }
  } catch {
    // What OpenSSL says of it could quote it.
  }
  throw new Problem(422, 'app: privateKey is no RSA key in PEM');
}

/** The address in its one spelling. Throws Problem where nothing may be sent there. */
async function checkedUrl(text: string, { gitHosts }: ServiceContext): Promise<string> {
  // What is asked of a repository's address is asked of this, but that there is a path.
  const checked = checkGitUrl(`${text.replace(/\/+$/u, '')}/x`);
  if ('refused' in checked) throw new Problem(422, `url: ${checked.refused}`);
  const url = new URL(checked.url);
  const refused = gitHosts.refusal(url, await addressesOf(url));
  if (refused !== undefined) throw new Problem(422, `url: ${refused}`);
  return checked.url.slice(0, -'/x'.length);
}
