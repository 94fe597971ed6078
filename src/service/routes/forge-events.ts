import { Type } from 'typebox';
import { findForge } from '../../store/forges.ts';
import type { Routes } from '../context.ts';
import { openForgeSecret } from '../forges/forge-secret.ts';
import { isSigned } from '../forges/is-signed.ts';
import { receiveEvent } from '../forges/receive-event.ts';
import { Problem } from '../problem.ts';
import { refuseGuessing } from '../refuse-guessing.ts';

/** Far above an event of a pull request, whose text has 65,536 characters at most on GitHub and a million on GitLab. */
const MAX_BODY_BYTES = 8 * 2 ** 20;

/** Webhooks of forges: who may send one is told by its signature. */
export const forgeEventRoutes: Routes = (app, context) => {
  const { database, scans, transports } = context;
  // The signature is one of bytes.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post(
    '/v1/forges/:id/events',
    {
      bodyLimit: MAX_BODY_BYTES,
      config: { permission: 'public' },
      schema: { hide: true, params: Type.Object({ id: Type.String({ format: 'uuid' }) }) },
    },
    async (request, reply) => {
      const { params, headers, body } = request;
      const { sealer } = transports;
      if (sealer === undefined) throw new Problem(503, 'this process has no key to open secrets');
      const now = new Date();
      const webhook = { headers, body: Buffer.isBuffer(body) ? body : Buffer.alloc(0) };
      const forge = await findForge(database, params.id);
      const secret = forge && openForgeSecret(sealer, forge.id, forge.secret);
      if (forge !== undefined && secret === undefined) {
        throw new Problem(503, 'the secret of this forge is sealed with a key that is not here');
      }
      if (forge === undefined || !isSigned(forge.kind, webhook, secret?.signing ?? [], now)) {
        await refuseGuessing(context, request);
        throw new Problem(
          401,
          'no forge that is known here signs like this: look at the secret of the webhook',
        );
      }
      const heeded = await receiveEvent(database, forge, webhook, { scans, now });
      if (heeded.state === 'unreadable') throw new Problem(422, heeded.why);
      return reply.status(202).send(heeded);
    },
  );
};
