import type { SecretRule } from '../rule.ts';
import { adafruit } from './adafruit.ts';
import { airtable } from './airtable.ts';
import { algolia } from './algolia.ts';
import { alibaba } from './alibaba.ts';
import { anthropic } from './anthropic.ts';
import { artifactory } from './artifactory.ts';
import { asana } from './asana.ts';
import { atlassian } from './atlassian.ts';
import { auth0 } from './auth0.ts';
import { aws } from './aws.ts';
import { awsPair } from './aws-pair.ts';
import { azure } from './azure.ts';
import { azureKeys } from './azure-keys.ts';
import { box } from './box.ts';
import { braintree } from './braintree.ts';
import { brevo } from './brevo.ts';
import { buildkite } from './buildkite.ts';
import { cerebras } from './cerebras.ts';
import { circleci } from './circleci.ts';
import { clojars } from './clojars.ts';
import { cloudflare } from './cloudflare.ts';
import { cloudinary } from './cloudinary.ts';
import { codecov } from './codecov.ts';
import { cohere } from './cohere.ts';
import { confluent } from './confluent.ts';
import { connectionStrings } from './connection-strings.ts';
import { contentful } from './contentful.ts';
import { cratesIo } from './crates-io.ts';
import { credentialFiles } from './credential-files.ts';
import { databricks } from './databricks.ts';
import { datadog } from './datadog.ts';
import { deepseek } from './deepseek.ts';
import { digitalocean } from './digitalocean.ts';
import { discord } from './discord.ts';
import { dockerHub } from './docker-hub.ts';
import { doppler } from './doppler.ts';
import { dropbox } from './dropbox.ts';
import { dynatrace } from './dynatrace.ts';
import { easypost } from './easypost.ts';
import { elevenlabs } from './elevenlabs.ts';
import { facebook } from './facebook.ts';
import { fastly } from './fastly.ts';
import { figma } from './figma.ts';
import { flutterwave } from './flutterwave.ts';
import { fly } from './fly.ts';
import { frameworks } from './frameworks.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { google } from './google.ts';
import { googleServiceAccount } from './google-service-account.ts';
import { grafana } from './grafana.ts';
import { groq } from './groq.ts';
import { harness } from './harness.ts';
import { headers } from './headers.ts';
import { heroku } from './heroku.ts';
import { hetzner } from './hetzner.ts';
import { honeycomb } from './honeycomb.ts';
import { hubspot } from './hubspot.ts';
import { huggingFace } from './hugging-face.ts';
import { ibm } from './ibm.ts';
import { jwt } from './jwt.ts';
import { langchain } from './langchain.ts';
import { launchdarkly } from './launchdarkly.ts';
import { linear } from './linear.ts';
import { linkedin } from './linkedin.ts';
import { linode } from './linode.ts';
import { mailchimp } from './mailchimp.ts';
import { mailgun } from './mailgun.ts';
import { mapbox } from './mapbox.ts';
import { mistral } from './mistral.ts';
import { mongodbAtlas } from './mongodb-atlas.ts';
import { neon } from './neon.ts';
import { ngrok } from './ngrok.ts';
import { netlify } from './netlify.ts';
import { newRelic } from './new-relic.ts';
import { notion } from './notion.ts';
import { npm } from './npm.ts';
import { nuget } from './nuget.ts';
import { nvidia } from './nvidia.ts';
import { okta } from './okta.ts';
import { onePassword } from './one-password.ts';
import { openai } from './openai.ts';
import { openrouter } from './openrouter.ts';
import { opsgenie } from './opsgenie.ts';
import { pagerduty } from './pagerduty.ts';
import { paypal } from './paypal.ts';
import { perplexity } from './perplexity.ts';
import { pinecone } from './pinecone.ts';
import { plaid } from './plaid.ts';
import { planetscale } from './planetscale.ts';
import { posthog } from './posthog.ts';
import { postman } from './postman.ts';
import { postmark } from './postmark.ts';
import { prefect } from './prefect.ts';
import { privateKeys } from './private-keys.ts';
import { pulumi } from './pulumi.ts';
import { pypi } from './pypi.ts';
import { rapidapi } from './rapidapi.ts';
import { readme } from './readme.ts';
import { render } from './render.ts';
import { replicate } from './replicate.ts';
import { resend } from './resend.ts';
import { rollbar } from './rollbar.ts';
import { rubygems } from './rubygems.ts';
import { scaleway } from './scaleway.ts';
import { sendgrid } from './sendgrid.ts';
import { sentry } from './sentry.ts';
import { shippo } from './shippo.ts';
import { shopify } from './shopify.ts';
import { slack } from './slack.ts';
import { snyk } from './snyk.ts';
import { sonar } from './sonar.ts';
import { square } from './square.ts';
import { stripe } from './stripe.ts';
import { supabase } from './supabase.ts';
import { tailscale } from './tailscale.ts';
import { tavily } from './tavily.ts';
import { teams } from './teams.ts';
import { telegram } from './telegram.ts';
import { tencent } from './tencent.ts';
import { terraform } from './terraform.ts';
import { together } from './together.ts';
import { travis } from './travis.ts';
import { twilio } from './twilio.ts';
import { twitch } from './twitch.ts';
import { twitter } from './twitter.ts';
import { typeform } from './typeform.ts';
import { urls } from './urls.ts';
import { vault } from './vault.ts';
import { vercel } from './vercel.ts';
import { vultr } from './vultr.ts';
import { wandb } from './wandb.ts';
import { xai } from './xai.ts';
import { zapier } from './zapier.ts';

