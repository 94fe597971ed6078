import { members } from '../entries.ts';
import type { CallbackModel, Model, ModelPack, SourceModel } from '../model.ts';

const FIELD: SourceModel = { kind: 'remote', what: 'field of a form' };
const FILE: SourceModel = { kind: 'remote', what: 'uploaded file' };
const NAME: SourceModel = { kind: 'remote', what: 'name of an uploaded file' };
const PART: SourceModel = { kind: 'remote', what: 'part of a form' };
const fields = (at: string): CallbackModel => ({
  at,
  params: [],
  sources: { 1: FIELD, 2: FILE },
});
/** `form.parse(request, (error, fields, files) => …)`. */
const PARSE: Model = { flows: [], callbacks: [fields('1')] };
const on = (...callbacks: readonly CallbackModel[]): Model => ({
  type: 'this',
  flows: [],
  callbacks,
});

/** Forms with files that are taken apart by hand. */
export const uploads: ModelPack = {
  id: 'uploads',
  languages: ['javascript'],
  about: 'busboy, connect-busboy, formidable, multiparty: their READMEs',
  paths: {
    ...members('', 'busboy() busboy.Busboy()', { type: 'busboy.Busboy', flows: [] }),
    // Of `file` name of the field, content, name of the file; of `field` its name and its value.
    'busboy.Busboy.on()': on({
      at: '1',
      params: [],
      sources: { 0: FIELD, 1: FIELD, 2: NAME, 3: FIELD, 4: FIELD },
    }),
    ...members(
      '',
      'formidable() formidable.formidable() formidable.IncomingForm() formidable.Formidable()',
      {
        type: 'formidable.Form',
        flows: [],
      },
    ),
    'formidable.Form.parse()': { ...PARSE, source: PART },
    'formidable.Form.on()': on({ at: '1', params: [], sources: { 0: PART, 1: PART } }),
    'multiparty.Form()': { type: 'multiparty.Form', flows: [] },
    'multiparty.Form.parse()': PARSE,
    'multiparty.Form.on()': on({ at: '1', params: [], sources: { 0: PART, 1: PART } }),
  },
};
