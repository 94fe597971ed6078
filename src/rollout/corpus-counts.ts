// Written by bench/rule-priors.ts on 2026-11-25, from the held-out halves of
// CredData: 1164 files of 15 groups; CredSweeper: 96 files of 96 groups. A rule that is not here found nothing in them.
import type { CorpusCount } from '../model/corpus-count.ts';

/** Rule, its version, version of the engine, findings that were right, and wrong ones. */
const table = `
secrets/age-secret-key 1 3 1 1
secrets/asp-net-machine-key 1 3 1 0
secrets/atlassian-api-token 1 3 3 0
secrets/aws-access-key-id 1 3 62 0
secrets/aws-bedrock-key 1 3 1 0
secrets/aws-key-pair 1 3 1 0
secrets/aws-secret-access-key 1 3 1 0
secrets/azure-client-secret 1 3 1 0
secrets/azure-sas-signature 1 3 2 3
secrets/basic-authorization 1 3 4 0
secrets/bearer-authorization 1 3 1 0
secrets/bitbucket-access-token 1 3 1 0
secrets/bitbucket-app-password 1 3 1 0
secrets/brevo-api-key 1 3 1 0
secrets/clojars-token 1 3 1 0
secrets/curl-password 1 3 1 0
secrets/digitalocean-token 1 3 1 0
secrets/docker-hub-organization-token 1 3 1 0
secrets/docker-hub-token 1 3 1 0
secrets/doppler-token 1 3 1 0
secrets/dsa-private-key 1 3 7 0
secrets/dynatrace-token 1 3 1 0
secrets/ec-private-key 1 3 16 0
secrets/encrypted-private-key 1 3 0 18
secrets/facebook-access-token 1 3 1 1
secrets/generic-key 1 3 59 3
secrets/generic-password 1 3 289 40
secrets/generic-secret 1 3 52 3
secrets/generic-token 1 3 201 6
secrets/gitlab-agent-token 1 3 1 0
secrets/gitlab-ci-job-token 1 3 2 0
secrets/gitlab-deploy-token 1 3 1 0
secrets/gitlab-feature-flag-token 1 3 1 0
secrets/gitlab-feed-token 1 3 1 0
secrets/gitlab-mail-token 1 3 1 0
secrets/gitlab-oauth-secret 1 3 1 0
secrets/gitlab-runner-registration-token 1 3 1 0
secrets/gitlab-runner-token 1 3 1 0
secrets/gitlab-scim-token 1 3 1 0
secrets/gitlab-token 1 3 1 0
secrets/gitlab-trigger-token 1 3 1 0
secrets/google-api-key 1 3 1 0
secrets/google-oauth-client-secret 1 3 1 0
secrets/grafana-legacy-api-key 1 3 2 0
secrets/grafana-service-account-token 1 3 1 0
secrets/groq-api-key 1 3 3 1
secrets/heroku-api-key 1 3 2 0
secrets/http-url-password 1 3 0 2
secrets/hugging-face-token 1 3 2 1
secrets/json-web-token 1 3 19 0
secrets/jwk-private-key 1 3 1 0
secrets/kubernetes-secret 1 3 1 1
secrets/linear-api-key 1 3 1 1
secrets/mailgun-legacy-key 1 3 1 0
secrets/mysql-password 1 3 1 1
secrets/mysql-url 1 3 1 0
secrets/npm-token 1 3 1 0
secrets/openai-api-key 1 3 3 1
secrets/openssh-private-key 1 3 9 0
secrets/pgp-private-key 1 3 1 0
secrets/pkcs8-private-key 1 3 30 0
secrets/planetscale-oauth-token 1 3 1 0
secrets/planetscale-password 1 3 1 0
secrets/planetscale-token 1 3 1 0
secrets/putty-private-key 1 3 0 9
secrets/pypi-token 1 3 1 0
secrets/queue-url 1 3 1 3
secrets/rsa-private-key 1 3 29 2
secrets/shopify-access-token 1 3 1 0
secrets/stripe-secret-key 1 3 1 0
secrets/telegram-bot-token 1 3 1 0
secrets/terraform-token 1 3 1 0
secrets/vault-service-token 1 3 1 1
`;

/** Counts by rule of the findings in labelled corpora. */
export const corpusCounts: readonly CorpusCount[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [rule = '', ...numbers] = line.split(' ');
    const [version = 0, engine = 0, truePositives = 0, falsePositives = 0] = numbers.map(Number);
    return { rule, version, engine, truePositives, falsePositives };
  });
