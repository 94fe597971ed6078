import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { workflowFlows } from './index.ts';
import { isWorkflowPath } from './workflow-path.ts';

async function found(text: string): Promise<readonly string[]> {
  const { flows } = await workflowFlows([{ path: '.github/workflows/x.yml', text }]);
  return flows.map(({ rule, sink, confidence }) => {
    const part = text.slice(sink.start, sink.end);
    return `${rule} ${confidence} ${part}`;
  });
}

function job(steps: string, on = 'issues'): string {
  return `on: ${on}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${steps}\n`;
}

describe('rules about workflows', () => {
  it('find the expression in a text of several lines', async () => {
    const text = job(
      '      - run: |\n          set -e\n          echo "${{ github.event.issue.body }}"',
    );
    assert.deepEqual(await found(text), ['workflow-injection high ${{ github.event.issue.body }}']);
  });

  it('see through a variable that the expression names', async () => {
    const text = job(
      '      - env:\n          T: ${{ github.event.issue.title }}\n        run: echo ${{ env.T }} $T',
    );
    assert.deepEqual(await found(text), ['workflow-injection high ${{ env.T }}']);
  });

  it('say nothing of what is only compared, of numbers and of inputs', async () => {
    const parts = [
      "${{ contains(github.event.issue.title, 'x') }}",
      "${{ github.head_ref == 'main' && 'a' || 'b' }}",
      '${{ github.event.issue.number }}',
      '${{ inputs.name }}',
      '${{ unclosed',
    ];
    assert.deepEqual(
      await found(job(parts.map((each) => `      - run: echo ${JSON.stringify(each)}`).join('\n'))),
      [],
    );
  });

  it('are less sure of a checkout that somebody approved, or that nothing runs after', async () => {
    const checkout = '      - uses: actions/checkout@v4\n        with: { ref: "refs/pull/1/head" }';
    assert.deepEqual(await found(job(checkout, 'pull_request_target')), [
      'workflow-untrusted-checkout low refs/pull/1/head',
    ]);
    const run = '\n      - run: make';
    assert.deepEqual(await found(job(`${checkout}${run}`, 'pull_request_target')), [
      'workflow-untrusted-checkout high refs/pull/1/head',
    ]);
    assert.deepEqual(await found(job(`${checkout}${run}`, 'push')), []);
  });

  it('name an action that can move once a file', async () => {
    const text = job('      - uses: a/b@v1\n      - uses: a/b@v1\n      - uses: docker://alpine:3');
    assert.deepEqual(await found(text), []);
    const writing = `permissions: { contents: write }\n${text}`;
    assert.deepEqual(await found(writing), ['workflow-unpinned-action low a/b@v1']);
    const reading = writing.replace(
      '    runs-on',
      '    permissions: { contents: read }\n    runs-on',
    );
    assert.deepEqual(await found(reading), []);
    const shared = writing.replaceAll('a/b@v1', 'a/.github/actions/b@main');
    assert.deepEqual(await found(shared), []);
    const telling = writing.replace('contents: write', 'security-events: write');
    assert.deepEqual(await found(telling), []);
    const secret = '\n        with: { token: "${{ secrets.DEPLOY }}" }';
    assert.deepEqual(await found(job(`      - uses: a/b@v1${secret}`)), [
      'workflow-unpinned-action low a/b@v1',
    ]);
  });

  it('tell what is no YAML', async () => {
    const { troubles } = await workflowFlows([{ path: 'x.yml', text: 'on: [\n' }]);
    assert.equal(troubles.length, 1);
  });
});

it('only files in the folder of workflows are workflows', () => {
  assert.equal(isWorkflowPath('.github/workflows/ci.yaml'), true);
  assert.equal(isWorkflowPath('docs/.github/workflows/ci.yml'), false);
  assert.equal(isWorkflowPath('.github/dependabot.yml'), false);
});
