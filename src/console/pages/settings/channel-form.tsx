import type { AnswerOf, Given } from '../../api/request.ts';
import {
  ChoiceField,
  ProductField,
  SeveralField,
  TextField,
  YesField,
} from '../../parts/fields.tsx';
import type { Form } from '../../parts/form.ts';

export type Channel = AnswerOf<'GET /v1/channels'>['channels'][number];
type Creation = Given<'POST /v1/channels'>['body'];
type Changes = NonNullable<Given<'PATCH /v1/channels/{id}'>['body']>;

const kinds = ['slack', 'webhook', 'mail'] as const;
const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
const effects = [
  { value: 'observed', label: 'all, also of rules that observe' },
  { value: 'warns', label: 'those that warn or block' },
  { value: 'blocks', label: 'those that block' },
] as const;
const branches = [
  { value: 'default', label: 'of default branches' },
  { value: 'all', label: 'of all branches' },
] as const;
const events = [
  { value: 'findings', label: 'new findings' },
  { value: 'incomplete', label: 'what could not be examined' },
  { value: 'decision', label: 'a default branch passes or is stopped' },
  { value: 'demotion', label: 'a rule has lost a stage' },
  { value: 'agreement', label: 'proposals that wait for a party' },
  { value: 'scan-failed', label: 'scheduled scans that failed' },
  { value: 'certificate', label: 'certificates that end' },
  { value: 'advisory', label: 'new advisories' },
] as const;

/** A channel as the form has it. */
interface Values {
  readonly name: string;
  readonly kind: (typeof kinds)[number];
  readonly product: string;
  readonly url: string;
  /** Addresses, with a comma between them. */
  readonly to: string;
  readonly newSigningSecret: boolean;
  readonly events: readonly string[];
  readonly severity: string;
  readonly effect: string;
  readonly branches: string;
  readonly isDigest: boolean;
  readonly digestAt: string;
  readonly digestZone: string;
  readonly sendEmpty: boolean;
  readonly isQuiet: boolean;
  readonly quietFrom: string;
  readonly quietTo: string;
  readonly quietZone: string;
  readonly enabled: boolean;
}

const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** As the service has it where nothing is said. */
export const newChannel: Values = {
  name: '',
  kind: 'slack',
  product: '',
  url: '',
  to: '',
  newSigningSecret: false,
  events: events.map(({ value }) => value),
  severity: 'info',
  effect: 'warns',
  branches: 'default',
  isDigest: false,
  digestAt: '07:30',
  digestZone: here,
  sendEmpty: false,
  isQuiet: false,
  quietFrom: '20:00',
  quietTo: '07:00',
  quietZone: here,
  enabled: true,
};

export function valuesOf(channel: Channel): Values {
  const { digest, quietHours, target, kind } = channel;
  return {
    ...newChannel,
    ...channel,
    product: channel.product ?? '',
    to: kind === 'mail' ? target.join(', ') : '',
    ...(digest === null
      ? {}
      : {
          isDigest: true,
          digestAt: digest.at,
          digestZone: digest.timeZone,
          sendEmpty: digest.sendEmpty,
        }),
    ...(quietHours === null
      ? {}
      : {
          isQuiet: true,
          quietFrom: quietHours.from,
          quietTo: quietHours.to,
          quietZone: quietHours.timeZone,
        }),
  };
}

/** One of these words; a form only has such. */
function wordOf<const Word extends string>(
  words: readonly Word[],
  given: string,
): Word | undefined {
  return words.find((word) => word === given);
}