/** Every rule with a pattern. A new provider is one file and one line here. */
export const secretRules: readonly SecretRule[] = [
  ...adafruit,
  ...airtable,
  ...algolia,
  ...alibaba,
  ...anthropic,
  ...artifactory,
  ...asana,
  ...atlassian,
  ...auth0,
  ...aws,
  ...awsPair,
  ...azure,
  ...azureKeys,
  ...box,
  ...braintree,
  ...brevo,
  ...buildkite,
  ...cerebras,
  ...circleci,
  ...clojars,
  ...cloudflare,
  ...cloudinary,
  ...codecov,
  ...cohere,
  ...confluent,
  ...connectionStrings,
  ...contentful,
  ...cratesIo,
  ...credentialFiles,
  ...databricks,
  ...datadog,
  ...deepseek,
  ...digitalocean,
  ...discord,
  ...dockerHub,
  ...doppler,
  ...dropbox,
  ...dynatrace,
  ...easypost,
  ...elevenlabs,
  ...facebook,
  ...fastly,
  ...figma,
  ...flutterwave,
  ...fly,
  ...frameworks,
  ...github,
  ...gitlab,
  ...google,
  ...googleServiceAccount,
  ...grafana,
  ...groq,
  ...harness,
  ...headers,
  ...heroku,
  ...hetzner,
  ...honeycomb,
  ...hubspot,
  ...huggingFace,
  ...ibm,
  ...jwt,
  ...langchain,
  ...launchdarkly,
  ...linear,
  ...linkedin,
  ...linode,
  ...mailchimp,
  ...mailgun,
  ...mapbox,
  ...mistral,
  ...mongodbAtlas,
  ...neon,
  ...ngrok,
  ...netlify,
  ...newRelic,
  ...notion,
  ...npm,
  ...nuget,
  ...nvidia,
  ...okta,
  ...onePassword,
  ...openai,
  ...openrouter,
  ...opsgenie,
  ...pagerduty,
  ...paypal,
  ...perplexity,
  ...pinecone,
  ...plaid,
  ...planetscale,
  ...posthog,
  ...postman,
  ...postmark,
  ...prefect,
  ...privateKeys,
  ...pulumi,
  ...pypi,
  ...rapidapi,
  ...readme,
  ...render,
  ...replicate,
  ...resend,
  ...rollbar,
  ...rubygems,
  ...scaleway,
  ...sendgrid,
  ...sentry,
  ...shippo,
  ...shopify,
  ...slack,
  ...snyk,
  ...sonar,
  ...square,
  ...stripe,
  ...supabase,
  ...tailscale,
  ...tavily,
  ...teams,
  ...telegram,
  ...tencent,
  ...terraform,
  ...together,
  ...travis,
  ...twilio,
  ...twitch,
  ...twitter,
  ...typeform,
  ...urls,
  ...vault,
  ...vercel,
  ...vultr,
  ...wandb,
  ...xai,
  ...zapier,
];
