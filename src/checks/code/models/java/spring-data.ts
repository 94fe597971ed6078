import { flows, members } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';

const DATA = 'org.springframework.data.repository';
const REPOSITORY = `${DATA}.Repository`;
const ROW: Model = { flows: [], source: { kind: 'stored', what: 'row of a table' } };
/** Every interface of repositories that applications extend. */
const INTERFACES = [
  'org.springframework.data.jpa.repository.JpaRepository',
  'org.springframework.data.mongodb.repository.MongoRepository',
  'org.springframework.data.mongodb.repository.ReactiveMongoRepository',
  'org.springframework.data.r2dbc.repository.R2dbcRepository',
  'org.springframework.data.jpa.repository.JpaSpecificationExecutor',
  ...[
    'CrudRepository',
    'ListCrudRepository',
    'PagingAndSortingRepository',
    'ListPagingAndSortingRepository',
    'reactive.ReactiveCrudRepository',
    'reactive.ReactiveSortingRepository',
    'kotlin.CoroutineCrudRepository',
  ].map((name) => `${DATA}.${name}`),
];

/** Repositories of Spring Data: interfaces without bodies, whose methods the framework writes. */
export const springData: ModelPack = {
  id: 'spring-data',
  languages: ['java'],
  about:
    'Spring Data Commons, JPA, MongoDB: https://docs.spring.io/spring-data/commons/reference/repositories/core-concepts.html',
  extends: Object.fromEntries(INTERFACES.map((name) => [name, [REPOSITORY]])),
  paths: {
    [`${REPOSITORY}.*()`]: ROW,
    ...members(REPOSITORY, 'findById() findOne()', { ...ROW, type: 'java.util.Optional' }),
    ...members(REPOSITORY, 'findAll() findAllById()', { ...ROW, type: 'java.util.List' }),
    ...members(REPOSITORY, 'getById() getReferenceById() getOne()', ROW),
    ...members(REPOSITORY, 'save() saveAndFlush() saveAll() insert()', flows('0>result')),
    ...members(
      REPOSITORY,
      'delete() deleteById() deleteAll() deleteAllById() deleteInBatch() count() exists() existsById() flush()',
      flows(''),
    ),
    'javax.persistence.EntityManager.find()': ROW,
    'javax.persistence.EntityManager.getReference()': ROW,
    ...members('javax.persistence.EntityManager', 'merge()', flows('0>result')),
    ...members(
      'javax.persistence.EntityManager',
      'persist() remove() flush() refresh() detach() clear()',
      flows(''),
    ),
  },
};
