import { TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { request, type AnswerOf } from '../../api/request.ts';
import { Act, FormAct, ShownOnce } from '../../parts/act.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Chip } from '../../parts/marks.tsx';
import { Section } from '../../parts/page-head.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Loaded } from '../../parts/states.tsx';
import { Ago } from '../../parts/time.tsx';
import { fieldsOf, wordOf } from '../../parts/unknown.ts';
import { Grants } from './grants.tsx';
import { grantsOf, roles, type Grant } from './roles.ts';

type Person = AnswerOf<'GET /v1/users'>['users'][number];

const columns: readonly Column<Person>[] = [
  {
    id: 'name',
    head: 'Person',
    kind: 'main',
    cell: ({ name, displayName, email, issuer }) => (
      <>
        <strong className="break">{displayName === '' ? name : displayName}</strong>
        <div className="small dim break">
          {[
            displayName === '' ? '' : name,
            email === name ? '' : email,
            issuer ?? 'by links and tokens',
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </div>
      </>
    ),
  },
  {
    id: 'grants',
    head: 'Roles',
    cell: ({ grants }) =>
      grants.length === 0 ? (
        <span className="dim">none</span>
      ) : (
        <span className="chips break">
          {grants.map(({ role, product }) => (
            <Chip key={`${role} ${product ?? ''}`}>
              {role}
              {product === null ? '' : ` of ${product}`}
            </Chip>
          ))}
        </span>
      ),
  },
  {
    id: 'seen',
    head: 'Signed in',
    kind: 'wide',
    cell: ({ signedInAt, disabledAt }) => {
      if (disabledAt !== null) return <Chip tone="bad">disabled</Chip>;
      return signedInAt === null ? <span className="dim">never</span> : <Ago at={signedInAt} />;
    },
  },
  {
    id: 'act',
    head: 'Act',
    kind: 'act',
    cell: (person) => (
      <span className="chips">
        <ChangeRoles person={person} />
        <NewLink person={person} />
        <Disable person={person} />
      </span>
    ),
  },
];

/** Who may do what. */
export function People() {
  const [cursor, setCursor] = useState<string>();
  const query = useQuery({
    queryKey: ['users', cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => request('GET /v1/users', { query: { cursor }, signal }),
  });
  return (
    <Section title="People" aside={<Invite />}>
      <Loaded query={query}>
        {({ users, next }) => (
          <>
            <DataTable
              label="People"
              rows={users}
              columns={columns}
              keyOf={({ id }) => String(id)}
            />
            <Pager cursor={cursor} next={next} go={setCursor} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

const firstGrants: readonly Grant[] = [{ role: 'developer', product: '' }];

function Invite() {
  const [name, setName] = useState('');
  const [grants, setGrants] = useState(firstGrants);
  return (
    <FormAct
      label="Invite somebody"
      send="Make a link"
      onOpen={() => {
        setName('');
        setGrants(firstGrants);
      }}
      act={() =>
        request('POST /v1/users', { body: { name: name.trim(), grants: grantsOf(grants) } })
      }
      changes={['users']}
      result={linkOf}
    >
      <TextInput
        label="Name"
        description="As the audit log will have it: an address, or a name that nobody else has."
        required
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Grants of={grants} onChange={setGrants} />
    </FormAct>
  );
}

function linkOf(data: unknown) {
  return (
    <ShownOnce secret={wordOf(fieldsOf(data)['link'])}>
      It opens once: give it to that person and to nobody else.
    </ShownOnce>
  );
}

function ChangeRoles({ person }: { readonly person: Person }) {
  const before = (): readonly Grant[] =>
    person.grants.flatMap(({ role, product }) => {
      const known = roles.find((each) => each === role);
      return known === undefined ? [] : [{ role: known, product: product ?? '' }];
    });
  const [grants, setGrants] = useState(before);
  return (
    <FormAct
      label="Roles"
      about={person.name}
      isSmall
      send="Change them"
      onOpen={() => setGrants(before())}
      act={() =>
        request('PATCH /v1/users/{id}', {
          path: { id: person.id },
          body: { grants: grantsOf(grants) },
        })
      }
      changes={['users', 'me']}
    >
      <p className="small dim">They hold from the next request on.</p>
      <Grants of={grants} onChange={setGrants} />
    </FormAct>
  );
}

function NewLink({ person }: { readonly person: Person }) {
  return (
    <FormAct
      label="Link"
      about={`for ${person.name}`}
      isSmall
      send="Make a link"
      onOpen={() => undefined}
      act={() => request('POST /v1/users/{id}/links', { path: { id: person.id } })}
      changes={[]}
      result={linkOf}
    >
      <p>For whoever has lost the way to sign in.</p>
    </FormAct>
  );
}

function Disable({ person: { id, name, disabledAt } }: { readonly person: Person }) {
  const isDisabled = disabledAt !== null;
  return (
    <Act
      label={isDisabled ? 'Enable' : 'Disable'}
      about={name}
      isDangerous={!isDisabled}
      question={
        isDisabled
          ? 'They may sign in again, with the roles that they had.'
          : 'Their sessions end now. What they did stays in the audit log.'
      }
      act={() => request('PATCH /v1/users/{id}', { path: { id }, body: { disabled: !isDisabled } })}
      changes={['users']}
    />
  );
}
