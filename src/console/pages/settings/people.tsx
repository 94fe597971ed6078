import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request, type AnswerOf } from '../../api/request.ts';
import { Act, FormAct, ShownOnce } from '../../parts/act.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { TextField } from '../../parts/fields.tsx';
import { useForm } from '../../parts/form.ts';
import { Chip } from '../../parts/marks.tsx';
import { Section } from '../../parts/page-head.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Loaded } from '../../parts/states.tsx';
import { Ago } from '../../parts/time.tsx';
import { fieldsOf, wordOf } from '../../parts/unknown.ts';
import { GrantChips, Grants, grantsOf, knownGrants, type Grant } from './grants.tsx';
import { usePart } from './part.ts';

type Person = AnswerOf<'GET /v1/users'>['users'][number];

const columns: readonly Column<Person>[] = [
  {
    id: 'name',
    head: 'Person',
    kind: 'main',
    cell: ({ name, displayName, email, issuer, groups }) => (
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
        {groups.length === 0 ? null : <div className="small dim break">in {groups.join(', ')}</div>}
      </>
    ),
  },
  {
    id: 'grants',
    head: 'Roles',
    cell: ({ grants, groupGrants }) =>
      grants.length + groupGrants.length === 0 ? (
        <span className="dim">none</span>
      ) : (
        <span className="chips break">
          <GrantChips of={grants} />
          <GrantChips of={groupGrants} from="by group" />
        </span>
      ),
  },
  {
    id: 'seen',
    head: 'Signed in',
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
        {person.issuer === null ? <NewLink person={person} /> : null}
        <EndSessions person={person} />
        <Disable person={person} />
      </span>
    ),
  },
];

/** Who may do what. */
export function People() {
  const { cursor, go } = usePart();
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
            <Pager cursor={cursor} next={next} go={go} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

interface Invited {
  readonly name: string;
  readonly grants: readonly Grant[];
}

const nobody: Invited = { name: '', grants: [{ role: 'developer', product: '' }] };

function Invite() {
  const form = useForm(nobody);
  const { name, grants } = form.values;
  return (
    <FormAct
      label="Invite somebody"
      send="Make a link"
      form={form}
      onOpen={() => form.reset(nobody)}
      act={() =>
        request('POST /v1/users', { body: { name: name.trim(), grants: grantsOf(grants) } })
      }
      changes={['users']}
      result={linkOf}
    >
      <TextField
        form={form}
        name="name"
        label="Name"
        description="As the audit log will have it: an address, or a name that nobody else has."
        isRequired
        maxLength={100}
      />
      <Grants of={grants} onChange={(changed) => form.set({ grants: changed })} />
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

function ChangeRoles({ person: { id, name, version, ...person } }: { readonly person: Person }) {
  const start = { grants: knownGrants(person.grants) };
  const form = useForm(start);
  const { grants } = form.values;
  return (
    <FormAct
      label="Roles"
      about={name}
      isSmall
      send="Change them"
      form={form}
      onOpen={() => form.reset(start)}
      act={() =>
        request('PATCH /v1/users/{id}', {
          path: { id },
          body: { grants: grantsOf(grants), version },
        })
      }
      changes={['users', 'me']}
    >
      <p className="small dim">
        They hold from the next request on.
        {person.groupGrants.length === 0
          ? ''
          : ' Roles that somebody has by a group stay: they are changed at Groups.'}
      </p>
      <Grants of={grants} onChange={(changed) => form.set({ grants: changed })} />
    </FormAct>
  );
}

function NewLink({ person: { id, name } }: { readonly person: Person }) {
  return (
    <FormAct
      label="Link"
      about={`for ${name}`}
      isSmall
      send="Make a link"
      act={() => request('POST /v1/users/{id}/links', { path: { id } })}
      changes={[]}
      result={linkOf}
    >
      <p>For whoever has lost the way to sign in. Links and tokens of before open nothing more.</p>
    </FormAct>
  );
}

function EndSessions({ person: { id, name } }: { readonly person: Person }) {
  return (
    <Act
      label="End sessions"
      about={`of ${name}`}
      question="Their sessions end everywhere, and they may sign in again."
      act={() => request('DELETE /v1/users/{id}/sessions', { path: { id } })}
      changes={['users']}
    />
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
