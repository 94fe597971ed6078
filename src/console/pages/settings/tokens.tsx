import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request, type AnswerOf } from '../../api/request.ts';
import { useMay } from '../../api/session.ts';
import { Act, FormAct, ShownOnce } from '../../parts/act.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { ChoiceField, NumberField, ProductField, TextField } from '../../parts/fields.tsx';
import { useForm } from '../../parts/form.ts';
import { Chip } from '../../parts/marks.tsx';
import { Section } from '../../parts/page-head.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { Ago } from '../../parts/time.tsx';
import { fieldsOf, wordOf } from '../../parts/unknown.ts';
import { roles } from './grants.tsx';
import { usePart } from './part.ts';

type Token = AnswerOf<'GET /v1/tokens'>['tokens'][number];
const tokenRoles = [...roles, 'pipeline'] as const;
const DEFAULT_DAYS = 90;
const MAX_DAYS = 365;

const columns: readonly Column<Token>[] = [
  {
    id: 'name',
    head: 'Token',
    kind: 'main',
    cell: ({ name }) => <strong className="break">{name}</strong>,
  },
  {
    id: 'role',
    head: 'Role',
    cell: ({ role, product }) => (
      <span className="break">
        {role ?? 'all that its person may'}
        {product === null ? '' : ` of ${product}`}
      </span>
    ),
  },
  { id: 'state', head: 'State', cell: (token) => <State of={token} /> },
  {
    id: 'used',
    head: 'Used',
    kind: 'wide',
    cell: ({ usedAt }) =>
      usedAt === null ? <span className="dim">never</span> : <Ago at={usedAt} />,
  },
  {
    id: 'by',
    head: 'Made by',
    kind: 'wide',
    cell: ({ createdBy }) => <span className="break">{createdBy}</span>,
  },
  {
    id: 'end',
    head: 'Act',
    kind: 'act',
    cell: (token) =>
      isInForce(token) ? (
        <Act
          label="End"
          about={`token ${token.name}`}
          question="It holds no more from now on, and cannot be brought back."
          isDangerous
          act={() => request('DELETE /v1/tokens/{id}', { path: { id: token.id } })}
          changes={['tokens']}
        />
      ) : null,
  },
];

/** Tokens of programs, and those that people sign in with. */
export function Tokens() {
  const { cursor, go } = usePart();
  const query = useQuery({
    queryKey: ['tokens', cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => request('GET /v1/tokens', { query: { cursor }, signal }),
  });
  return (
    <Section title="Tokens" aside={<NewToken />}>
      <Loaded query={query}>
        {({ tokens, next }) =>
          tokens.length === 0 ? (
            <Empty title="There is no token">
              <p>
                Pipelines need one to report runs, where their platform does not say who they are.
              </p>
            </Empty>
          ) : (
            <>
              <DataTable
                label="Tokens"
                rows={tokens}
                columns={columns}
                keyOf={({ id }) => String(id)}
              />
              <Pager cursor={cursor} next={next} go={go} />
            </>
          )
        }
      </Loaded>
    </Section>
  );
}

function isInForce({ revokedAt, expiresAt }: Token): boolean {
  return revokedAt === null && Date.parse(expiresAt) > Date.now();
}

function State({ of }: { readonly of: Token }) {
  if (of.revokedAt !== null) return <Chip>ended</Chip>;
  return isInForce(of) ? (
    <span className="small">
      expires <Ago at={of.expiresAt} />
    </span>
  ) : (
    <Chip>expired</Chip>
  );
}

const empty = { name: '', product: '', days: DEFAULT_DAYS };

function NewToken() {
  const mayAdminister = useMay('administer');
  const first: (typeof tokenRoles)[number] = mayAdminister ? 'pipeline' : 'viewer';
  const start = { ...empty, role: first };
  const form = useForm(start);
  const { name, role, days, product } = form.values;
  return (
    <FormAct
      label="Make a token"
      send="Make it"
      form={form}
      onOpen={() => form.reset(start)}
      act={() =>
        request('POST /v1/tokens', {
          body: {
            name: name.trim(),
            role,
            days,
            ...(product === '' ? {} : { product: product.trim() }),
          },
        })
      }
      changes={['tokens']}
      result={(data) => (
        <ShownOnce secret={wordOf(fieldsOf(data)['token'])}>
          It is shown this once. Whoever has it may do what its role may.
        </ShownOnce>
      )}
    >
      <TextField
        form={form}
        name="name"
        label="Name"
        description="What it is for: the audit log names it."
        isRequired
        maxLength={100}
      />
      <ChoiceField form={form} name="role" label="Role" choices={tokenRoles} />
      <ProductField form={form} />
      <NumberField form={form} name="days" label="Days until it expires" min={1} max={MAX_DAYS} />
    </FormAct>
  );
}
