import { type Change, changes } from './changes.ts';
import { type Grade, gradeOf } from './grade.ts';
import type { Aspect } from '../subject.ts';
import { type GradeScheme, letters } from './scheme.ts';
import type { Gradable } from './view.ts';

/** A change and the grade once it and those before it are done. */
export interface Improvement {
  readonly id: string;
  readonly about: Aspect;
  readonly change: string;
  readonly grade: string;
}

/** More than a person does in one sitting; the issue asks for three. */
const maxImprovements = 3;

/**
 * The changes that raise the grade most, best first, each on top of those before it: where several flaws hold the same
 * letter down, none alone would move it. What-ifs on facts; nothing is guessed about what was not seen.
 */
export function improvementsOf(
  subjects: readonly Gradable[],
  scheme: GradeScheme,
): readonly Improvement[] {
  const found: Improvement[] = [];
  let now = subjects;
  let grade = gradeOf(now, scheme);
  for (let round = 0; round < maxImprovements; round += 1) {
    const best = bestChange(now, grade, scheme);
    if (best === undefined) break;
    found.push({
      id: best.change.id,
      about: best.change.about,
      change: best.advice,
      grade: shown(best.grade),
    });
    now = now.map((subject) => best.change.apply(subject));
    grade = best.grade;
  }
  return found;
}

interface Tried {
  readonly change: Change;
  readonly advice: string;
  readonly grade: Grade;
}

/** The one that leads furthest; of equals the first in the order of the list. */
function bestChange(
  subjects: readonly Gradable[],
  from: Grade,
  scheme: GradeScheme,
): Tried | undefined {
  let best: Tried | undefined;
  for (const change of changes) {
    const advice = change.advise(subjects);
    if (advice === undefined) continue;
    const grade = gradeOf(
      subjects.map((subject) => change.apply(subject)),
      scheme,
    );
    if (compare(grade, best?.grade ?? from) < 0) best = { change, advice, grade };
  }
  return best;
}

/** Better ones first: by letter, then by what still holds it down, then by how much that is altogether. */
function compare(a: Grade, b: Grade): number {
  return (
    letters.indexOf(a.best) - letters.indexOf(b.best) ||
    letters.indexOf(a.worst) - letters.indexOf(b.worst) ||
    burden(a) - burden(b)
  );
}

/** A cap counts more than all caps of better letters together. */
function burden({ caps }: Grade): number {
  return caps.reduce((sum, { letter }) => sum + 40 ** letters.indexOf(letter), 0);
}

function shown({ letter, best }: Grade): string {
  return letter === '?' ? `at best ${best}` : letter;
}
