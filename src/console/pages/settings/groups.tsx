import { useQuery } from '@tanstack/react-query';
import { request, type AnswerOf } from '../../api/request.ts';
import { Act, FormAct } from '../../parts/act.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { ChoiceField, ProductField, TextField } from '../../parts/fields.tsx';
import { useForm } from '../../parts/form.ts';
import { Section } from '../../parts/page-head.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { Ago } from '../../parts/time.tsx';
import { roles } from './grants.tsx';

type GroupRole = AnswerOf<'GET /v1/group-roles'>['groupRoles'][number];

const columns: readonly Column<GroupRole>[] = [
  {
    id: 'group',
    head: 'Group',
    kind: 'main',
    cell: ({ group }) => <strong className="break">{group}</strong>,
  },
  { id: 'role', head: 'Role', cell: ({ role }) => role },
  { id: 'product', head: 'Product', cell: ({ product }) => product ?? 'all products' },
  {
    id: 'by',
    head: 'Given',
    kind: 'wide',
    cell: ({ createdBy, createdAt }) => (
      <span className="small break">
        {createdBy}, <Ago at={createdAt} />
      </span>
    ),
  },
  {
    id: 'act',
    head: 'Act',
    kind: 'act',
    cell: ({ id, group, role }) => (
      <Act
        label="Take back"
        about={`${role} from ${group}`}
        question="Nobody is this by the group any more, from the next request on."
        isDangerous
        act={() => request('DELETE /v1/group-roles/{id}', { path: { id } })}
        changes={['group-roles', 'users', 'me']}
      />
    ),
  },
];

/** What everybody of a group of the identity provider is. */
export function Groups() {
  const query = useQuery({
    queryKey: ['group-roles'],
    queryFn: ({ signal }) => request('GET /v1/group-roles', { signal }),
  });
  return (
    <Section title="Roles of groups" aside={<NewGroupRole />}>
      <p className="dim">
        Whoever signs in is what their groups are, as the identity provider names them then.
      </p>
      <Loaded query={query}>
        {({ groupRoles }) =>
          groupRoles.length === 0 ? (
            <Empty title="No group has a role">
              <p>
                Give one to a group of your identity provider, so that nobody has to be given it by
                name. Without a provider there are no groups.
              </p>
            </Empty>
          ) : (
            <DataTable
              label="Roles of groups"
              rows={groupRoles}
              columns={columns}
              keyOf={({ id }) => String(id)}
            />
          )
        }
      </Loaded>
    </Section>
  );
}

const empty = { group: '', role: 'developer' as (typeof roles)[number], product: '' };

function NewGroupRole() {
  const form = useForm(empty);
  const { group, role, product } = form.values;
  return (
    <FormAct
      label="Give a group a role"
      send="Give it"
      form={form}
      onOpen={() => form.reset(empty)}
      act={() =>
        request('POST /v1/group-roles', {
          body: {
            group: group.trim(),
            role,
            ...(product === '' ? {} : { product: product.trim() }),
          },
        })
      }
      changes={['group-roles', 'users', 'me']}
    >
      <TextField
        form={form}
        name="group"
        label="Group"
        description="As the identity provider says it."
        isRequired
        maxLength={300}
      />
      <ChoiceField form={form} name="role" label="Role" choices={roles} />
      <ProductField form={form} />
    </FormAct>
  );
}
