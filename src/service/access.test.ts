import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { may, reachOf, reaches, roles, sidesOf, type Grant, type Principal } from './access.ts';

const [A, B, C] = [1, 2, 3];

function person(...grants: readonly Grant[]): Principal {
  return { name: 'person ada', kind: 'person', grants, userId: 7 };
}

describe('who may do what, by grants', () => {
  const developerOfAViewerOfB = person(
    { role: 'developer', productId: A },
    { role: 'viewer', productId: B },
  );

  test('a role of one product gives nothing of another', () => {
    assert.deepEqual(reachOf(developerOfAViewerOfB, 'read'), [A, B]);
    assert.deepEqual(reachOf(developerOfAViewerOfB, 'judge'), [A]);
    assert.ok(reaches(developerOfAViewerOfB, 'judge', A));
    assert.ok(!reaches(developerOfAViewerOfB, 'judge', B));
    assert.ok(!reaches(developerOfAViewerOfB, 'read', C));
    assert.ok(!reaches(developerOfAViewerOfB, 'read', undefined));
  });

  test('a role of all products reaches those that are not there yet', () => {
    const everywhere = person(
      { role: 'viewer', productId: A },
      { role: 'security', productId: undefined },
    );
    assert.equal(reachOf(everywhere, 'report'), undefined);
    assert.ok(reaches(everywhere, 'report', undefined));
  });

  test('an admin of one product administers nothing', () => {
    const admin = person({ role: 'admin', productId: A });
    assert.ok(!may(admin, 'administer'));
    assert.ok(may(admin, 'configure'));
    assert.ok(may(person({ role: 'admin', productId: undefined }), 'administer'));
  });

  test('who has no role may see who they are, and nobody else may', () => {
    assert.ok(may(person(), 'self'));
    assert.ok(!may(person(), 'read'));
    assert.ok(!may(undefined, 'self'));
    assert.deepEqual(reachOf(undefined, 'read'), []);
    assert.ok(!reaches(undefined, 'read', undefined));
  });

  test('people are on the side of their role, of that product; an admin is on none', () => {
    const both = person(
      { role: 'developer', productId: A },
      { role: 'security', productId: undefined },
    );
    assert.deepEqual(sidesOf(both, A), ['development', 'security']);
    assert.deepEqual(sidesOf(both, B), ['security']);
    assert.deepEqual(sidesOf(person({ role: 'owner', productId: A }), A), ['development']);
    for (const role of ['admin', 'viewer', 'pipeline'] as const) {
      assert.deepEqual(sidesOf(person({ role, productId: undefined }), A), [], role);
    }
  });

  test('who approves is on a side, and no program is', () => {
    for (const role of roles) {
      const one = person({ role, productId: undefined });
      assert.equal(may(one, 'approve'), sidesOf(one, A).length > 0, role);
      assert.deepEqual(sidesOf({ ...one, kind: 'token' }, A), []);
    }
  });
});
