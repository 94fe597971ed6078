import { Button, Modal, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { request, type AnswerOf } from '../../api/request.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Chip } from '../../parts/marks.tsx';
import { Section } from '../../parts/page-head.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { Ago } from '../../parts/time.tsx';

type Token = AnswerOf<'GET /v1/tokens'>['tokens'][number];
const roles = ['viewer', 'developer', 'security', 'owner', 'admin', 'pipeline'] as const;
const DEFAULT_DAYS = 90;
const MAX_DAYS = 365;

/** Tokens of programs, and of people where there is no sign-in. */
export function Tokens() {
  const queries = useQueryClient();
  const [isMaking, setMaking] = useState(false);
  const [ending, setEnding] = useState<Token>();
  const query = useQuery({
    queryKey: ['tokens'],
    queryFn: ({ signal }) => request('GET /v1/tokens', { signal }),
  });
  const changed = (): void => void queries.invalidateQueries({ queryKey: ['tokens'] });
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
      kind: 'number',
      cell: (token) =>
        isInForce(token) ? (
          <Button size="compact-xs" variant="default" onClick={() => setEnding(token)}>
            End<span className="unseen"> token {token.name}</span>
          </Button>
        ) : null,
    },
  ];
  return (
    <Section
      title="Tokens"
      aside={
        <Button size="compact-sm" onClick={() => setMaking(true)}>
          Make a token
        </Button>
      }
    >
      <Loaded query={query}>
        {({ tokens }) =>
          tokens.length === 0 ? (
            <Empty title="There is no token">
              <p>Pipelines need one to report runs.</p>
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
      <Modal opened={isMaking} onClose={() => setMaking(false)} title="Make a token">
        <NewToken onMade={changed} />
      </Modal>
      <Modal opened={ending !== undefined} onClose={() => setEnding(undefined)} title="End a token">
        {ending === undefined ? null : (
          <EndToken
            token={ending}
            onEnded={() => {
              changed();
              setEnding(undefined);
            }}
          />
        )}
      </Modal>
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

function NewToken({ onMade }: { readonly onMade: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<(typeof roles)[number]>('pipeline');
  const [product, setProduct] = useState('');
  const [days, setDays] = useState<number | string>(DEFAULT_DAYS);
  const make = useMutation({
    mutationFn: () =>
      request('POST /v1/tokens', {
        body: {
          name: name.trim(),
          role,
          days: Number(days),
          ...(product === '' ? {} : { product }),
        },
      }),
    onSuccess: onMade,
  });
  if (make.data !== undefined) return <Made secret={make.data.token} />;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <form className="form" onSubmit={submit}>
      <TextInput
        label="Name"
        description="What it is for: the audit log names it."
        required
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label="Role"
        value={role}
        data={[...roles]}
        onChange={({ currentTarget: { value } }) =>
          setRole(roles.find((each) => each === value) ?? role)
        }
      />
      <TextInput
        label="Product"
        description="Nothing: all of them."
        maxLength={200}
        value={product}
        onChange={(event) => setProduct(event.currentTarget.value.trim())}
      />
      <NumberInput
        label="Days until it expires"
        min={1}
        max={MAX_DAYS}
        value={days}
        onChange={setDays}
      />
      {make.error === null ? null : (
        <p className="error" role="alert">
          {make.error.message}
        </p>
      )}
      <Button type="submit" loading={make.isPending}>
        Make it
      </Button>
    </form>
  );
}

function Made({ secret }: { readonly secret: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(secret);
    setCopied(true);
  };
  return (
    <div className="form">
      <p>It is shown this once. Whoever has it may do what its role may.</p>
      <pre className="excerpt secret">{secret}</pre>
      <Button onClick={() => void copy()}>{isCopied ? 'Copied' : 'Copy'}</Button>
    </div>
  );
}

function EndToken({ token, onEnded }: { readonly token: Token; readonly onEnded: () => void }) {
  const end = useMutation({
    mutationFn: () => request('DELETE /v1/tokens/{id}', { path: { id: token.id } }),
    onSuccess: onEnded,
  });
  return (
    <div className="form">
      <p>
        <strong>{token.name}</strong> holds no more from now on, and cannot be brought back.
      </p>
      {end.error === null ? null : (
        <p className="error" role="alert">
          {end.error.message}
        </p>
      )}
      <Button color="red" loading={end.isPending} onClick={() => end.mutate()}>
        End it
      </Button>
    </div>
  );
}