/** What a change of it says. An address that is not written again stays. */
export function changesOf(values: Values): Changes {
  const { kind, url, to } = values;
  const severity = wordOf(severities, values.severity);
  const effect = wordOf(
    effects.map(({ value }) => value),
    values.effect,
  );
  return {
    name: values.name.trim(),
    events: events.flatMap(({ value }) => (values.events.includes(value) ? [value] : [])),
    ...(severity === undefined ? {} : { severity }),
    ...(effect === undefined ? {} : { effect }),
    branches: values.branches === 'all' ? 'all' : 'default',
    ...timesOf(values),
    enabled: values.enabled,
    ...(kind === 'mail' ? { to: to.split(/[\s,;]+/u).filter((each) => each !== '') } : {}),
    ...(kind === 'mail' || url === '' ? {} : { url: url.trim() }),
    ...(values.newSigningSecret ? { newSigningSecret: true } : {}),
  };
}

function timesOf(values: Values): Pick<Changes, 'digest' | 'quietHours'> {
  const { isDigest, digestAt, digestZone, sendEmpty, isQuiet, quietFrom, quietTo, quietZone } =
    values;
  return {
    digest: isDigest ? { at: digestAt, timeZone: digestZone, sendEmpty } : null,
    quietHours: isQuiet ? { from: quietFrom, to: quietTo, timeZone: quietZone } : null,
  };
}

export function creationOf(values: Values): Creation {
  const { newSigningSecret: _, version: __, name = '', ...changes } = changesOf(values);
  const { kind, product } = values;
  return { ...changes, name, kind, ...(product === '' ? {} : { product: product.trim() }) };
}

/** What there is to say of a channel. */
export function ChannelFields({
  form,
  isNew,
}: {
  readonly form: Form<Values>;
  readonly isNew: boolean;
}) {
  const { kind } = form.values;
  return (
    <>
      <TextField form={form} name="name" label="Name" isRequired maxLength={100} />
      {isNew ? (
        <>
          <ChoiceField form={form} name="kind" label="Kind" choices={kinds} />
          <ProductField form={form} />
        </>
      ) : null}
      {kind === 'mail' ? (
        <TextField
          form={form}
          name="to"
          label="Addresses"
          description="With a comma between them."
          isRequired
          maxLength={5_000}
        />
      ) : (
        <TextField
          form={form}
          name="url"
          label="Address of the webhook"
          description={isNew ? 'It is not shown again.' : 'Nothing: it stays. It is never shown.'}
          isRequired={isNew}
          maxLength={2_000}
        />
      )}
      {kind === 'webhook' && !isNew ? (
        <YesField
          form={form}
          name="newSigningSecret"
          label="Make a new signing secret"
          description="The one before signs too, until the next change of it."
        />
      ) : null}
      <SeveralField form={form} name="events" label="It is told of" choices={events} />
      <ChoiceField
        form={form}
        name="severity"
        label="Findings of this severity, or worse"
        choices={severities}
      />
      <ChoiceField form={form} name="effect" label="Of these findings" choices={effects} />
      <ChoiceField form={form} name="branches" label="Of runs" choices={branches} />
      <Times form={form} />
      {isNew ? null : <YesField form={form} name="enabled" label="It is told" />}
    </>
  );
}

/** Zones as IANA names them: Europe/Berlin. */
function Times({ form }: { readonly form: Form<Values> }) {
  const { isDigest, isQuiet } = form.values;
  return (
    <fieldset className="grants">
      <legend>When</legend>
      <YesField form={form} name="isDigest" label="Once a day, all in one message" />
      {isDigest ? (
        <div className="row">
          <TextField form={form} name="digestAt" label="At (HH:MM)" isRequired maxLength={5} />
          <TextField form={form} name="digestZone" label="Time zone" isRequired maxLength={60} />
          <YesField form={form} name="sendEmpty" label="also when nothing has happened" />
        </div>
      ) : null}
      <YesField
        form={form}
        name="isQuiet"
        label="Not at some hours; what happens then comes after"
      />
      {isQuiet ? (
        <div className="row">
          <TextField form={form} name="quietFrom" label="From (HH:MM)" isRequired maxLength={5} />
          <TextField form={form} name="quietTo" label="To (HH:MM)" isRequired maxLength={5} />
          <TextField form={form} name="quietZone" label="Time zone" isRequired maxLength={60} />
        </div>
      ) : null}
    </fieldset>
  );
}
