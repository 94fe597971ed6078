import { conditions, deservesPlus } from './conditions.ts';
import type { Truth } from '../observation.ts';
import { type Cap, type GradeScheme, type Letter, letters } from './scheme.ts';
import { type Categories, categoriesOf, scoreOf } from './score.ts';
import { type Gradable, viewOf } from './view.ts';

/** A cap that holds, or that may hold. */
export interface CapState extends Cap {
  /** What was seen, or why it could not be told. */
  readonly why: string;
}

/** What one address, or the worst of several, is worth under a scheme. */
export interface Grade {
  readonly scheme: string;
  /** `?` while what is in doubt could change it. */
  readonly letter: Letter | '?';
  /** If everything in doubt turns out well; of several addresses that of the worst. */
  readonly best: Letter;
  /** If everything in doubt turns out badly. */
  readonly worst: Letter;
  /** 0 to 100; undefined with `?`. */
  readonly score?: number;
  readonly categories: Categories;
  /** What holds, worst letter first; includes those that do not decide. */
  readonly caps: readonly CapState[];
  /** What could not be told and would change the letter; worst first. */
  readonly doubts: readonly CapState[];
}

/**
 * The grade of an endpoint: of its worst address. Pure, and the same for any order of addresses. An address that
 * refused the connection serves nobody and is left out; one that could not be reached leaves the grade open.
 */
export function gradeOf(subjects: readonly Gradable[], scheme: GradeScheme): Grade {
  const grades = subjects
    .filter(({ facts }) => facts.reachable.is !== 'no' && facts.reachable.is !== 'not-tested')
    .map((subject) => gradeOfAddress(subject, scheme));
  const [first, ...rest] = grades.toSorted(worstFirst);
  if (first === undefined) return nothingKnown(scheme);
  const all = [first, ...rest];
  const best = lowest(all.map((grade) => grade.best));
  const worst = lowest(all.map((grade) => grade.worst));
  return bounded({
    ...first,
    best,
    worst,
    caps: unique(all.flatMap(({ caps }) => caps)),
    doubts: unique(all.flatMap(({ doubts }) => doubts)).filter(({ letter }) =>
      isWorse(letter, best),
    ),
  });
}

/** With `worst` better than `best` never, and `?` where they differ. */
function bounded(grade: Grade): Grade {
  if (grade.best === grade.worst) return { ...grade, letter: grade.best };
  const { score: _score, ...open } = grade;
  return { ...open, letter: '?' };
}

function gradeOfAddress(subject: Gradable, scheme: GradeScheme): Grade {
  const view = viewOf(subject);
  const states = scheme.caps.map((cap) => ({ cap, fact: conditions[cap.condition](view) }));
  const caps = states
    .filter(({ fact }) => fact.is === 'yes')
    .map(({ cap, fact }) => ({ ...cap, why: fact.why }))
    .toSorted(compareCaps);
  const categories = categoriesOf(view, scheme);
  const score = scoreOf(categories, scheme);
  const plain = lowest([
    score === undefined ? 'A' : letterOfScore(score, scheme),
    ...caps.map(({ letter }) => letter),
  ]);
  const best = plain === 'A' && deservesPlus(view, scheme.plusHstsSeconds) ? 'A+' : plain;
  const doubts = states
    .filter(({ cap, fact }) => isDoubt(cap, fact.is) && isWorse(cap.letter, best))
    .map(({ cap, fact }) => ({ ...cap, why: fact.why }))
    .toSorted(compareCaps);
  // Without a score nothing is known of a category, and it may be the one that ruins all.
  const floor: readonly Letter[] = score === undefined ? ['F'] : [];
  const worst = lowest([best, ...doubts.map(({ letter }) => letter), ...floor]);
  return bounded({
    scheme: scheme.id,
    letter: best,
    best,
    worst,
    ...(score === undefined ? {} : { score }),
    categories,
    caps,
    doubts,
  });
}

function isDoubt({ whenNotTested }: Cap, is: Truth): boolean {
  return is === 'inconclusive' || (is === 'not-tested' && whenNotTested === 'unknown');
}

function letterOfScore(score: number, scheme: GradeScheme): Letter {
  return scheme.letters.find(({ from }) => score >= from)?.letter ?? 'F';
}

/** Nothing was reached: anything is possible. */
function nothingKnown(scheme: GradeScheme): Grade {
  return {
    scheme: scheme.id,
    letter: '?',
    best: 'A+',
    worst: 'F',
    categories: {},
    caps: [],
    doubts: [],
  };
}

/** Whether `a` is a worse letter than `b`. */
export function isWorse(a: Letter, b: Letter): boolean {
  return letters.indexOf(a) > letters.indexOf(b);
}

function lowest(list: readonly Letter[]): Letter {
  return list.reduce((low, letter) => (isWorse(letter, low) ? letter : low), 'A+');
}

function worstFirst(a: Grade, b: Grade): number {
  return (
    letters.indexOf(b.best) - letters.indexOf(a.best) ||
    letters.indexOf(b.worst) - letters.indexOf(a.worst) ||
    (a.score ?? -1) - (b.score ?? -1) ||
    compareCategories(a.categories, b.categories)
  );
}

function compareCategories(a: Categories, b: Categories): number {
  return (
    (a.protocol ?? -1) - (b.protocol ?? -1) ||
    (a.keyExchange ?? -1) - (b.keyExchange ?? -1) ||
    (a.cipher ?? -1) - (b.cipher ?? -1)
  );
}

function compareCaps(a: CapState, b: CapState): number {
  return letters.indexOf(b.letter) - letters.indexOf(a.letter);
}

/** One of each condition, worst first; the first address that has it says why. */
function unique(caps: readonly CapState[]): readonly CapState[] {
  const seen = new Map<string, CapState>();
  for (const each of caps) {
    const known = seen.get(each.condition);
    if (known === undefined || each.why < known.why) seen.set(each.condition, each);
  }
  return [...seen.values()].toSorted(
    (a, b) => compareCaps(a, b) || (a.condition < b.condition ? -1 : 1),
  );
}
