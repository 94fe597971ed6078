import { Type } from 'typebox';
import { advisoryStates } from '../../store/packages.ts';
import { countDueSboms } from '../../store/sboms.ts';
import { answer } from '../answer.ts';
import type { Routes } from '../context.ts';

/** What packages are judged by. */
export const advisoryRoutes: Routes = (app, { database }) => {
  app.get(
    '/v1/advisories',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'What packages were looked up in, and how many SBOMs wait to be judged by it',
        tags: ['Components'],
        response: {
          200: answer({
            advisories: Type.Array(
              answer({
                kind: Type.String({ description: 'advisories, kev or epss' }),
                ecosystem: Type.String(),
                digest: Type.String(),
                pulledAt: Type.String(),
                newest: Type.String({ description: 'the newest record' }),
                records: Type.Integer(),
              }),
            ),
            sboms: answer({ all: Type.Integer(), due: Type.Integer() }),
          }),
        },
      },
    },
    async () => ({
      advisories: await advisoryStates(database),
      sboms: await countDueSboms(database),
    }),
  );
};
