import type { Flow } from '../engine/flows.ts';
import type { Program } from '../engine/program.ts';
import { flowOfHit, type Hit } from './hit.ts';
import { markHits } from './marks.ts';
import { nameHits } from './modelled-names.ts';
import { routeHits } from './routes/index.ts';
import { ModuleScene } from './scene.ts';

/** @yields what is wrong by its form and by what names mean, file by file, in a program whose data was followed */
export function* structureFlows(program: Program): Generator<readonly Flow[]> {
  const files = program.modules.map((module) => new ModuleScene(module));
  for (const file of files) {
    yield Array.from(inFile(program, file), (hit) => flowOfHit(hit));
  }
  yield Array.from(routeHits(program, files), (hit) => flowOfHit(hit));
}

function* inFile(program: Program, file: ModuleScene): Generator<Hit> {
  yield* markHits(program, file);
  yield* nameHits(program, file);
}
