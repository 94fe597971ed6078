import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { request, type AnswerOf } from '../../api/request.ts';
import { Act, FormAct } from '../../parts/act.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { ProductField, TextField } from '../../parts/fields.tsx';
import { useForm } from '../../parts/form.ts';
import { Section } from '../../parts/page-head.tsx';
import { RowsField } from '../../parts/rows-field.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { fieldsOf, wordOf } from '../../parts/unknown.ts';

type Trust = AnswerOf<'GET /v1/trusts'>['trusts'][number];

const columns: readonly Column<Trust>[] = [
  {
    id: 'name',
    head: 'Trust',
    kind: 'main',
    cell: ({ name, issuer, audience, conditions }) => (
      <>
        <strong className="break">{name}</strong> <span className="small break">{issuer}</span>
        <div className="small code break">
          {Object.entries(fieldsOf(conditions))
            .map(([claim, value]) => `${claim}: ${wordOf(value)}`)
            .join(' · ')}
        </div>
        <div className="small dim break">for {audience}</div>
      </>
    ),
  },
  { id: 'product', head: 'Product', cell: ({ product }) => product ?? 'all products' },
  {
    id: 'by',
    head: 'Made by',
    kind: 'wide',
    cell: ({ createdBy }) => <span className="small break">{createdBy}</span>,
  },
  {
    id: 'act',
    head: 'Act',
    kind: 'act',
    cell: ({ id, name }) => (
      <Act
        label="End"
        about={`trust ${name}`}
        question="Pipelines that report by it are refused from the next request on."
        isDangerous
        act={() => request('DELETE /v1/trusts/{id}', { path: { id } })}
        changes={['trusts']}
      />
    ),
  },
];

/** Pipelines that need no token: their platform says who they are. */
export function Trusts() {
  const query = useQuery({
    queryKey: ['trusts'],
    queryFn: ({ signal }) => request('GET /v1/trusts', { signal }),
  });
  return (
    <Section title="Pipelines without tokens" aside={<NewTrust />}>
      <p className="dim">
        GitHub, GitLab and others tell a pipeline who it is. Whose claims meet all conditions of a
        trust reports of its product.
      </p>
      <Loaded query={query}>
        {({ trusts }) =>
          trusts.length === 0 ? (
            <Empty title="No pipeline is believed without a token">
              <p>Trust those of a platform, and no secret has to be kept there.</p>
            </Empty>
          ) : (
            <DataTable
              label="Trusts"
              rows={trusts}
              columns={columns}
              keyOf={({ id }) => String(id)}
            />
          )
        }
      </Loaded>
    </Section>
  );
}

interface Condition {
  readonly claim: string;
  readonly value: string;
}

interface NewValues {
  readonly name: string;
  readonly issuer: string;
  readonly audience: string;
  readonly product: string;
  readonly conditions: readonly Condition[];
}

const empty: NewValues = {
  name: '',
  issuer: 'https://token.actions.githubusercontent.com',
  audience: '',
  product: '',
  conditions: [{ claim: 'repository', value: '' }],
};

function NewTrust() {
  const form = useForm(empty);
  const { name, issuer, audience, product, conditions } = form.values;
  return (
    <FormAct
      label="Trust pipelines"
      send="Trust them"
      form={form}
      onOpen={() => form.reset(empty)}
      act={() =>
        request('POST /v1/trusts', {
          body: {
            name,
            issuer,
            conditions: Object.fromEntries(
              conditions
                .filter(({ claim }) => claim !== '')
                .map(({ claim, value }) => [claim, value]),
            ),
            ...(audience === '' ? {} : { audience }),
            ...(product === '' ? {} : { product: product.trim() }),
          },
        })
      }
      changes={['trusts']}
    >
      <TextField
        form={form}
        name="name"
        label="Name"
        description="As the audit log will have it: small letters, digits and dashes."
        isRequired
        maxLength={99}
      />
      <TextField
        form={form}
        name="issuer"
        label="Issuer"
        description="Of GitHub as it stands here; of GitLab the address of your server."
        isRequired
      />
      <Conditions of={conditions} onChange={(changed) => form.set({ conditions: changed })} />
      <ProductField form={form} />
      <TextField
        form={form}
        name="audience"
        label="Audience"
        description="Nothing: the address of this service."
      />
    </FormAct>
  );
}

function Conditions({
  of,
  onChange,
}: {
  readonly of: readonly Condition[];
  readonly onChange: (conditions: readonly Condition[]) => void;
}) {
  return (
    <RowsField
      legend="Claims"
      name="conditions"
      word="claim"
      about={
        <>
          <code>*</code> stands for any text. One has to say whose they are: <code>repository</code>
          , <code>repository_owner</code>, <code>project_path</code>, <code>sub</code>.
        </>
      }
      rows={of}
      start={{ claim: '', value: '' }}
      onChange={onChange}
    >
      {({ claim, value }, change, number) => (
        <>
          <TextInput
            size="xs"
            aria-label={`Claim ${number}`}
            placeholder="repository"
            maxLength={100}
            value={claim}
            onChange={({ currentTarget }) => change({ claim: currentTarget.value.trim() })}
          />
          <TextInput
            size="xs"
            aria-label={`Value of claim ${number}`}
            placeholder="example/shop"
            maxLength={300}
            value={value}
            onChange={({ currentTarget }) => change({ value: currentTarget.value.trim() })}
          />
        </>
      )}
    </RowsField>
  );
}
