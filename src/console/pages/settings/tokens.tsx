import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { request, type AnswerOf } from '../../api/request.ts';
import { useMay } from '../../api/session.ts';
import { Act, FormAct, ShownOnce } from '../../parts/act.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Chip } from '../../parts/marks.tsx';
import { Section } from '../../parts/page-head.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { Ago } from '../../parts/time.tsx';
import { fieldsOf, wordOf } from '../../parts/unknown.ts';
import { roles } from './roles.ts';

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
  { id: 'role', head: 'Role', cell: ({ role }) => role ?? 'all that its person may' },
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
  const query = useQuery({
    queryKey: ['tokens'],
    queryFn: ({ signal }) => request('GET /v1/tokens', { signal }),
  });
  return (
    <Section title="Tokens" aside={<NewToken />}>
      <Loaded query={query}>
        {({ tokens }) =>
          tokens.length === 0 ? (
            <Empty title="There is no token">
              <p>
                Pipelines need one to report runs, where their platform does not say who they are.
              </p>
            </Empty>
          ) : (
            <DataTable
              label="Tokens"
              rows={tokens}
              columns={columns}
              keyOf={({ id }) => String(id)}
            />
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
  const first = mayAdminister ? 'pipeline' : 'viewer';
  const [role, setRole] = useState<(typeof tokenRoles)[number]>(first);
  const [given, setGiven] = useState(empty);
  const { name, product, days } = given;
  return (
    <FormAct
      label="Make a token"
      send="Make it"
      onOpen={() => {
        setGiven(empty);
        setRole(first);
      }}
      act={() =>
        request('POST /v1/tokens', {
          body: { name: name.trim(), role, days, ...(product === '' ? {} : { product }) },
        })
      }
      changes={['tokens']}
      result={(data) => (
        <ShownOnce secret={wordOf(fieldsOf(data)['token'])}>
          It is shown this once. Whoever has it may do what its role may.
        </ShownOnce>
      )}
    >
      <TextInput
        label="Name"
        description="What it is for: the audit log names it."
        required
        maxLength={100}
        value={name}
        onChange={({ currentTarget: { value } }) => setGiven({ ...given, name: value })}
      />
      <NativeSelect
        label="Role"
        value={role}
        data={[...tokenRoles]}
        onChange={({ currentTarget: { value } }) =>
          setRole(tokenRoles.find((each) => each === value) ?? role)
        }
      />
      <TextInput
        label="Product"
        description="Nothing: all of them."
        maxLength={200}
        value={product}
        onChange={({ currentTarget: { value } }) => setGiven({ ...given, product: value.trim() })}
      />
      <NumberInput
        label="Days until it expires"
        min={1}
        max={MAX_DAYS}
        value={days}
        onChange={(value) => setGiven({ ...given, days: Number(value) })}
      />
    </FormAct>
  );
}
